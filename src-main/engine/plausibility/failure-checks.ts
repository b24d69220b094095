/**
 * Known ways to be right for the wrong reason, each with the figure that gives it away.
 *
 * Conventions: 'unknown' where the figure can't be had; a check never passes for want of data.
 * References: [lapuschkin2019] (being right for the wrong reason), [cohen1988] (a medium effect).
 */
import type { ExpertCue } from '#contracts/expert-table'
import {
  artefactVerdicts,
  type Artefact,
  type ArtefactFinding,
  type ArtefactVerdict,
  type SpuriousFeaturesResult,
} from '#contracts/experiments/spurious-features'
import type { ClipVerdict, FailureCheck } from '#contracts/plausibility'
import { epsilonSquared } from '#engine/stats/eta-squared'
import { finiteOf } from '#engine/stats/finite'
import { median } from '#engine/stats/quantile'
import { wilsonInterval } from '#engine/stats/wilson'
import { isCorrect, type AssessedClip } from './assessed-clip'
import { expertCueDefinitions } from './expert-cues'
import { groupBy } from './group-by'
import type { CueColumn } from './reference-population'

const MIN_CLIPS = 20
const MEDIUM_EFFECT = 0.06
const HIGH_ACCURACY = 0.7

/** Where a clip's positive relevance lies, as shares of the whole. */
export interface OffSpeech {
  /** Of the relevance, in frames that are no speech. */
  readonly relevance: number
  /** Of the clip's time: what relevance that knows nothing of speech would have. */
  readonly time: number
}

export function offSpeechCheck(clips: readonly (OffSpeech | null)[]): FailureCheck {
  const known = clips.filter(clip => clip !== null)
  const figure = median(known.map(({ relevance }) => relevance))
  const excess = median(known.map(({ relevance, time }) => relevance - time))
  const base = { id: 'saliency-off-speech', title: 'Saliency on silence or noise', figure, n: known.length } as const
  if (figure === null || excess === null || known.length < MIN_CLIPS)
    return { ...base, state: 'unknown', explanation: tooFew(known.length) }
  const isOff = figure > 0.5 || excess > 0
  const explanation = `In the median clip ${percent(figure)} of the evidence lies where nobody speaks: ${points(Math.abs(excess))} ${excess > 0 ? 'more' : 'less'} than the share of its time in which nobody does.`
  return { ...base, state: isOff ? 'warn' : 'ok', explanation }
}

/** Whether the windows of one predicted label sound like those of every other. */
export function identicalCuesCheck(
  clips: readonly AssessedClip[],
  columns: ReadonlyMap<ExpertCue, Pick<CueColumn, 'z'>>,
): FailureCheck {
  const base = { id: 'identical-cues', title: 'Identical cues across emotions' } as const
  const labels = [...groupBy([...clips.keys()], i => clips[i].predicted).values()]
  const effects = [...columns].flatMap(([cue, { z }]) => {
    const groups = labels.map(members => finiteOf(members.map(i => z[i])))
    const effect = epsilonSquared(groups)
    return effect === null ? [] : [{ cue, effect, n: groups.reduce((sum, group) => sum + group.length, 0) }]
  })
  if (labels.length < 2)
    return { ...base, state: 'unknown', figure: null, n: clips.length, explanation: 'The model gave one label only.' }
  if (effects.length === 0 || clips.length < MIN_CLIPS)
    return { ...base, state: 'unknown', figure: null, n: clips.length, explanation: tooFew(clips.length) }
  const best = effects.reduce((a, b) => (b.effect > a.effect ? b : a))
  const figure = Math.max(0, best.effect)
  const { title } = expertCueDefinitions[best.cue]
  return {
    ...base,
    state: figure < MEDIUM_EFFECT ? 'warn' : 'ok',
    figure,
    n: best.n,
    explanation: `Of all cues, ${title.charAt(0).toLowerCase()}${title.slice(1)} tells the predicted labels apart best: the labels explain ${percent(figure)} of its variance in the salient windows${figure < MEDIUM_EFFECT ? ', which is next to nothing' : ''}.`,
  }
}

