import type { CueValidationResult, LabelOrder } from '#contracts/experiments/cue-validation'
import type { DrawnClip } from '#contracts/experiments/drawn-clip'
import { columnTitle } from '../column-title'
import type { ReportSection, ReportTable } from '../document'
import { percent, warnings } from '../words'
import { allCells, differencesInShort, paperTable } from './cue-tables'

const ordered = ['loudness.mean', 'loudness.sd', 'loudness.cv', 'f0.mean', 'f0.sd']

/**
 * @param all over all correct clips
 * @param sample the clips that were drawn for a person to listen to; null: that was not done
 */
export function cueValidationSection(all: CueValidationResult, sample: CueValidationResult | null): ReportSection {
  const taken = all.labels.reduce((sum, { drawn }) => sum + drawn, 0)
  const sentences = all.order.filter(({ column }) => ordered.includes(column)).map(orderSentence)
  return {
    title: '2 Cue validation: the voice where the model looks, when it is right',
    blocks: [
      {
        kind: 'text',
        text: `Table 2 has ${taken === 1 ? 'the one correct prediction' : `all ${taken} correct predictions`}; windows of ${all.method}. ${sentences.join(' ')}`,
      },
      ...warnings(all.caveats),
      paperTable(
        'table-2-cues-correct',
        'Table 2. Cues in salient windows of correct predictions, by emotion',
        all.cues,
      ),
      differencesInShort(
        'table-2-differences',
        'What these windows have more than random speech windows of the same clips',
        all.deltas,
      ),
      allCells('table-2-cues-correct-all', 'Every cue of Table 2', ['emotion'], all.cues),
      allCells('table-2-differences-all', 'Every difference to random speech windows', ['emotion'], all.deltas),
      ...(sample === null
        ? []
        : [
            {
              kind: 'text' as const,
              text: `For listening, ${sample.clips.length} of these clips were drawn (experiment cue-validation).`,
            },
            ...warnings(sample.caveats),
            paperTable('table-2-sample', 'The same table of the clips drawn', sample.cues),
            clipsTable('clips-to-validate', 'Clips drawn, with the windows to listen to', sample.clips),
          ]),
    ],
  }
}

/** Loudness: highest for angry (in 98 % of bootstrap draws too), lowest for sad (in 84 %). */
export function orderSentence({ column, highest, lowest }: LabelOrder): string {
  return `${columnTitle(column).title}: highest for ${highest.label} (in ${percent(highest.share, 0)} of bootstrap draws too), lowest for ${lowest.label} (in ${percent(lowest.share, 0)}).`
}

/** With an empty column, to be ticked off by hand. */
export function clipsTable(id: string, caption: string, clips: readonly DrawnClip[]): ReportTable {
  return {
    kind: 'table',
    ...{ id, caption, isFileOnly: clips.length > 120 },
    columns: ['label', 'predicted', 'file', 'windows (s)', 'cue audible: yes / no'].map(title => ({ title })),
    rows: clips.map(({ expected, predicted, file, windows }) => [
      ...[expected, predicted, file],
      windows.map(({ startSec, endSec }) => `${startSec.toFixed(2)}-${endSec.toFixed(2)}`).join(' '),
      '',
    ]),
    note: 'Windows in order of their score. The last column is for a person.',
  }
}
