export interface Extremum {
  readonly position: number
  readonly value: number
  readonly isMaximum: boolean
}

/** Share of the contour's range that a rise or fall must reach to count. */
const threshold = 0.1

/**
 * Maxima and minima of a contour that matter, alternating, in order.
 *
 * Conventions: strict local extrema, not among the first or last two rows; then three passes throw out what rises or
 * falls by less than a tenth of the contour's range, with openSMILE's rules for a small peak beside a larger one.
 * References: [eyben2016thesis].
 */
export function contourPeaks(contour: Float32Array): Extremum[] {
  const range = contour.reduce((a, b) => Math.max(a, b), -Infinity) - contour.reduce((a, b) => Math.min(a, b), Infinity)
  const least = threshold * range
  const high = dropLowMaxima(localExtrema(contour), contour[0], least)
  const deep = dropShallowMinima(high, contour[0], least)
  return alternate(deep)
}

function localExtrema(contour: Float32Array): Extremum[] {
  const found: Extremum[] = []
  for (let position = 2; position <= contour.length - 3; position++) {
    const value = contour[position]
    const before = contour[position - 1]
    const after = contour[position + 1]
    if (value > before && value > after) found.push({ position, value, isMaximum: true })
    if (value < before && value < after) found.push({ position, value, isMaximum: false })
  }
  return found
}

function dropLowMaxima(extrema: readonly Extremum[], start: number, least: number): Extremum[] {
  const kept = new Set(extrema)
  let last = start
  let lastMinimum = start
  let lastMaximum = start
  let standing: Extremum | null = null
  let hasFallen = false
  for (const extremum of extrema) {
    const { value, isMaximum } = extremum
    const isSmallStep = Math.abs(value - last) < least
    last = value
    if (!isMaximum) {
      if (!isSmallStep) {
        hasFallen = true
        lastMinimum = value
      }
      continue
    }
    if (isSmallStep && value - lastMinimum < least) {
      kept.delete(extremum)
      continue
    }
    if (isSmallStep && value <= 1.05 * lastMaximum && !hasFallen) {
      kept.delete(extremum)
      continue
    }
    if (isSmallStep && value > 1.05 * lastMaximum && standing) kept.delete(standing)
    hasFallen = false
    lastMaximum = value
    standing = extremum
  }
  return extrema.filter(extremum => kept.has(extremum))
}

function dropShallowMinima(extrema: readonly Extremum[], start: number, least: number): Extremum[] {
  let lastMaximum = start
  return extrema.filter(({ value, isMaximum }) => {
    if (isMaximum) lastMaximum = value
    return isMaximum || lastMaximum - value >= least
  })
}

/** Of neighbours of the same kind, the higher maximum or the lower minimum; the earlier one among equals. */
function alternate(extrema: readonly Extremum[]): Extremum[] {
  const kept: Extremum[] = []
  for (const extremum of extrema) {
    const before = kept.at(-1)
    if (before?.isMaximum !== extremum.isMaximum) kept.push(extremum)
    else if (extremum.isMaximum ? extremum.value > before.value : extremum.value < before.value) {
      kept[kept.length - 1] = extremum
    }
  }
  return kept
}
