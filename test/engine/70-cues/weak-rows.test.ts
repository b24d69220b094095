import { describe, expect, it } from 'vitest'
import type { CueKey, TrackWeakness } from '#contracts/cue'
import { measureClip } from '#engine/cues/measure-clip'
import { weakRows } from '#engine/cues/weak-rows'
import { noise, pulseTrain } from './signals'

const rateHz = 16_000
const keys: readonly CueKey[] = ['loudness', 'f0_hz', 'jitter', 'hnr']

interface Row {
  readonly sec: number
  readonly value: number
  readonly weakness: TrackWeakness | null
}

function rowsOf(samples: Float32Array): Record<string, Row[]> {
  const { hopSec, tracks, evidence } = measureClip(samples, rateHz, keys)
  return Object.fromEntries(
    tracks.map(track => [
      track.key,
      weakRows(track, evidence).map((weakness, row) => ({
        ...{ weakness, value: track.values[row] },
        sec: track.middleSec + row * hopSec,
      })),
    ]),
  )
}
const between = (rows: readonly Row[], fromSec: number, toSec: number): Row[] =>
  rows.filter(({ sec, value }) => sec > fromSec && sec < toSec && !Number.isNaN(value))
const reasons = (rows: readonly Row[]): unknown[] => [...new Set(rows.map(({ weakness }) => weakness))]

/** A second of a steady voice between half seconds of noise of this level. */
function voiceIn(noiseLevel: number): Float32Array {
  const samples = noise(2, rateHz, noiseLevel)
  pulseTrain(128, 1, rateHz).forEach((value, n) => (samples[n + rateHz / 2] += value))
  return samples
}

describe('engine/cues - where a track rests on little', () => {
  it('nowhere inside a clear, steady voice', () => {
    const rows = rowsOf(voiceIn(1e-5))
    for (const key of keys) {
      const inside = between(rows[key], 0.6, 1.4)
      // Where each period is as long as the next, there is no jitter to show.
      expect(inside.length).toBeGreaterThan(50)
      expect([key, reasons(inside)]).toEqual([key, [null]])
    }
  })

  it('perturbation in noise 10 to 20 dB below the voice, while loudness and pitch stand', () => {
    const power = (samples: Float32Array): number => samples.reduce((sum, v) => sum + v * v, 0) / samples.length
    const level = Math.sqrt(power(pulseTrain(128, 1, rateHz)) / 10 ** 1.5 / power(noise(1, rateHz, 1)))
    const rows = rowsOf(voiceIn(level))
    const weak = between(rows.jitter, 0.6, 1.4)
    expect(weak.length).toBeGreaterThan(40)
    expect(weak.filter(({ weakness }) => weakness !== null).length).toBeGreaterThan(0.9 * weak.length)
    for (const key of ['loudness', 'f0_hz']) {
      const found = between(rows[key], 0.6, 1.4)
      expect(found.filter(({ weakness }) => weakness === null).length).toBeGreaterThan(0.8 * found.length)
    }
  })

  it('every cue where the sound is cut off at full scale, and only there', () => {
    const samples = voiceIn(1e-5)
    for (let n = 0.9 * rateHz; n < 1.1 * rateHz; n++) samples[n] = Math.max(-1, Math.min(1, 40 * samples[n]))
    const { loudness } = rowsOf(samples)
    expect(reasons(between(loudness, 0.95, 1.05))).toEqual(['clipped'])
    expect(reasons(between(loudness, 0.6, 0.8))).toEqual([null])
  })

  it('a pitch that is carried through a frame where it isn’t clear; a gap is no weak value', () => {
    const samples = voiceIn(1e-5)
    // 20 ms of noise over the voice: too short for the path to give the pitch up.
    noise(0.02, rateHz, 0.25).forEach((value, n) => (samples[n + rateHz] += value))
    const { f0_hz: rows, loudness } = rowsOf(samples)
    const there = between(rows, 0.98, 1.06)
    expect(there.length).toBeGreaterThan(5)
    expect(there.map(({ weakness }) => weakness)).toContain('unclear-pitch')
    expect(reasons(between(rows, 0.6, 0.9))).toEqual([null])
    // Loudness needs no pitch.
    expect(loudness.map(({ weakness }) => weakness)).not.toContain('unclear-pitch')
    const gaps = rows.filter(({ value }) => Number.isNaN(value))
    expect(gaps.length).toBeGreaterThan(30)
    expect(reasons(gaps)).toEqual([null])
  })
})
