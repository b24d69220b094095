import type { LabelOrder } from '#contracts/experiments/cue-validation'
import type { TableClip } from '#engine/plausibility/data-tables'
import { placesBySpeaker } from '#engine/plausibility/group-by'
import { hierarchicalDraws } from '#engine/stats/bootstrap'

/**
 * Which label has the highest and the lowest mean of each column, and in what share of draws of speakers and their clips
 * it has it too: 1 is as sure as these clips can make it. Draws in which one of the labels does not occur are left out.
 */
export function labelOrder(
  clips: readonly TableClip[],
  columns: readonly string[],
  { draws, seed }: { readonly draws: number; readonly seed: number },
): LabelOrder[] {
  const labels = [...new Set(clips.map(({ predicted }) => predicted))].sort()
  const places = new Map(labels.map((label, place) => [label, place]))
  const group = Int32Array.from(clips, ({ predicted }) => places.get(predicted)!)
  const values = columns.map(column => Float64Array.from(clips, clip => clip.values[column] ?? NaN))
  const all = Uint32Array.from(clips, (_, i) => i)
  const means = values.map(column => groupMeans(column, group, labels.length, all))
  const ends = means.map(endsOf)
  const times = columns.map(() => ({ highest: 0, lowest: 0, draws: 0 }))
  for (const drawn of hierarchicalDraws(placesBySpeaker(clips), draws, seed))
    for (const [k, column] of values.entries()) {
      const drawnMeans = groupMeans(column, group, labels.length, drawn)
      // A draw that misses a label says nothing of its place.
      const isWhole = drawnMeans.every((value, label) => !Number.isNaN(value) || Number.isNaN(means[k][label]))
      const found = endsOf(drawnMeans)
      if (ends[k] === null || found === null || !isWhole) continue
      times[k].draws++
      if (found.highest === ends[k].highest) times[k].highest++
      if (found.lowest === ends[k].lowest) times[k].lowest++
    }
  return columns.flatMap((column, k) => {
    const found = ends[k]
    if (found === null) return []
    const at = (end: 'highest' | 'lowest'): LabelOrder['highest'] => ({
      label: labels[found[end]],
      mean: means[k][found[end]],
      share: times[k].draws === 0 ? 0 : times[k][end] / times[k].draws,
    })
    return [{ column, highest: at('highest'), lowest: at('lowest') }]
  })
}

/** NaN for a group without a value. */
function groupMeans(column: Float64Array, group: Int32Array, groups: number, places: Uint32Array): Float64Array {
  const [sums, counts] = [new Float64Array(groups), new Uint32Array(groups)]
  for (let i = 0; i < places.length; i++) {
    const value = column[places[i]]
    if (Number.isNaN(value)) continue
    sums[group[places[i]]] += value
    counts[group[places[i]]]++
  }
  return sums.map((sum, k) => sum / counts[k])
}

/** Null where fewer than two groups have a mean. */
function endsOf(means: Float64Array): { highest: number; lowest: number } | null {
  const known = [...means.keys()].filter(k => !Number.isNaN(means[k]))
  if (known.length < 2) return null
  return {
    highest: known.reduce((best, k) => (means[k] > means[best] ? k : best)),
    lowest: known.reduce((best, k) => (means[k] < means[best] ? k : best)),
  }
}
