import type { VorbisBits } from './vorbis-bits'
import { vorbisHeaderError } from './vorbis-errors'

/** Words of a Huffman code, and for some books a vector for each. [vorbis1] section 3 */
export interface Codebook {
  readonly dimensions: number
  /** [entries x dimensions]; null: words only. */
  readonly vectors: Float64Array | null
  /** Of two children each: a node, or -1 - entry; 0: none. */
  readonly tree: Int32Array
}

const SYNC = 0x564342
/** Four times what the largest books of encoders have; memory must not follow a header's word. */
const MOST_VALUES = 2 ** 20

/** The entry that the next bits stand for; -1 where they end or stand for none. */
export function readEntry(bits: VorbisBits, { tree }: Codebook): number {
  let node = 0
  do node = tree[2 * node + bits.bit()]
  while (node > 0)
  return node === 0 || bits.isPastEnd ? -1 : -1 - node
}

export function readCodebook(bits: VorbisBits): Codebook {
  if (bits.unsigned(24) !== SYNC) throw vorbisHeaderError('a codebook is missing')
  const dimensions = bits.unsigned(16)
  const entries = bits.unsigned(24)
  if (entries * Math.max(1, dimensions) > MOST_VALUES)
    throw vorbisHeaderError(`${entries} codes of ${dimensions} values`)
  const lengths = bits.flag() ? readOrderedLengths(bits, entries) : readLengths(bits, entries)
  const tree = buildTree(lengths)
  return { dimensions, tree, vectors: readVectors(bits, entries, dimensions) }
}

/** 0: not used. */
function readLengths(bits: VorbisBits, entries: number): Uint8Array {
  const isSparse = bits.flag()
  return Uint8Array.from({ length: entries }, () => (isSparse && !bits.flag() ? 0 : bits.unsigned(5) + 1))
}

function readOrderedLengths(bits: VorbisBits, entries: number): Uint8Array {
  const lengths = new Uint8Array(entries)
  let length = bits.unsigned(5) + 1
  for (let entry = 0; entry < entries; length++) {
    const count = bits.upTo(entries - entry)
    if (entry + count > entries || length > 32) throw vorbisHeaderError('too many codes')
    lengths.fill(length, entry, entry + count)
    entry += count
  }
  return lengths
}

/** Each word takes the first free place of its length. [vorbis1] section 3.2.1 */
function buildTree(lengths: Uint8Array): Int32Array {
  const tree = [0, 0]
  const isFull = [false]
  const isTaken = (child: number): boolean => child < 0 || (child > 0 && isFull[child])
  const place = (node: number, length: number, entry: number): boolean => {
    for (const slot of [2 * node, 2 * node + 1]) {
      if (length === 1 ? tree[slot] !== 0 : isTaken(tree[slot])) continue
      if (length === 1) tree[slot] = -1 - entry
      else {
        if (tree[slot] === 0) {
          tree[slot] = isFull.push(false) - 1
          tree.push(0, 0)
        }
        if (!place(tree[slot], length - 1, entry)) continue
      }
      isFull[node] = isTaken(tree[2 * node]) && isTaken(tree[2 * node + 1])
      return true
    }
    return false
  }
  let used = 0
  lengths.forEach((length, entry) => {
    if (length === 0) return
    used++
    if (!place(0, length, entry)) throw vorbisHeaderError('too many codes of a length')
  })
  // A book of one word: either bit stands for it.
  if (used === 1 && tree[0] < 0) tree[1] = tree[0]
  return Int32Array.from(tree)
}

function readVectors(bits: VorbisBits, entries: number, dimensions: number): Float64Array | null {
  const kind = bits.unsigned(4)
  if (kind === 0) return null
  if (kind > 2) throw vorbisHeaderError(`codebook of kind ${kind}`)
  const minimum = readFloat(bits)
  const step = readFloat(bits)
  const valueBits = bits.unsigned(4) + 1
  const isSequence = bits.flag()
  const count = kind === 1 ? rootOf(entries, dimensions) : entries * dimensions
  const values = Float64Array.from({ length: count }, () => minimum + step * bits.unsigned(valueBits))

  const vectors = new Float64Array(entries * dimensions)
  for (let entry = 0; entry < entries; entry++) {
    let last = 0
    let rest = entry
    for (let i = entry * dimensions; i < (entry + 1) * dimensions; i++) {
      const value = (kind === 1 ? values[rest % count] : values[i]) + last
      if (isSequence) last = value
      rest = Math.floor(rest / count)
      vectors[i] = value
    }
  }
  return vectors
}

/** The largest whole number whose power is not above `entries`. */
function rootOf(entries: number, power: number): number {
  let root = Math.max(1, Math.round(entries ** (1 / Math.max(1, power))))
  while (root ** power > entries && root > 1) root--
  while ((root + 1) ** power <= entries && power > 0) root++
  return root
}

/** 21 bits, an exponent, a sign. [vorbis1] section 9.2.2 */
function readFloat(bits: VorbisBits): number {
  const word = bits.unsigned(32)
  const size = (word & 0x1fffff) * 2 ** (((word >>> 21) & 0x3ff) - 788)
  return word & 0x80000000 ? -size : size
}
