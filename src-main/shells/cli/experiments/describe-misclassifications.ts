import type { MisclassificationsResult } from '#contracts/experiments/misclassifications'
import { columnTitle } from '#engine/report/column-title'
import { clipLines } from './clip-lines'
import { caveatLines, cueLines } from './cue-lines'
import { columns } from './text-table'

const CONTRASTS = 12
const PAIRS = 12

/** The result as lines for people. */
export function describeMisclassifications(result: MisclassificationsResult): string[] {
  const { method, wrong, drawn, clips, pairs, cues, deltas, contrast, caveats } = result
  const clearest = contrast
    .filter(({ q, effect }) => q !== null && q < 0.05 && effect !== null)
    .sort((a, b) => Math.abs(b.effect!) - Math.abs(a.effect!))
  return [
    `${drawn} of ${wrong} wrong predictions taken; what was taken for what:`,
    ...pairs.slice(0, PAIRS).map(({ expected, predicted, clips: n }) => `  ${expected} > ${predicted}: ${n}`),
    ...(pairs.length > PAIRS ? [`  and ${pairs.length - PAIRS} more pairs`] : []),
    '',
    `cues in the windows of ${method}, expected > predicted: mean over clips (standard deviation)`,
    '',
    ...cueLines({ ...cues, rows: mostClips(cues.rows, 6) }, false),
    '',
    'less random speech windows of the same clips, by what was said (*: q < 0.05)',
    '',
    ...cueLines(deltas, true),
    '',
    clearest.length === 0
      ? 'No cue differs between wrong and correct predictions of a label beyond chance (q < 0.05).'
      : "Wrong predictions of a label against correct ones, the clearest (Hedges' g):",
    ...columns(
      clearest
        .slice(0, CONTRASTS)
        .map(({ label, column, effect, q }) => [
          ...[`  ${label}`, columnTitle(column).title, effect!.toFixed(2), `q ${q!.toPrecision(2)}`],
        ]),
    ),
    ...clipLines(clips),
    ...caveatLines(caveats),
  ]
}

function mostClips<T extends { readonly clips: number }>(rows: readonly T[], count: number): T[] {
  return [...rows].sort((a, b) => b.clips - a.clips).slice(0, count)
}
