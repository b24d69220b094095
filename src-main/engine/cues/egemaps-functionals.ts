import type { Hertz } from '#engine/base/units'
import { contourPeaks } from './functionals/contour-peaks'
import { contourStatistics } from './functionals/contour-statistics'
import { mean, moments, standardDeviation } from './functionals/moments'
import type { Named } from './functionals/named'
import { segmentLengths } from './functionals/segments'
import { equivalentSoundLevel } from './functionals/sound-level'
import { longLldNames, shortLldNames, type LongLldName, type ShortLldName } from './lld-names'
import { computeLldTracks, type LldTracks } from './lld-tracks'
import { quantise } from './quantise'
import { smoothAsItEnds, smoothNonZero, smoothPlain } from './smooth'

const rowSec = 0.01
const wholeClip = ['spectralFlux', 'mfcc1', 'mfcc2', 'mfcc3', 'mfcc4'] as const
const voiced = ['alphaRatio', 'hammarbergIndex', 'slope0-500', 'slope500-1500', ...wholeClip] as const
const unvoiced = ['alphaRatio', 'hammarbergIndex', 'slope0-500', 'slope500-1500', 'spectralFlux'] as const

/**
 * The 88 functionals of eGeMAPSv02 for a whole clip.
 *
 * Conventions: names, order and numbers as openSMILE 2.6 (Python) gives them for the same samples at the same rate, samples
 * beyond 16 bits wrapping around included. Descriptors are smoothed anew over as many rows as openSMILE has seen when
 * its input ends: all 20 ms frames (A), or the frames whose pitch was decided by then (B sees one frame more than C).
 * Where none was (clips of about 0.1 s), B has the first frame alone, its voiced half (V) and C have all.
 *
 * References: [eyben2016], [eyben2010].
 */
export interface EgemapsFunctionals {
  readonly names: readonly string[]
  /** Empty where the clip is shorter than 60 ms. */
  readonly values: readonly number[]
}

export function computeEgemapsFunctionals(samples: Float32Array, sampleRateHz: Hertz): EgemapsFunctionals {
  const pcm = quantise(samples, 'wrap')
  const tracks = computeLldTracks(pcm, sampleRateHz, new Set([...shortLldNames, ...longLldNames]))
  const functionals = allFunctionals(pcm, tracks)
  const isTooShort = tracks.grid.long.frames === 0
  return { names: functionals.map(([name]) => name), values: isTooShort ? [] : functionals.map(([, value]) => value) }
}

function allFunctionals(pcm: Float32Array, { grid, values, pitch }: LldTracks): Named[] {
  const { f0Hz, mergedFrames } = pitch!
  const rowsA = grid.short.frames
  const isNothingMerged = mergedFrames === 0
  const rowsB = isNothingMerged ? 1 : mergedFrames
  const rowsC = isNothingMerged ? grid.long.frames : mergedFrames

  const setA = (name: ShortLldName) => smoothPlain(values.get(name)!, rowsA)
  const setB = (track: Float32Array) => smoothNonZero(isNothingMerged ? track.subarray(0, 1) : track, rowsB)
  const setV = (track: Float32Array) => (isNothingMerged ? smoothAsItEnds(track, grid.long.frames) : setB(track))
  const setC = (name: LongLldName) => {
    const track = values.get(name)!
    const isFormant = name.endsWith('frequency') || name.endsWith('bandwidth')
    return smoothNonZero((isFormant ? where(track, f0 => f0 > 0) : track).subarray(0, rowsC), rowsC)
  }
  const where = (track: Float32Array, isKept: (f0Hz: Hertz) => boolean) =>
    f0Hz.map((f0, frame) => (isKept(f0) ? track[frame] : 0))

  const loudness = setA('Loudness')
  const loudnessPeaks = contourPeaks(loudness)
  const f0 = setB(values.get('F0semitoneFrom27.5Hz')!)
  const f0Contour = nonZero(f0)
  return [
    ...contourStatistics('F0semitoneFrom27.5Hz_sma3nz', f0Contour, contourPeaks(f0Contour)),
    ...contourStatistics('loudness_sma3', loudness, loudnessPeaks),
    ...wholeClip.flatMap(name => moments(`${name}_sma3`, setA(name))),
    ...longLldNames.slice(1).flatMap(name => moments(`${name}_sma3nz`, nonZero(setC(name)))),
    ...voiced.flatMap(name => {
      const track = where(values.get(name)!, hz => hz > 0)
      return moments(`${marked(name, 'V')}_sma3nz`, nonZero(setV(track)))
    }),
    ...unvoiced.map((name): Named => {
      const track = where(values.get(name)!, hz => hz === 0)
      return [`${marked(name, 'UV')}_sma3nz_amean`, mean(nonZero(setB(track)))]
    }),
    ['loudnessPeaksPerSec', loudnessPeaks.filter(peak => peak.isMaximum).length / (rowsA * rowSec)],
    ...segmentStatistics(f0),
    ['equivalentSoundLevel_dBp', equivalentSoundLevel(pcm, grid.short)],
  ]
}

function segmentStatistics(f0: Float32Array): Named[] {
  const voicedSec = segmentLengths(f0.length, row => f0[row] > 0)
  const unvoicedSec = segmentLengths(f0.length, row => f0[row] === 0)
  return [
    ['VoicedSegmentsPerSec', voicedSec.length / (f0.length * rowSec)],
    ['MeanVoicedSegmentLengthSec', mean(voicedSec)],
    ['StddevVoicedSegmentLengthSec', standardDeviation(voicedSec)],
    ['MeanUnvoicedSegmentLength', mean(unvoicedSec)],
    ['StddevUnvoicedSegmentLength', standardDeviation(unvoicedSec)],
  ]
}

function nonZero(values: Float32Array): Float32Array {
  return values.filter(value => value !== 0)
}

/** `slope0-500` becomes `slopeV0-500`, everything else takes the mark at its end. */
function marked(name: string, mark: string): string {
  return name.startsWith('slope') ? name.replace('slope', `slope${mark}`) : name + mark
}
