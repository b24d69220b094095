import { createRandom, shuffled } from '#engine/stats/random'

export interface DealOptions {
  readonly annotators: number
  /** null: the clips' own order. */
  readonly seed: number | null
  /** null: all. */
  readonly limit: number | null
  /** So many go to every annotator, the rest in turn to one each; null: all go to everybody. */
  readonly sharedClips: number | null
}

/**
 * Deals clips to annotators. With a seed, which clips are shared is chance and every annotator has an order of their own, in
 * which shared clips can't be told from the others; without one the first are shared, and all keep their order.
 * @returns clips in order, by annotator
 */
export function dealClips(clipIds: ArrayLike<number>, options: DealOptions): number[][] {
  const { annotators, seed, limit, sharedClips } = options
  const random = seed === null ? null : createRandom(seed)
  const all = random === null ? Uint32Array.from(Array(clipIds.length).keys()) : shuffled(clipIds.length, random)
  const chosen = all.subarray(0, limit ?? clipIds.length)
  const shared = sharedClips ?? chosen.length
  return Array.from({ length: annotators }, (_, annotator) => {
    const own = chosen.filter((_place, at) => at < shared || (at - shared) % annotators === annotator)
    const order = random === null ? own.keys() : shuffled(own.length, random)
    return Array.from(order, at => clipIds[own[at]])
  })
}
