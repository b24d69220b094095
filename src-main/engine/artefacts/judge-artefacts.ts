/**
 * From trials of artefacts in a sample of clips to a verdict on each.
 *
 * "The model relies on it" is said only where three things hold: more labels follow the artefact than follow its stand-in
 * (exact one-sided McNemar test, Holm's correction over all artefacts and levels tried); the excess is large even at the
 * low end of its interval; and, where something with a place was added, relevance moved onto it. A model that any
 * disturbance of that strength confuses passes none of this.
 *
 * Conventions: clips are paired with themselves. Intervals resample speakers, then their clips (stats/bootstrap.ts).
 *
 * References: [mcnemar1947], [holm1979].
 */
import {
  artefactVerdicts,
  type Artefact,
  type ArtefactFinding,
  type ArtefactVerdict,
  type SpuriousFeaturesResult,
  type SpuriousFeaturesSettings,
} from '#contracts/experiments/spurious-features'
import { groupBy } from '#engine/plausibility/group-by'
import { holm } from '#engine/stats/holm'
import { measureArtefact, type Measured, type MeasureOptions, type SpokenTrial } from './measure-artefact'

type Judging = Pick<SpuriousFeaturesSettings, 'artefacts' | 'alpha' | 'leastExcess'>

/** What is added to the clip at a place of its own: relevance can lie on it. */
const ADDED: readonly Artefact['kind'][] = ['noise-burst', 'hum', 'clicks']
/** Share of labels changed from which a model is called disturbed. */
const DISTURBED = 0.05

/** @param trials for each artefact of the settings, in their order */
export function judgeArtefacts(
  trials: readonly (readonly SpokenTrial[])[],
  settings: Judging,
  options: MeasureOptions,
): SpuriousFeaturesResult {
  const measured = settings.artefacts.map((artefact, i) => measureArtefact(artefact, trials[i], options))
  const tried = measured.filter(({ clips }) => clips > 0)
  const corrected = new Map(holm(tried.map(({ p }) => p)).map((p, i) => [tried[i], p]))
  const findings = measured.map(finding => {
    const found = { ...finding, p: corrected.get(finding) ?? null }
    return { ...found, verdict: verdictOf(found, settings, tried.length) }
  })
  const clips = new Set(trials.flat().map(({ clipId }) => clipId)).size
  return { kind: 'spurious-features', clips, findings, verdicts: worstByKind(findings) }
}

/** @param tests how many artefacts the correction is over */
function verdictOf(finding: Measured, { alpha, leastExcess }: Judging, tests: number): ArtefactVerdict {
  const { artefact, clips, flips, excess, p, relevance } = finding
  if (flips === null || excess === null) return 'not-tried'
  if (tests * 0.5 ** clips >= alpha) return 'too-few'
  if (p !== null && p < alpha && excess.mean > 0) {
    const isLarge = excess.low !== null && excess.low >= leastExcess
    const isFollowed = !ADDED.includes(artefact.kind) || (relevance?.shift.low ?? 0) > 0
    return isLarge && isFollowed ? 'relies' : 'sensitive'
  }
  return flips.mean >= DISTURBED ? 'disturbed' : 'unmoved'
}

function worstByKind(findings: readonly ArtefactFinding[]): SpuriousFeaturesResult['verdicts'] {
  const kinds = groupBy([...findings.keys()], i => kindName(findings[i].artefact))
  return [...kinds].map(([artefact, places]) => {
    const rank = (i: number): number => artefactVerdicts.indexOf(findings[i].verdict)
    const flips = (i: number): number => findings[i].flips?.mean ?? 0
    const [finding] = places.sort((a, b) => rank(a) - rank(b) || flips(b) - flips(a) || a - b)
    return { artefact, verdict: findings[finding].verdict, finding }
  })
}

/** Codecs are artefacts apart. */
function kindName(artefact: Artefact): string {
  return artefact.kind === 'coding' ? artefact.codec : artefact.kind
}
