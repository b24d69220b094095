import type { Hertz } from '#engine/base/units'
import { checkShape } from '../limits'
import { latin1 } from '../sniff'
import { readCodebook } from './codebook'
import type { Codebook } from './codebook'
import { readFloorSetup } from './floor'
import type { Floor } from './floor'
import { readResidueSetup } from './residue'
import type { Residue } from './residue'
import { VorbisBits } from './vorbis-bits'
import { vorbisHeaderError } from './vorbis-errors'

/** What the first and third packet of a stream say. [vorbis1] section 4.2 */
export interface VorbisSetup {
  readonly channels: number
  readonly sampleRateHz: Hertz
  /** Samples of a short and of a long block. */
  readonly blockSizes: readonly [number, number]
  readonly books: readonly Codebook[]
  readonly floors: readonly Floor[]
  readonly residues: readonly Residue[]
  readonly modes: readonly VorbisMode[]
}

export interface VorbisMode {
  readonly isLong: boolean
  readonly mapping: VorbisMapping
}

export interface VorbisMapping {
  /** Pairs of channels that hold a magnitude and an angle. */
  readonly couplings: readonly { readonly magnitude: number; readonly angle: number }[]
  /** For each channel, which of `submaps`. */
  readonly submapOf: readonly number[]
  readonly submaps: readonly { readonly floor: Floor; readonly residue: Residue }[]
}

/** @throws CueScopeError corrupt-header, bad-sample-rate, bad-channel-count, unsupported-codec */
export function readVorbisSetup(identification: Uint8Array, setup: Uint8Array): VorbisSetup {
  const { channels, sampleRateHz, blockSizes } = readIdentification(identification)
  if (latin1(setup, 0, 7) !== '\x05vorbis') throw vorbisHeaderError('the set-up is missing')
  const bits = new VorbisBits(setup.subarray(7))
  const list = <T>(countBits: number, read: () => T): T[] => {
    const count = bits.unsigned(countBits) + 1
    return Array.from({ length: count }, () => {
      if (bits.isPastEnd) throw vorbisHeaderError('it is too short')
      return read()
    })
  }
  const books = list(8, () => readCodebook(bits))
  list(6, () => bits.unsigned(16))
  const floors = list(6, () => readFloorSetup(bits, books.length))
  const residues = list(6, () => readResidueSetup(bits, books))
  const mappings = list(6, () => readMapping(bits, channels, floors, residues))
  const modes = list(6, () => readMode(bits, mappings))
  if (!bits.flag() || bits.isPastEnd) throw vorbisHeaderError('its end is missing')
  return { channels, sampleRateHz, blockSizes, books, floors, residues, modes }
}

function readIdentification(packet: Uint8Array): Pick<VorbisSetup, 'channels' | 'sampleRateHz' | 'blockSizes'> {
  if (packet.length < 30) throw vorbisHeaderError(`${packet.length} bytes`)
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength)
  const channels = packet[11]
  const sampleRateHz = view.getUint32(12, true)
  checkShape(sampleRateHz, channels)
  const short = 2 ** (packet[28] & 15)
  const long = 2 ** (packet[28] >> 4)
  if (short < 64 || long > 8192 || short > long) throw vorbisHeaderError(`blocks of ${short} and ${long} samples`)
  return { channels, sampleRateHz, blockSizes: [short, long] }
}

function readMapping(
  bits: VorbisBits,
  channels: number,
  floors: readonly Floor[],
  residues: readonly Residue[],
): VorbisMapping {
  if (bits.unsigned(16) !== 0) throw vorbisHeaderError('kind of a mapping')
  const submapCount = bits.flag() ? bits.unsigned(4) + 1 : 1
  const couplings = Array.from({ length: bits.flag() ? bits.unsigned(8) + 1 : 0 }, () => ({
    magnitude: bits.upTo(channels - 1),
    angle: bits.upTo(channels - 1),
  }))
  if (couplings.some(({ magnitude, angle }) => magnitude === angle || Math.max(magnitude, angle) >= channels)) {
    throw vorbisHeaderError('coupled channels')
  }
  if (bits.unsigned(2) !== 0) throw vorbisHeaderError('a mapping')
  const submapOf = Array.from({ length: channels }, () => (submapCount > 1 ? bits.unsigned(4) : 0))
  const submaps = Array.from({ length: submapCount }, () => {
    bits.unsigned(8)
    return { floor: floors[bits.unsigned(8)], residue: residues[bits.unsigned(8)] }
  })
  if (submapOf.some(submap => submap >= submapCount) || submaps.some(({ floor, residue }) => !floor || !residue)) {
    throw vorbisHeaderError('a mapping')
  }
  return { couplings, submapOf, submaps }
}

function readMode(bits: VorbisBits, mappings: readonly VorbisMapping[]): VorbisMode {
  const isLong = bits.flag()
  const kinds = bits.unsigned(32)
  const mapping = mappings[bits.unsigned(8)]
  if (kinds !== 0 || !mapping) throw vorbisHeaderError('a mode')
  return { isLong, mapping }
}
