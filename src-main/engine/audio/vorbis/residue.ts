import { readEntry } from './codebook'
import type { Codebook } from './codebook'
import type { VorbisBits } from './vorbis-bits'
import { vorbisHeaderError } from './vorbis-errors'

/** The fine structure of spectra, in up to eight passes of refinement. [vorbis1] section 8 */
export interface Residue {
  /** 0: a vector's values are spread over the partition; 1: side by side; 2: as 1, of all channels in turn. */
  readonly kind: number
  readonly begin: number
  readonly end: number
  readonly partitionSize: number
  readonly classBook: number
  /** For each class, the book of each pass; -1: none. */
  readonly books: readonly (readonly number[])[]
}

const PASSES = 8

export function readResidueSetup(bits: VorbisBits, books: readonly Codebook[]): Residue {
  const kind = bits.unsigned(16)
  const begin = bits.unsigned(24)
  const end = bits.unsigned(24)
  const partitionSize = bits.unsigned(24) + 1
  const classes = bits.unsigned(6) + 1
  const classBook = bits.unsigned(8)
  const cascades = Array.from({ length: classes }, () => {
    const low = bits.unsigned(3)
    return low + (bits.flag() ? bits.unsigned(5) * 8 : 0)
  })
  const own = cascades.map(cascade =>
    Array.from({ length: PASSES }, (_, pass) => ((cascade >> pass) & 1 ? bits.unsigned(8) : -1)),
  )
  const isBook = (book: number): boolean => book < 0 || (books[book]?.vectors ?? null) !== null
  const hasDimensions = (book: number): boolean => book < 0 || books[book].dimensions > 0
  if (kind > 2 || !books[classBook]?.dimensions || !own.flat().every(book => isBook(book) && hasDimensions(book))) {
    throw vorbisHeaderError('books of a residue')
  }
  return { kind, begin, end, partitionSize, classBook, books: own }
}

/** Fills the spectra [size each] of the channels that are not silent. */
export function readResidue(
  bits: VorbisBits,
  residue: Residue,
  books: readonly Codebook[],
  spectra: readonly Float64Array[],
  isSilent: readonly boolean[],
  size: number,
): void {
  if (residue.kind !== 2) {
    const used = spectra.filter((_, channel) => !isSilent[channel])
    readVectors(bits, residue, books, used, size)
    return
  }
  if (isSilent.every(Boolean)) return
  const channels = spectra.length
  const joined = new Float64Array(size * channels)
  readVectors(bits, residue, books, [joined], size * channels)
  spectra.forEach((spectrum, channel) => {
    for (let i = 0; i < size; i++) spectrum[i] = joined[i * channels + channel]
  })
}

/** The packet may end anywhere: what is missing is zero. */
function readVectors(
  bits: VorbisBits,
  { kind, begin, end, partitionSize, classBook, books: own }: Residue,
  books: readonly Codebook[],
  vectors: readonly Float64Array[],
  size: number,
): void {
  const start = Math.min(begin, size)
  const partitions = Math.floor((Math.min(end, size) - start) / partitionSize)
  const perWord = books[classBook].dimensions
  const classes = vectors.map(() => new Uint8Array(Math.max(0, partitions) + perWord))
  for (let pass = 0; pass < PASSES; pass++) {
    for (let first = 0; first < partitions; first += perWord) {
      if (pass === 0) {
        for (const classOf of classes) {
          let word = readEntry(bits, books[classBook])
          if (word < 0) return
          for (let i = perWord - 1; i >= 0; i--) {
            classOf[first + i] = word % own.length
            word = Math.floor(word / own.length)
          }
        }
      }
      for (let partition = first; partition < Math.min(partitions, first + perWord); partition++) {
        for (let i = 0; i < vectors.length; i++) {
          const book = own[classes[i][partition]][pass]
          if (book < 0) continue
          const at = start + partition * partitionSize
          if (!addPartition(bits, books[book], vectors[i], at, partitionSize, kind)) return
        }
      }
    }
  }
}

/** False: the packet has ended. */
function addPartition(
  bits: VorbisBits,
  book: Codebook,
  out: Float64Array,
  at: number,
  length: number,
  kind: number,
): boolean {
  const { dimensions } = book
  const vectors = book.vectors!
  const count = Math.floor(length / dimensions)
  const stride = kind === 0 ? count : 1
  for (let i = 0; i < count; i++) {
    const entry = readEntry(bits, book)
    if (entry < 0) return false
    const from = at + (kind === 0 ? i : i * dimensions)
    for (let j = 0; j < dimensions; j++) out[from + j * stride] += vectors[entry * dimensions + j]
  }
  return true
}
