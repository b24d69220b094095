/**
 * How much better or worse a model is on a slice of the clips than on the rest of them.
 *
 * Conventions: gaps are the slice less the rest. Intervals resample speakers, then clips, in each of the two by itself; p is
 * twice the smaller share of these draws in which the gap falls on one side of none, the observed one counted in. A slice
 * that was looked for is one of many that could have been found: p is adjusted over all slices kept, but not over
 * those that were looked at and not kept.
 * References: [davison1997], [holm1979], [benjamini1995].
 */
import type { SliceReport, SliceRow } from '#contracts/table-view'
import { sizeCaution } from '#engine/experiments/group-size'
import { gapBetween, scoreClips, scoreRow, type GroupScores } from '#engine/experiments/score-clips'
import { knownClips, type Known } from '#engine/experiments/score-groups'
import { tableDraws } from '#engine/audit-tables'
import { benjaminiHochberg } from '#engine/stats/benjamini-hochberg'
import { holm } from '#engine/stats/holm'
import type { ScoredClip } from '#engine/store/scored-clips'

export interface Slice {
  readonly viewId: number
  readonly name: string
  /** Int32 [clips selected] */
  readonly clipIds: Int32Array
}

export function scoreSlices(
  clips: readonly ScoredClip[],
  labels: readonly string[],
  slices: readonly Slice[],
  seed = 1,
): SliceReport {
  const known = knownClips(clips, labels)
  const draws = tableDraws(known.length)
  const rows = slices.map(slice => sliceRow(slice, known, labels, draws, seed))
  const [pHolm, qBh] = [holm, benjaminiHochberg].map(adjust => adjust(rows.map(({ p }) => p)))
  return { draws, rows: rows.map((row, i) => ({ ...row, pHolm: pHolm[i], qBh: qBh[i] })) }
}

function sliceRow(
  { viewId, name, clipIds }: Slice,
  known: readonly Known[],
  labels: readonly string[],
  draws: number,
  seed: number,
): Omit<SliceRow, 'pHolm' | 'qBh'> {
  const inside = new Set(clipIds)
  const own = scoreClips(
    known.filter(({ clipId }) => inside.has(clipId)),
    labels,
    draws,
    seed,
  )
  const others = scoreClips(
    known.filter(({ clipId }) => !inside.has(clipId)),
    labels,
    draws,
    seed + 1,
  )
  const [{ accuracy, uar }, rest] = [scoreRow(name, own), scoreRow('', others)]
  const accuracyGap = gapBetween(own, others, shares => shares.accuracy)
  const uarGap = gapBetween(own, others, shares => shares.uar)
  return {
    ...{ viewId, name, clips: clipIds.length, scored: own.clips, speakers: own.speakers, accuracy, uar },
    rest: { scored: rest.clips, accuracy: rest.accuracy, uar: rest.uar },
    accuracyGap: { value: accuracyGap.difference, interval: accuracyGap.interval },
    uarGap: { value: uarGap.difference, interval: uarGap.interval },
    p: pOfGap(own, others),
    caution: sizeCaution(own),
  }
}

function pOfGap(own: GroupScores, others: GroupScores): number | null {
  const gaps = own.drawn.flatMap(({ accuracy }, i) => {
    const gap = accuracy - (others.drawn[i]?.accuracy ?? NaN)
    return Number.isNaN(gap) ? [] : [gap]
  })
  if (gaps.length === 0) return null
  const share = (isOnSide: (gap: number) => boolean): number => (gaps.filter(isOnSide).length + 1) / (gaps.length + 1)
  return Math.min(
    1,
    2 *
      Math.min(
        share(gap => gap <= 0),
        share(gap => gap >= 0),
      ),
  )
}
