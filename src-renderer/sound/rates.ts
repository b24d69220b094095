/** The slowest and the fastest that a clip is played. */
export const rateRange = { least: 0.5, most: 2 } as const

/** Where the keys stop on their way from one to the other. */
const STEPS = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2]

export function nextRate(rate: number, direction: 1 | -1): number {
  const rounding = 1e-6
  return direction === 1
    ? (STEPS.find(step => step > rate + rounding) ?? rateRange.most)
    : (STEPS.findLast(step => step < rate - rounding) ?? rateRange.least)
}
