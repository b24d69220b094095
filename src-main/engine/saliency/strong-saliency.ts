/** As a clip's own scale has it: one odd bin must not fade the rest. */
const SHARE = 0.995

/** The magnitude that 99.5 % of the bins of all these maps stay below; null: there is none above 0. */
export function strongSaliency(maps: readonly Float32Array[]): number | null {
  const magnitudes = new Float32Array(maps.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const map of maps) for (const value of map) magnitudes[at++] = Math.abs(value)
  magnitudes.sort()
  const last = magnitudes.length - 1
  return magnitudes[Math.floor(SHARE * last)] || magnitudes[last] || null
}
