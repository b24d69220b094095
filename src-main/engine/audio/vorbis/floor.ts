import { CueScopeError } from '#engine/base/errors'
import { readEntry } from './codebook'
import type { Codebook } from './codebook'
import type { VorbisBits } from './vorbis-bits'
import { vorbisHeaderError } from './vorbis-errors'

/** A spectral envelope made of straight lines in decibels. [vorbis1] section 7 */
export interface Floor {
  /** In the order of the stream: 0 and the end first. */
  readonly positions: readonly number[]
  /** Indices of `positions`, by position. */
  readonly order: readonly number[]
  /** For each position, the nearest ones before it in the stream's order, below and above it. */
  readonly neighbours: readonly (readonly [number, number])[]
  readonly partitions: readonly FloorClass[]
  readonly multiplier: number
  readonly range: number
}

interface FloorClass {
  readonly dimensions: number
  readonly subclassBits: number
  readonly masterBook: number
  /** -1: always 0. */
  readonly books: readonly number[]
}

const RANGES = [256, 128, 86, 64]
const MOST_POSITIONS = 65
/** 140 dB in 256 steps, the last one 1. */
const LEVELS = Float64Array.from({ length: 256 }, (_, i) => 10 ** (((i - 255) * 0.546875) / 20))

export function readFloorSetup(bits: VorbisBits, books: number): Floor {
  if (bits.unsigned(16) !== 1) {
    const message = 'its Vorbis is of a kind that no encoder writes any more (floor 0). Convert it to WAV or FLAC.'
    throw new CueScopeError('unsupported-codec', message)
  }
  const classOf = Array.from({ length: bits.unsigned(5) }, () => bits.unsigned(4))
  const classes = Array.from({ length: Math.max(-1, ...classOf) + 1 }, () => readClass(bits, books))
  const partitions = classOf.map(index => classes[index])
  const multiplier = bits.unsigned(2) + 1
  const positionBits = bits.unsigned(4)
  const positions = [0, 2 ** positionBits]
  for (const { dimensions } of partitions)
    for (let i = 0; i < dimensions; i++) positions.push(bits.unsigned(positionBits))
  if (positions.length > MOST_POSITIONS || new Set(positions).size < positions.length) {
    throw vorbisHeaderError('positions of a floor')
  }
  const order = positions.map((_, i) => i).sort((a, b) => positions[a] - positions[b])
  const neighbours = positions.map((_, i) => neighboursOf(positions, i))
  return { positions, order, neighbours, partitions, multiplier, range: RANGES[multiplier - 1] }
}

function readClass(bits: VorbisBits, books: number): FloorClass {
  const dimensions = bits.unsigned(3) + 1
  const subclassBits = bits.unsigned(2)
  const masterBook = subclassBits > 0 ? bits.unsigned(8) : 0
  const own = Array.from({ length: 2 ** subclassBits }, () => bits.unsigned(8) - 1)
  if (masterBook >= books || own.some(book => book >= books)) throw vorbisHeaderError('books of a floor')
  return { dimensions, subclassBits, masterBook, books: own }
}

function neighboursOf(positions: readonly number[], i: number): [number, number] {
  let low = 0
  let high = 1
  for (let j = 0; j < i; j++) {
    if (positions[j] < positions[i] && positions[j] > positions[low]) low = j
    if (positions[j] > positions[i] && positions[j] < positions[high]) high = j
  }
  return [low, high]
}

/** The heights at the positions as the packet has them; null: the channel is silent. */
export function readFloor(bits: VorbisBits, floor: Floor, books: readonly Codebook[]): number[] | null {
  if (!bits.flag()) return null
  const heights = [bits.upTo(floor.range - 1), bits.upTo(floor.range - 1)]
  for (const { dimensions, subclassBits, masterBook, books: own } of floor.partitions) {
    let choice = subclassBits > 0 ? readEntry(bits, books[masterBook]) : 0
    if (choice < 0) return null
    for (let i = 0; i < dimensions; i++) {
      const book = own[choice % own.length]
      choice = Math.floor(choice / own.length)
      const height = book < 0 ? 0 : readEntry(bits, books[book])
      if (height < 0) return null
      heights.push(height)
    }
  }
  return bits.isPastEnd ? null : heights
}

/** Multiplies the spectrum [size] by the envelope, in place. */
export function applyFloor(floor: Floor, coded: readonly number[], spectrum: Float64Array, size: number): void {
  const { positions, order, multiplier } = floor
  const { heights, isUsed } = unwrap(floor, coded)
  let lastX = 0
  let lastY = heights[order[0]] * multiplier
  for (const i of order.slice(1)) {
    if (!isUsed[i]) continue
    const y = heights[i] * multiplier
    applyLine(spectrum, lastX, lastY, positions[i], y, size)
    lastX = positions[i]
    lastY = y
  }
  for (let x = lastX; x < size; x++) spectrum[x] *= levelOf(lastY)
}

/** Heights are coded as differences from the line between their neighbours. [vorbis1] section 7.2.4, step 1 */
function unwrap(
  { positions, neighbours, range }: Floor,
  coded: readonly number[],
): { heights: number[]; isUsed: boolean[] } {
  const heights = coded.slice(0, 2)
  const isUsed = [true, true]
  for (let i = 2; i < coded.length; i++) {
    const [low, high] = neighbours[i]
    const foretold = pointOnLine(positions[low], heights[low], positions[high], heights[high], positions[i])
    const value = coded[i]
    isUsed[i] = value !== 0
    if (value !== 0) isUsed[low] = isUsed[high] = true
    const roomAbove = range - foretold
    const room = 2 * Math.min(roomAbove, foretold)
    if (value < room) heights[i] = foretold + (value % 2 === 1 ? -(value + 1) / 2 : value / 2)
    else heights[i] = roomAbove > foretold ? value : range - 1 - value
  }
  return { heights, isUsed }
}

function pointOnLine(x0: number, y0: number, x1: number, y1: number, x: number): number {
  const offset = Math.floor((Math.abs(y1 - y0) * (x - x0)) / (x1 - x0))
  return y1 < y0 ? y0 - offset : y0 + offset
}

/** From x0 up to, but without x1; in whole steps, the error carried on. */
function applyLine(spectrum: Float64Array, x0: number, y0: number, x1: number, y1: number, size: number): void {
  const width = x1 - x0
  const base = Math.trunc((y1 - y0) / width)
  const step = y1 < y0 ? base - 1 : base + 1
  const rest = Math.abs(y1 - y0) - Math.abs(base) * width
  let error = 0
  let y = y0
  for (let x = x0; x < Math.min(x1, size); x++) {
    spectrum[x] *= levelOf(y)
    error += rest
    if (error >= width) {
      error -= width
      y += step
    } else y += base
  }
}

function levelOf(height: number): number {
  return LEVELS[Math.min(255, Math.max(0, height))]
}
