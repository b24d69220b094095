import type { MisclassificationsResult } from '#contracts/experiments/misclassifications'
import type { ReportSection } from '../document'
import { countOf, warnings } from '../words'
import { clipsTable } from './cue-validation'
import { allCells, contrastTables, differencesInShort, paperTable } from './cue-tables'

const PAIRS_NAMED = 4
/** Rarer confusions are in the file. */
const ROWS_SHOWN = 8

/**
 * @param scored predictions whose label is known
 * @param all over all wrong predictions
 * @param sample those that were drawn to be listened to; null: that was not done
 */
export function misclassificationsSection(
  scored: number,
  all: MisclassificationsResult,
  sample: MisclassificationsResult | null,
): ReportSection {
  const heads = ['expected', 'predicted']
  const named = all.pairs
    .slice(0, PAIRS_NAMED)
    .map(({ expected, predicted, clips }) => `${expected} as ${predicted} (${clips})`)
  const rows = [...all.cues.rows].sort((a, b) => b.clips - a.clips).slice(0, ROWS_SHOWN)
  const title = '3 Misclassifications: the voice where the model looks, when it is wrong'
  if (scored === 0) return { title, blocks: warnings(['No prediction can be scored: which are wrong is not known.']) }
  if (all.wrong === 0) return { title, blocks: warnings(all.caveats) }
  const words = `${countOf(all.wrong, 'prediction')} ${all.wrong === 1 ? 'is' : 'are'} wrong; windows of ${all.method}. Most often taken: ${named.join(', ')}.`
  return {
    title,
    blocks: [
      { kind: 'text', text: words },
      ...warnings(all.caveats),
      paperTable(
        'table-3-cues-wrong',
        `Table 3. Cues in salient windows of wrong predictions${all.cues.rows.length > rows.length ? `, the ${rows.length} most frequent of ${all.cues.rows.length} confusions` : ''}`,
        { ...all.cues, rows },
      ),
      differencesInShort(
        'table-3-differences',
        'What these windows have more than random speech windows of the same clips, by what was said',
        all.deltas,
      ),
      ...contrastTables(all.contrast),
      allCells('table-3-cues-wrong-all', 'Every cue and confusion of Table 3', heads, all.cues),
      allCells('table-3-differences-all', 'Every difference to random speech windows', ['predicted'], all.deltas),
      ...(sample === null || sample.clips.length === 0
        ? []
        : [clipsTable('clips-misclassified', 'Wrong predictions drawn, with the windows to listen to', sample.clips)]),
    ],
  }
}
