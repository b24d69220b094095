import { describe, expect, it } from 'vitest'
import { baselineNames, cueKeys } from '#contracts/cue'
import { explainSettingsSchema, type ExplainSettings } from '#contracts/settings'
import type { DecodedAudio } from '#engine/audio/audio'
import { drawnWindowsOf } from '#engine/audits/cue-tasks'
import { poolCues } from '#engine/cues/pool'
import { createMeter, drawWindows, measureAudio } from '#engine/measures'
import { fallingVoice, noise } from '../70-cues/signals'

const rateHz = 16_000
const settings = explainSettingsSchema.parse({})
const audioOf = (samples: Float32Array): DecodedAudio =>
  ({ samples, sampleRateHz: rateHz, channels: 1, notes: [] }) as never
const withDraws = (changes: Partial<ExplainSettings['baselines']>): ExplainSettings => ({
  ...settings,
  baselines: { ...settings.baselines, ...changes },
})

/** Two voices of a second, far from each other, over faint noise. */
const samples = noise(4, rateHz, 0.001)
for (const atSec of [0.4, 2.3])
  fallingVoice(1, rateHz).forEach((value, n) => (samples[n + Math.round(atSec * rateHz)] += 0.3 * value))
const windows = [
  { startSec: 0.3, endSec: 0.45 },
  { startSec: 1, endSec: 1.15 },
  { startSec: 1.1, endSec: 1.25 },
]

describe('engine/measures - windows drawn at random, to be listened to', () => {
  it.each([
    ['matched in voicing', settings],
    ['as they fall', withDraws({ isVoicingMatched: false })],
    ['another seed, few', withDraws({ seed: 9, draws: 12 })],
  ])('%s: their cues are what the baselines say of chance', (_, measuring) => {
    const audio = audioOf(samples)
    const measured = measureAudio(audio, measuring)
    const { baselines, draws } = createMeter(measured, 'aa', measuring)(windows)
    const draw = drawWindows(audio, 'aa', measuring)
    for (const name of baselineNames) {
      const lists = draw(windows, name)
      expect(lists).toHaveLength(draws[name]!.draws)
      expect(lists).toHaveLength(measuring.baselines.draws)
      for (const key of cueKeys) {
        const means = lists.flatMap(list => poolCues(measured, list)[key]?.mean ?? [])
        const chance = baselines[name]![key]!.mean
        expect(means).toHaveLength(chance.draws)
        const mean = means.reduce((sum, value) => sum + value, 0) / means.length
        const sd = Math.sqrt(means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (means.length - 1))
        expect(Math.abs(mean - chance.mean)).toBeLessThan(1e-6 * Math.max(1, Math.abs(mean)))
        expect(Math.abs(sd - chance.sd)).toBeLessThan(1e-6 * Math.max(1, Math.abs(mean)))
      }
    }
  })

  it('as long as the windows together, inside the clip, none over another; of other clips others', () => {
    const draw = (sha: string) => drawWindows(audioOf(samples), sha, settings)(windows, 'speech')
    for (const list of draw('aa')) {
      expect(list.reduce((sum, { startSec, endSec }) => sum + endSec - startSec, 0)).toBeCloseTo(0.4, 6)
      list.forEach(({ startSec, endSec }, i) => {
        expect(startSec).toBeGreaterThanOrEqual(i === 0 ? 0 : list[i - 1].endSec)
        expect(endSec).toBeLessThanOrEqual(4)
      })
    }
    expect(draw('aa')).toEqual(draw('aa'))
    expect(draw('bb')[0]).not.toEqual(draw('aa')[0])
  })

  it('the first of them: of speech, of anywhere where there is none, none where they don’t fit or none are drawn', () => {
    const ask = (sound: Float32Array, changes: Partial<ExplainSettings['baselines']> = {}, regions = windows) =>
      drawnWindowsOf(
        { kind: 'drawn-windows', file: '', sha256: 'aa', regions, limit: 3, measuring: withDraws(changes) },
        audioOf(sound),
        'aa',
      )
    const found = ask(samples)
    expect(found).toMatchObject({ baseline: 'speech', draws: 200 })
    expect(found.windows).toEqual(drawWindows(audioOf(samples), 'aa', settings)(windows, 'speech').slice(0, 3))
    expect(ask(new Float32Array(3 * rateHz))).toMatchObject({ baseline: 'anywhere', draws: 200 })
    const none = { baseline: 'anywhere', draws: 0, windows: [] }
    expect(ask(samples, {}, [{ startSec: 0, endSec: 99 }])).toEqual(none)
    expect(ask(samples, { draws: 0 })).toEqual(none)
  })
})
