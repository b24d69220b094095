import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** A seeded stream of numbers: the same seed gives the same stream on every machine. */
export interface Random {
  /** Uniform in [min, max). */
  uniform(min: number, max: number): number
  normal(mean: number, sd: number): number
  /** White noise of unit power, uniform in [-sqrt(3), sqrt(3)). */
  noise(): number
  pick<T>(items: readonly T[]): T
}

/** `seed` is a path-like key such as `demo/spk03/happiness/02`: neighbours get unrelated streams. */
export function makeRandom(seed: string): Random {
  const generator = xoroshiro128plus(hashKey(seed))
  const unit = (): number => (generator.next() >>> 0) / 2 ** 32
  return {
    uniform: (min, max) => min + (max - min) * unit(),
    normal: (mean, sd) => mean + sd * Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit()),
    noise: () => (2 * unit() - 1) * Math.sqrt(3),
    pick: items => items[Math.floor(unit() * items.length)],
  }
}

/** FNV-1a, 32 bits, with a final mix so that keys that differ in the last letter differ in every bit. */
function hashKey(key: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
