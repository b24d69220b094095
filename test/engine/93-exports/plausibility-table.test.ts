import { describe, expect, it } from 'vitest'
import type { ClipVerdict } from '#contracts/plausibility'
import { plausibilityTable } from '#engine/exports/plausibility-table'
import { tableCsv } from '#engine/exports/table'

const found: ClipVerdict = {
  ...{ clipId: 1, verdict: 'plausible', reason: null, alignment: 0.25, alignments: { angry: 0.25, sad: null } },
  ...{
    percentile: 62.5,
    references: 39,
    labelPercentile: null,
    rank: 1,
    contrast: null,
    bestOther: null,
    arousal: -0.5,
  },
}
const parsed = (text: string): Record<string, string>[] => {
  const [head, ...lines] = text
    .trimEnd()
    .split('\n')
    .map(line => line.split(','))
  return lines.map(cells => Object.fromEntries(head.map((title, i) => [title, cells[i]])))
}

describe('engine/exports - plausibility', () => {
  it('engine/exports - a line a clip by file; what is not known is empty', () => {
    const clip = { sha256: 'ab'.repeat(32), expected: null, predicted: 'angry', found }
    const rows = parsed(
      tableCsv(
        plausibilityTable(
          [
            { ...clip, file: 'b.wav' },
            { ...clip, file: 'a.wav' },
          ],
          ['angry', 'sad'],
        ),
      ),
    )
    expect(rows.map(({ file }) => file)).toEqual(['a.wav', 'b.wav'])
    expect(rows[0]).toMatchObject({ verdict: 'plausible', reason: '', expected: '', contrast: '', alignment_sad: '' })
    expect(Number(rows[0].alignment_angry)).toBe(0.25)
    expect(Number(rows[0].percentile)).toBe(62.5)
  })
})
