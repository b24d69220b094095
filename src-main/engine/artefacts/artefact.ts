/**
 * Puts a known fault of a recording into a clip, so that one can see whether a model goes by it.
 *
 * Conventions: samples in, as many samples out, in time with each other; nothing is clipped. Levels are in dB against
 * the clip's speech level (speech-level.ts). What is random comes from a seed: the same seed gives the same samples on every
 * machine. An artefact says where it lies: outside its extents the clip is as it was, to the last bit for what is added.
 * Codecs are programs of others: codecs/.
 *
 * References: [kaiser1974] (band limits and clicks), [schroeder1965] (reverberation time).
 */
import type { Artefact, ArtefactKind } from '#contracts/experiments/spurious-features'
import type { Hertz, Seconds } from '#engine/base/units'

export interface Sound {
  readonly samples: Float32Array
  readonly sampleRateHz: Hertz
}

/** A part of time and frequency. */
export interface Extent {
  readonly startSec: Seconds
  readonly endSec: Seconds
  readonly fMinHz: Hertz
  readonly fMaxHz: Hertz
}

export interface Planted {
  readonly samples: Float32Array
  /** Where the artefact lies; none: it is everywhere, and has no place to look for saliency in. */
  readonly extents: readonly Extent[]
}

export type ArtefactOf<K extends ArtefactKind> = Extract<Artefact, { readonly kind: K }>

/** What tells an artefact from another, in words: `hum, 50 Hz, 20 dB SNR`. */
export function artefactName(artefact: Artefact): string {
  switch (artefact.kind) {
    case 'noise-burst':
      return `noise burst, ${artefact.colour}, ${artefact.durationSec} s, ${artefact.snrDb} dB SNR`
    case 'hum':
      return `hum, ${artefact.mainsHz} Hz, ${artefact.snrDb} dB SNR`
    case 'clicks':
      return `clicks, ${artefact.count}, ${artefact.peakDb} dB peak`
    case 'band-limit':
      return `band limit, ${artefact.fMinHz ?? 0} to ${artefact.fMaxHz ?? '-'} Hz`
    case 'reverberation':
      return `reverberation, ${artefact.rt60Sec} s, ${artefact.directToReverberantDb} dB direct`
    case 'coding':
      return `${artefact.codec} coding, ${artefact.bitrateKbps} kbit/s`
  }
}
