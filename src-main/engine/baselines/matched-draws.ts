import type { Draws } from './draws'

/** Within so much of the wanted fraction a draw is matched. */
const toleratedDifference = 0.1
/** So many draws are made for each that is taken, and up to so many where too few of them are matched. */
const triesPerDraw = { atLeast: 5, atMost: 20 }

export function isMatched(voicedFraction: number, wanted: number): boolean {
  return Math.abs(voicedFraction - wanted) <= toleratedDifference
}

/**
 * Of many draws the `count` whose voiced fraction is closest to the wanted one, the earlier of equally close ones: mostly
 * all are matched, with enough to choose from for them to lie around it on both sides. Where voice is rare, more are made.
 */
export function matchedDraws(count: number, wanted: number, draws: Draws): number[] {
  const distances: number[] = []
  let matched = 0
  while (
    distances.length < triesPerDraw.atLeast * count ||
    (matched < count && distances.length < triesPerDraw.atMost * count)
  ) {
    const voicedFraction = draws.voicedFraction(distances.length)
    distances.push(Math.abs(voicedFraction - wanted))
    if (isMatched(voicedFraction, wanted)) matched++
  }
  const limit = Float64Array.from(distances).sort()[count - 1]
  const [nearer, asNear]: number[][] = [[], []]
  distances.forEach((distance, draw) => {
    if (distance < limit) nearer.push(draw)
    else if (distance === limit) asNear.push(draw)
  })
  return [...nearer, ...asNear.slice(0, count - nearer.length)]
}
