import type { FrontEnd } from '#contracts/model'

/** Mel energies to the front end's unit, in place; see log-mel.ts for the formulas. */
export function compressLevels(values: Float32Array, { log, amin, reference, topDb }: FrontEnd): void {
  if (log === 'none') return
  if (log === 'ln' || log === 'log10') {
    const toLog = log === 'ln' ? Math.log : Math.log10
    for (let i = 0; i < values.length; i++) values[i] = toLog(Math.max(amin, values[i]))
    return
  }
  const referenceDb = 10 * Math.log10(Math.max(amin, reference === 'max' ? largest(values) : reference))
  for (let i = 0; i < values.length; i++) values[i] = 10 * Math.log10(Math.max(amin, values[i])) - referenceDb
  if (topDb === null) return
  const floorDb = largest(values) - topDb
  for (let i = 0; i < values.length; i++) values[i] = Math.max(values[i], floorDb)
}

function largest(values: Float32Array): number {
  let max = -Infinity
  for (const value of values) if (value > max) max = value
  return max
}
