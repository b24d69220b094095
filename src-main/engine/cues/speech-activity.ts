import type { Matrix } from '#engine/base/matrix'
import type { Decibels, Seconds } from '#engine/base/units'
import type { FrameGrid } from './frame-grid'
import { hammingWindow } from './frame-window'
import { createMelBands, melBandCount } from './llds/mel-bands'
import { percentile } from './percentile'

/** Share of frames, the quietest, that are taken for the background. */
const backgroundShare = 0.1
/**
 * Means over so many frames to either side, and by how much they must then stand out from the background: the mean over
 * bands of what rises above it. Noise alone reaches 2.0 and 1.1 dB.
 */
const clearSpeech = { reachFrames: 1, soundDb: 2.3, voicedDb: 1.8 }
/** Speech in noise as loud as itself: longer means, so that less noise is left in them. */
const buriedSpeech = { reachFrames: 5, soundDb: 1.25, voicedDb: 1.1 }
/** Speech is buried where not a twentieth of the frames stands out by this much. */
const clearDb: Decibels = 6
/** A clip in which nothing stands out at all is one long sound if this share of it is voiced. */
const voicedShare = 0.5
/** White noise of this level is under any background: digital silence must not make every click stand out. */
const lowestBackgroundDb: Decibels = -80
/** A click is in two frames, and in the means around them; a stretch of speech is two frames longer at least. */
const shortestFrames = 4
/** Closures of stops last up to 0.12 s. */
const longestGapFrames = 12
const hangoverFrames = 1

/**
 * Where there is speech, per 20 ms frame: frames that stand out from the clip's own background; voiced ones need to do so
 * less. A tone or music counts too. Single clicks are dropped, gaps as long as a stop's closure are bridged, and each stretch ends a frame later.
 *
 * Conventions: row i stands for i * hopSec + middleSec, as the 20 ms cues. The background is the mean spectrum of the
 * quietest tenth of the frames, in 26 mel bands, so coloured noise and hum are met band by band. A clip under 60 ms
 * has no rows.
 *
 * References: [ramirez2004] (divergence of the long-term spectrum from the noise's, here in mel bands and with voicing).
 */
export interface SpeechActivity {
  readonly hopSec: Seconds
  readonly middleSec: Seconds
  /** 1: speech. Uint8 [rows] */
  readonly isSpeech: Uint8Array
  /** Power in all mel bands, for comparing frames with each other. Float32 [rows] */
  readonly power: Float32Array
  /** The same of the background: mean over the frames without speech, or over the quietest where there are too few. */
  readonly backgroundPower: number
}

/** `melEnergies` [20 ms frames x 26]; `f0Hz` [60 ms frames], 0: unvoiced. */
export function speechActivity(grid: FrameGrid, melEnergies: Matrix, f0Hz: Float32Array): SpeechActivity {
  const { hopSec, short } = grid
  const { middleSec } = short
  const power = Float32Array.from({ length: melEnergies.rows }, (_, row) => sum(rowOf(melEnergies, row)))
  if (power.length === 0) return { hopSec, middleSec, isSpeech: new Uint8Array(0), power, backgroundPower: 0 }
  const isVoiced = voicedShortFrames(grid, f0Hz)
  const lowest = lowestEnergies(grid)
  const clearExcess = excessOverBackground(bandLevels(melEnergies, lowest, clearSpeech.reachFrames))
  const isClear = peakOf(clearExcess) >= clearDb
  const { reachFrames, soundDb, voicedDb } = isClear ? clearSpeech : buriedSpeech
  const excessDb = isClear ? clearExcess : excessOverBackground(bandLevels(melEnergies, lowest, reachFrames))
  const isOneSound = peakOf(excessDb) < soundDb && isVoiced.filter(Boolean).length >= voicedShare * isVoiced.length
  const stands = Uint8Array.from(excessDb, (db, row) => {
    if (isOneSound) return Number(isVoiced[row])
    return Number(db >= soundDb || (isVoiced[row] && db >= voicedDb))
  })
  const isSpeech = extend(fillGaps(dropShort(stands, 2 * reachFrames + shortestFrames)))
  return { hopSec, middleSec, isSpeech, power, backgroundPower: backgroundPower(power, isSpeech) }
}

/** What all but a twentieth of the frames stay below. */
function peakOf(excessDb: Float32Array): Decibels {
  return percentile(excessDb.toSorted(), 0.95)
}

