import type { ArtefactFigure, ArtefactFinding, SpuriousFeaturesResult } from '#contracts/experiments/spurious-features'
import { artefactName } from '#engine/artefacts/artefact'
import { verdictWords } from '#engine/report/sections/spurious-features'
import { columns, wholePercent } from './text-table'

/** The result as lines for people. */
export function describeSpuriousFeatures({ clips, findings, verdicts }: SpuriousFeaturesResult): string[] {
  const header = [
    'artefact',
    'verdict',
    'clips',
    'labels changed',
    'by the stand-in',
    'p',
    'mostly to',
    'relevance on it',
  ]
  return [
    `${clips} clips; shares of them with 95 % bootstrap intervals over speakers and clips; p: Holm's, one-sided`,
    '',
    ...columns([header, ...findings.map(rowOf)]),
    '',
    ...verdicts.map(({ artefact, verdict, finding }) => {
      const at = verdict === 'not-tried' ? '' : ` (${artefactName(findings[finding].artefact)})`
      return `${artefact}: ${verdictWords[verdict]}${at}${noticed(findings[finding])}`
    }),
  ]
}

function rowOf({ artefact, verdict, clips, flips, standInFlips, p, pulledTo, relevance }: ArtefactFinding): string[] {
  return [
    artefactName(artefact),
    verdict,
    String(clips),
    flips ? withInterval(flips) : '',
    standInFlips ? withInterval(standInFlips) : '',
    p === null ? '' : p.toPrecision(2),
    pulledTo ? `${pulledTo.label} ${wholePercent(pulledTo.share)}` : '',
    relevance
      ? `${wholePercent(relevance.clean.mean)} -> ${wholePercent(relevance.planted.mean)} of ${wholePercent(relevance.area)} area`
      : '',
  ]
}

function noticed({ verdict, noticed: found }: ArtefactFinding): string {
  if (found === null || verdict === 'unmoved' || verdict === 'disturbed') return ''
  return `; of ${found.clips} changed labels plausibility notices ${wholePercent(found.implausible.mean)}`
}

function withInterval({ mean, low, high }: ArtefactFigure): string {
  return low === null || high === null
    ? wholePercent(mean)
    : `${wholePercent(mean)} [${wholePercent(low)}, ${wholePercent(high)}]`
}
