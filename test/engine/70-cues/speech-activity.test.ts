import { describe, expect, it } from 'vitest'
import { computeLldTracks } from '#engine/cues/lld-tracks'
import { quantise } from '#engine/cues/quantise'
import { speechActivity, type SpeechActivity } from '#engine/cues/speech-activity'
import { demoClips, type DemoClip } from './demo-clips'
import { constant, noise, sine } from './signals'

const share = (mask: Uint8Array): number => mask.reduce((sum, value) => sum + value, 0) / mask.length

function detectSpeech(samples: Float32Array, sampleRateHz: number): SpeechActivity {
  const wanted = new Set(['F0semitoneFrom27.5Hz'] as const)
  const tracks = computeLldTracks(quantise(samples, 'clip'), sampleRateHz, wanted, { keepsMelEnergies: true })
  return speechActivity(tracks.grid, tracks.melEnergies!, tracks.pitch!.f0Hz)
}

/** A second between two half seconds of something else. */
function between(middle: Float32Array, rateHz: number, rest: Float32Array): Float32Array {
  const samples = rest.slice(0, 2 * rateHz)
  middle.subarray(0, rateHz).forEach((value, n) => (samples[rateHz / 2 + n] += value))
  return samples
}

describe.each([8000, 16000, 48000])('engine/cues - speech activity at %i Hz', rateHz => {
  it.each([
    ['silence', constant(0, 2, rateHz)],
    ['a constant', constant(0.2, 2, rateHz)],
    ['noise', noise(2, rateHz)],
    ['faint noise', noise(2, rateHz, 0.0005)],
  ])('there is none in %s', (_, samples) => {
    expect(share(detectSpeech(samples, rateHz).isSpeech)).toBe(0)
  })

  it('a click is none', () => {
    const samples = noise(2, rateHz, 0.001)
    samples[rateHz] = 0.9
    expect(share(detectSpeech(samples, rateHz).isSpeech)).toBe(0)
  })

  it.each([
    ['silence', (count: number) => constant(0, count, rateHz)],
    ['noise 25 dB below', (count: number) => noise(count, rateHz, 0.035)],
  ])('a tone in %s counts from its first to its last frame, give or take 30 ms', (_, rest) => {
    const { isSpeech, hopSec, middleSec } = detectSpeech(between(sine(440, 1, rateHz), rateHz, rest(2)), rateHz)
    expect(Math.abs(isSpeech.indexOf(1) * hopSec + middleSec - 0.5)).toBeLessThanOrEqual(0.031)
    expect(Math.abs(isSpeech.lastIndexOf(1) * hopSec + middleSec - 1.5)).toBeLessThanOrEqual(0.031)
    expect(isSpeech.subarray(isSpeech.indexOf(1), isSpeech.lastIndexOf(1)).every(Boolean)).toBe(true)
  })

  it('a tone without a pause is one long sound', () => {
    expect(share(detectSpeech(sine(220, 1, rateHz), rateHz).isSpeech)).toBe(1)
  })

  it('the background is that of the frames without speech', () => {
    const hiss = noise(2, rateHz, 0.01)
    const { power, backgroundPower } = detectSpeech(between(sine(440, 1, rateHz), rateHz, hiss), rateHz)
    const alone = detectSpeech(hiss, rateHz)
    expect(10 * Math.abs(Math.log10(backgroundPower / alone.backgroundPower))).toBeLessThan(1)
    expect(10 * Math.log10(power[power.length >> 1] / backgroundPower)).toBeGreaterThan(20)
  })

  it('a clip under 60 ms has no rows', () => {
    expect(detectSpeech(sine(220, 0.03, rateHz), rateHz).isSpeech.length).toBe(0)
  })
})

interface Accuracy {
  right: number
  missed: number
  heard: number
  speech: number
  pause: number
}

/** Gaps inside the sentence (40 to 60 ms, between words) count as speech: they are as long as the closure of a stop. */
function accuracyOf(clips: readonly DemoClip[]): Accuracy {
  const totals: Accuracy = { right: 0, missed: 0, heard: 0, speech: 0, pause: 0 }
  for (const { samples, sampleRateHz, truth } of clips) {
    const { isSpeech, hopSec, middleSec } = detectSpeech(samples, sampleRateHz)
    const [startSec, endSec] = [truth.phones[0].startSec, truth.phones.at(-1)!.endSec]
    isSpeech.forEach((found, row) => {
      const timeSec = row * hopSec + middleSec
      const isTrue = timeSec >= startSec && timeSec < endSec
      totals[isTrue ? 'speech' : 'pause']++
      if (isTrue === (found === 1)) totals.right++
      else totals[isTrue ? 'missed' : 'heard']++
    })
  }
  return totals
}

describe('engine/cues - speech activity in the demo corpus', () => {
  it('agrees with the truth in 95 % of the frames, and misses 2 % of the speech at most', () => {
    const { right, missed, heard, speech, pause } = accuracyOf(demoClips(10))
    process.stdout.write(
      `speech activity: ${((100 * right) / (speech + pause)).toFixed(1)} % of frames right, ` +
        `${((100 * missed) / speech).toFixed(1)} % of speech missed, ${((100 * heard) / pause).toFixed(1)} % of pauses heard as speech\n`,
    )
    expect(right / (speech + pause)).toBeGreaterThan(0.95)
    expect(missed / speech).toBeLessThan(0.02)
  })

  it('in noise louder than the speech finds part of it, and hardly any where there is none', () => {
    const { missed, heard, speech, pause } = accuracyOf(demoClips(1, 'noise'))
    expect(missed / speech).toBeLessThan(0.7)
    expect(heard / pause).toBeLessThan(0.05)
  })
})