/** Whether right answers rest on cues that go against the table as often as with it. */
export function accurateButImplausibleCheck(
  clips: readonly AssessedClip[],
  found: readonly Pick<ClipVerdict, 'alignment'>[],
): FailureCheck {
  const base = { id: 'accurate-but-implausible', title: 'Accurate but implausible' } as const
  const known = [...clips.keys()].filter(i => isCorrect(clips[i]) !== null)
  const correct = known.filter(i => isCorrect(clips[i]) === true)
  const measured = correct.filter(i => found[i].alignment !== null)
  const agreeing = measured.filter(i => found[i].alignment! > 0).length
  const n = measured.length
  if (n < MIN_CLIPS) return { ...base, state: 'unknown', figure: null, n, explanation: tooFew(n) }
  const [accuracy, figure, interval] = [correct.length / known.length, agreeing / n, wilsonInterval(agreeing, n)!]
  const isWarning = accuracy >= HIGH_ACCURACY && interval.low <= 0.5
  return {
    ...base,
    state: isWarning ? 'warn' : 'ok',
    figure,
    n,
    explanation: `${percent(accuracy)} of the predictions are right; of the right ones that a table speaks of, ${percent(figure)} (${percent(interval.low)} to ${percent(interval.high)}) rest on cues that agree with it${isWarning ? ', no more than chance would give' : ''}.`,
  }
}

/** What planted artefacts did. @param found null: not looked for @param nameOf how people call an artefact */
export function spuriousFeatureCheck(
  found: Pick<SpuriousFeaturesResult, 'clips' | 'findings' | 'verdicts'> | null,
  nameOf: (artefact: Artefact) => string,
): FailureCheck {
  const base = { id: 'spurious-feature', title: 'Spurious feature', state: 'unknown', figure: null, n: 0 } as const
  if (found === null)
    return {
      ...base,
      explanation:
        'Not looked for yet: the experiment on spurious features plants artefacts and measures what follows them.',
    }
  const told = found.verdicts.filter(({ verdict }) => verdict !== 'too-few' && verdict !== 'not-tried')
  if (told.length === 0)
    return {
      ...base,
      n: found.clips,
      explanation: `${found.clips} ${found.clips === 1 ? 'clip is' : 'clips are'} too few to tell any artefact from chance.`,
    }
  const worst = told.reduce((a, b) => (rankOf(b.verdict) < rankOf(a.verdict) ? b : a), told[0])
  const finding = found.findings[worst.finding]
  const relied = told.filter(({ verdict }) => verdict === 'relies').map(({ finding: at }) => found.findings[at])
  return {
    ...base,
    state: relied.length > 0 ? 'warn' : 'ok',
    figure: finding.excess?.mean ?? null,
    n: finding.clips,
    explanation:
      relied.length > 0
        ? `The model relies on ${relied.map(({ artefact }) => nameOf(artefact)).join(', ')}: ${relied.map(flipsOf).join('; ')}.`
        : `Of ${told.length} ${told.length === 1 ? 'kind' : 'kinds'} of artefact the model relies on none${sensitivity(told.filter(({ verdict }) => verdict === 'sensitive').map(({ finding: at }) => nameOf(found.findings[at].artefact)))}. The worst is ${nameOf(finding.artefact)}: ${flipsOf(finding)}.`,
  }
}

/** What reliance on none leaves: empty without a name. */
function sensitivity(names: readonly string[]): string {
  return names.length === 0
    ? ''
    : `, but it is sensitive to ${names.join(', ')}: more labels follow it than its stand-in, but too few, or with too little relevance on it, to call that reliance`
}

function rankOf(verdict: ArtefactVerdict): number {
  return artefactVerdicts.indexOf(verdict)
}

function flipsOf({ flips, standInFlips, clips }: ArtefactFinding): string {
  return `it changes the label of ${percent(flips?.mean ?? 0)} of ${clips} ${clips === 1 ? 'clip' : 'clips'}, a stand-in of equal energy that of ${percent(standInFlips?.mean ?? 0)}`
}

function tooFew(clips: number): string {
  return `Too few clips to say: ${clips} of at least ${MIN_CLIPS}.`
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}

function points(share: number): string {
  return `${Math.round(100 * share)} points`
}
