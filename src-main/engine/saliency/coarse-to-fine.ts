/**
 * Occlusion for a person who waits: maps of larger patches first, in the end the exact one.
 *
 * Patches and strides twice as large make a quarter of the windows, so all sketches together run about a third as many
 * as the map itself. The last map is occlusion()'s own, computed afresh: sketches decide nothing.
 */
import type { Matrix } from '#engine/base/matrix'
import { packedTrunk, type OcclusionMethodSettings } from './occlude'
import { coarser, patchCount } from './patches'
import type { Subject } from './subject'

/** What a window takes where windows share runs, in bins of the model's input. Measured, on the model that comes along. */
const PACKED_BINS = 2500
/** What is done at once, in bins of the model's input: a fifth of a second on a CPU of 2025. */
const BINS_AT_ONCE = 1e7
/** A sketch of fewer patches would show nothing. */
const FEWEST_PATCHES = 24

/** From the coarsest worth showing to `settings` itself; only that where it takes no time worth speaking of. */
export function lookSettings<S extends OcclusionMethodSettings>(subject: Subject, logMel: Matrix, settings: S): S[] {
  const { rows, cols } = logMel
  const perPatch = packedTrunk(subject) ? Math.min(PACKED_BINS, rows * cols) : rows * cols
  const looks = [settings]
  for (let factor = 2; ; factor *= 2) {
    const [finer, look] = [looks[0], { ...settings, ...coarser(settings, factor) }]
    if (patchCount(rows, cols, finer) * perPatch <= BINS_AT_ONCE) return looks
    if (patchCount(rows, cols, look) < FEWEST_PATCHES) return looks
    looks.unshift(look)
  }
}