/** Level of each band in dB, from means over `reach` frames to either side, but no lower than `lowest` [26] allows. */
function bandLevels({ data, rows, cols }: Matrix, lowest: Float32Array, reach: number): Matrix {
  const levels = new Float32Array(rows * cols)
  for (let row = 0; row < rows; row++) {
    const from = Math.max(0, row - reach)
    const to = Math.min(rows - 1, row + reach)
    for (let b = 0; b < cols; b++) {
      let energy = 0
      for (let r = from; r <= to; r++) energy += data[r * cols + b]
      levels[row * cols + b] = 10 * Math.log10(Math.max(lowest[b], energy / (to - from + 1)))
    }
  }
  return { data: levels, rows, cols }
}

/** What white noise of the lowest background leaves in each band. [26] */
function lowestEnergies({ short }: FrameGrid): Float32Array {
  const windowEnergy = hammingWindow(short.lengthSamples).reduce((total, weight) => total + weight * weight, 0)
  const density = windowEnergy * 10 ** (lowestBackgroundDb / 10)
  const energies = new Float32Array(melBandCount)
  createMelBands(short).apply(new Float32Array(short.bins).fill(density), energies)
  // A band narrower than a bin may hold none.
  return energies.map(energy => Math.max(energy, density))
}

/** For each row the mean over bands of what rises above the quietest rows, in dB. */
function excessOverBackground(levels: Matrix): Float32Array {
  const { rows, cols } = levels
  const loudness = Float32Array.from({ length: rows }, (_, row) => sum(rowOf(levels, row)))
  const quietest = quietestRows(loudness)
  const background = new Float32Array(cols)
  for (const row of quietest) rowOf(levels, row).forEach((db, b) => (background[b] += db / quietest.length))
  return Float32Array.from({ length: rows }, (_, row) => {
    const excess = rowOf(levels, row).map((db, b) => Math.max(0, db - background[b]))
    return sum(excess) / cols
  })
}

function quietestRows(loudness: Float32Array): number[] {
  const order = Array.from(loudness.keys()).sort((a, b) => loudness[a] - loudness[b])
  return order.slice(0, Math.max(1, Math.round(backgroundShare * order.length)))
}

/** A 20 ms frame is voiced if the 60 ms frame around the same middle is. */
function voicedShortFrames({ hopSec, short, long }: FrameGrid, f0Hz: Float32Array): boolean[] {
  const offset = Math.round((long.middleSec - short.middleSec) / hopSec)
  return Array.from({ length: short.frames }, (_, row) => {
    return f0Hz[Math.min(Math.max(row - offset, 0), f0Hz.length - 1)] > 0
  })
}

function dropShort(mask: Uint8Array, shortest: number): Uint8Array {
  return replaceRuns(mask, 1, length => length < shortest)
}

function fillGaps(mask: Uint8Array): Uint8Array {
  return replaceRuns(mask, 0, (length, isInside) => isInside && length <= longestGapFrames)
}

/** Turns over the runs of `value` for which `isWrong`; `isInside`: there is a run of the other value on both sides. */
function replaceRuns(
  mask: Uint8Array,
  value: 0 | 1,
  isWrong: (length: number, isInside: boolean) => boolean,
): Uint8Array {
  const replaced = mask.slice()
  for (let start = 0; start < mask.length;) {
    let end = start + 1
    while (end < mask.length && mask[end] === mask[start]) end++
    if (mask[start] === value && isWrong(end - start, start > 0 && end < mask.length)) {
      replaced.fill(1 - value, start, end)
    }
    start = end
  }
  return replaced
}

function extend(mask: Uint8Array): Uint8Array {
  return mask.map((_, row) => Math.max(...mask.subarray(Math.max(0, row - hangoverFrames), row + 1)))
}

/** Mean power of the frames without speech; of the quietest tenth of all where fewer than that are left. */
function backgroundPower(power: Float32Array, isSpeech: Uint8Array): number {
  const quietest = quietestRows(power)
  const idle = Array.from(power.keys()).filter(row => isSpeech[row] === 0)
  const rows = idle.length >= quietest.length ? idle : quietest
  return rows.reduce((total, row) => total + power[row], 0) / rows.length
}

function rowOf({ data, cols }: Matrix, row: number): Float32Array {
  return data.subarray(row * cols, (row + 1) * cols)
}

function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0)
}
