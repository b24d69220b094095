import { applyFloor, readFloor } from './floor'
import { createImdct } from './imdct'
import { readResidue } from './residue'
import { VorbisBits } from './vorbis-bits'
import type { VorbisMapping, VorbisMode, VorbisSetup } from './vorbis-setup'

/** Packets of audio -> samples. [vorbis1] section 4.3 */
export class VorbisDecoder {
  readonly #sizes: readonly [number, number]
  readonly #imdcts: readonly ReturnType<typeof createImdct>[]
  readonly #slopes: readonly Float64Array[]
  readonly #spectra: readonly Float64Array[]
  readonly #block: Float64Array
  /** Windowed second halves of the last block. */
  #halves: readonly Float64Array[]
  #lastSize = 0

  constructor(private readonly setup: VorbisSetup) {
    const { blockSizes, channels } = setup
    const perChannel = (length: number): Float64Array[] =>
      Array.from({ length: channels }, () => new Float64Array(length))
    this.#sizes = blockSizes
    this.#imdcts = blockSizes.map(createImdct)
    this.#slopes = blockSizes.map(size => slopeOf(size / 2))
    this.#spectra = perChannel(blockSizes[1] / 2)
    this.#halves = perChannel(blockSizes[1] / 2)
    this.#block = new Float64Array(blockSizes[1])
  }

  /** Samples that each of the packets will give; found from their first bits alone. */
  countSamples(packets: readonly Uint8Array[]): number[] {
    let last = 0
    return packets.map(packet => {
      const mode = this.#readMode(new VorbisBits(packet))
      if (!mode) return 0
      const size = this.#sizes[Number(mode.isLong)]
      const count = last === 0 ? 0 : last / 4 + size / 4
      last = size
      return count
    })
  }

  /** One array a channel; empty for the first packet, which has nothing to overlap with, and for what is no audio. */
  decode(packet: Uint8Array): Float64Array[] {
    const bits = new VorbisBits(packet)
    const mode = this.#readMode(bits)
    if (!mode) return this.#spectra.map(() => new Float64Array(0))
    const isLastLong = mode.isLong && bits.flag()
    const isNextLong = mode.isLong && bits.flag()
    const size = this.#sizes[Number(mode.isLong)]
    this.#readSpectra(bits, mode.mapping, size / 2)
    const out = this.#halves.map((half, channel) => {
      const block = this.#block.subarray(0, size)
      this.#imdcts[Number(mode.isLong)](this.#spectra[channel], block)
      applyWindow(block, this.#slopes[Number(isLastLong)], this.#slopes[Number(isNextLong)])
      const overlapped = overlap(half, this.#lastSize, block)
      half.set(block.subarray(size / 2))
      return overlapped
    })
    this.#lastSize = size
    return out
  }

  #readMode(bits: VorbisBits): VorbisMode | null {
    const isOther = bits.flag()
    const mode = this.setup.modes[bits.upTo(this.setup.modes.length - 1)]
    return isOther || bits.isPastEnd ? null : (mode ?? null)
  }

  #readSpectra(bits: VorbisBits, { couplings, submapOf, submaps }: VorbisMapping, size: number): void {
    const { books } = this.setup
    const spectra = this.#spectra
    for (const spectrum of spectra) spectrum.fill(0, 0, size)
    const floors = submapOf.map(submap => readFloor(bits, submaps[submap].floor, books))
    const isSilent = floors.map(floor => floor === null)
    for (const { magnitude, angle } of couplings) {
      if (!isSilent[magnitude] || !isSilent[angle]) isSilent[magnitude] = isSilent[angle] = false
    }
    submaps.forEach(({ residue }, submap) => {
      const isOwn = (_: unknown, channel: number): boolean => submapOf[channel] === submap
      readResidue(bits, residue, books, spectra.filter(isOwn), isSilent.filter(isOwn), size)
    })
    for (const { magnitude, angle } of couplings.toReversed()) decouple(spectra[magnitude], spectra[angle], size)
    floors.forEach((floor, channel) => {
      if (floor) applyFloor(submaps[submapOf[channel]].floor, floor, spectra[channel], size)
      else spectra[channel].fill(0, 0, size)
    })
  }
}

function slopeOf(length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) =>
    Math.sin((Math.PI / 2) * Math.sin(((i + 0.5) / length) * (Math.PI / 2)) ** 2),
  )
}

/** In place: magnitude and angle of a pair become its two channels. [vorbis1] section 4.3.5 */
function decouple(magnitudes: Float64Array, angles: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    const magnitude = magnitudes[i]
    const angle = angles[i]
    const other = magnitude > 0 ? magnitude - Math.abs(angle) : magnitude + Math.abs(angle)
    if (angle > 0) angles[i] = other
    else {
      magnitudes[i] = other
      angles[i] = magnitude
    }
  }
}

/** Flat between the slopes, zero outside; a slope stands around the middle of its half. */
function applyWindow(block: Float64Array, left: Float64Array, right: Float64Array): void {
  const size = block.length
  const leftStart = size / 4 - left.length / 2
  const rightStart = (3 * size) / 4 - right.length / 2
  block.fill(0, 0, leftStart)
  for (let i = 0; i < left.length; i++) block[leftStart + i] *= left[i]
  for (let i = 0; i < right.length; i++) block[rightStart + i] *= right[right.length - 1 - i]
  block.fill(0, rightStart + right.length)
}

/** From the middle of the last block to the middle of this one. */
function overlap(half: Float64Array, lastSize: number, block: Float64Array): Float64Array {
  if (lastSize === 0) return new Float64Array(0)
  const length = lastSize / 4 + block.length / 4
  const offset = block.length / 4 - lastSize / 4
  const out = new Float64Array(length)
  for (let i = Math.max(0, -offset); i < length; i++) out[i] = block[offset + i]
  for (let i = 0; i < Math.min(length, lastSize / 2); i++) out[i] += half[i]
  return out
}
