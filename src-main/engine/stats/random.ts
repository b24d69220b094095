import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Reproducible chance: the same seed gives the same numbers on every machine. */
export interface Random {
  /** 0 <= value < 1 */
  uniform(): number
  /** 0 <= value < below */
  integer(below: number): number
  /** Mean 0, standard deviation 1. */
  normal(): number
}

export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed)
  const uniform = (): number => uniformFloat64(generator)
  return {
    uniform,
    integer: below => Math.floor(uniform() * below),
    // Box-Muller; 1 - u keeps the logarithm's argument above 0.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  }
}

/** The numbers 0 ... count - 1 in random order. */
export function shuffled(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = random.integer(i + 1)
    ;[order[i], order[j]] = [order[j], order[i]]
  }
  return order
}
