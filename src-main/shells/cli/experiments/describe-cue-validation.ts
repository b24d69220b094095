import type { CueValidationResult } from '#contracts/experiments/cue-validation'
import { columnTitle } from '#engine/report/column-title'
import { caveatLines, cueLines } from './cue-lines'
import { clipLines } from './clip-lines'
import { wholePercent } from './text-table'

const ordered = ['loudness.mean', 'loudness.sd', 'loudness.cv', 'f0.mean', 'f0.sd']

/** The result as lines for people. */
export function describeCueValidation(result: CueValidationResult): string[] {
  const { method, labels, clips, cues, deltas, order, caveats } = result
  return [
    `correct clips taken: ${labels.map(({ label, correct, drawn }) => `${label} ${drawn} of ${correct}`).join(', ')}`,
    `cues in the windows of ${method}: mean over clips (standard deviation)`,
    '',
    ...cueLines(cues, false),
    '',
    'less random speech windows of the same clips (*: q < 0.05, Benjamini-Hochberg over all cues and labels)',
    '',
    ...cueLines(deltas, true),
    '',
    ...order
      .filter(({ column }) => ordered.includes(column))
      .map(({ column, highest, lowest }) => {
        const end = ({ label, share }: typeof highest): string =>
          `${label} (in ${wholePercent(share)} of bootstrap draws)`
        return `${columnTitle(column).title}: highest ${end(highest)}, lowest ${end(lowest)}`
      }),
    ...clipLines(clips),
    ...caveatLines(caveats),
  ]
}
