import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cueKeys, type CueKey } from '#contracts/cue'
import { explainSettingsSchema } from '#contracts/settings'
import type { DecodedAudio } from '#engine/audio/audio'
import { isPhonetic } from '#engine/cues/lld-names'
import { cueDefinitions } from '#engine/cues/cue-definitions'
import type { CueTrack } from '#engine/cues/cue-tracks'
import { openOpensmile, type Opensmile } from '#engine/cues-opensmile/open-opensmile'
import { pearson } from '#engine/stats/ranks'
import { createMeter, measureAudio, trackAudio } from '#engine/measures'
import { codeOf } from '../../helpers/error-code'
import { installedOpensmile } from '../../helpers/opensmile'
import { demoClips } from '../70-cues/demo-clips'
import { fallingVoice } from '../70-cues/signals'

const builtin = explainSettingsSchema.parse({ baselines: { draws: 20 } })
const chosen = explainSettingsSchema.parse({ ...builtin, cues: { provider: 'opensmile' } })
const foreign = cueKeys.filter(key => !isPhonetic(cueDefinitions[key].descriptor))
const audioOf = (samples: Float32Array, sampleRateHz: number): DecodedAudio => ({
  ...{ samples, sampleRateHz, channels: 1, notes: [] },
})

it('engine/measures - openSMILE chosen and none open: said, never measured otherwise', async () => {
  expect(await codeOf(() => measureAudio(audioOf(fallingVoice(0.3, 16000), 16000), chosen))).toBe(
    'provider-unavailable',
  )
})

describe.runIf(installedOpensmile)('engine/measures by openSMILE', () => {
  let opensmile: Opensmile

  beforeAll(() => (opensmile = openOpensmile(installedOpensmile)))
  afterAll(() => opensmile.close())

  it('engine/measures - tracks are openSMILE’s, r > 0.999999 with the built-in ones for each cue it knows', () => {
    const pairs = new Map<CueKey, [number[], number[]]>(foreign.map(key => [key, [[], []]]))
    for (const { samples, sampleRateHz } of demoClips(25)) {
      const audio = audioOf(samples, sampleRateHz)
      const theirs = trackAudio(audio, cueKeys, chosen, opensmile)
      const ours = trackAudio(audio, cueKeys, builtin)
      expect(theirs.hopSec).toBe(ours.hopSec)
      cueKeys.forEach((key, i) => {
        const [a, b] = [theirs.tracks[i], ours.tracks[i]]
        expect({ ...a, values: null }).toEqual({ ...b, values: null })
        expect([key, voicing(a, b.values.length)]).toEqual([key, voicing(b, a.values.length)])
        if (pairs.has(key)) addRows(pairs.get(key)!, a, b)
        else expect(a.values).toEqual(b.values)
      })
    }
    const correlations = [...pairs].map(([key, [a, b]]) => ({ key, rows: a.length, r: pearson(a, b) }))
    expect(foreign.length).toBeGreaterThan(10)
    for (const { rows } of correlations) expect(rows).toBeGreaterThan(200)
    expect(correlations.filter(({ r }) => !(r !== null && r > 0.999_999))).toEqual([])
  })

  it('engine/measures - means of windows and clip agree, evidence is the same', () => {
    for (const { samples, sampleRateHz } of demoClips(40)) {
      const audio = audioOf(samples, sampleRateHz)
      const middleSec = samples.length / sampleRateHz / 2
      const windows = [
        { startSec: middleSec - 0.2, endSec: middleSec - 0.05 },
        { startSec: middleSec, endSec: middleSec + 0.15 },
      ]
      const theirs = createMeter(measureAudio(audio, chosen, opensmile), 'aa', chosen)(windows)
      const ours = createMeter(measureAudio(audio, builtin), 'aa', builtin)(windows)
      expect(theirs.evidence).toEqual(ours.evidence)
      for (const key of cueKeys) {
        const [a, b] = [theirs.cues.salient[key] ?? null, ours.cues.salient[key] ?? null]
        expect([key, a === null]).toEqual([key, b === null])
        if (a !== null && b !== null) expect([key, distance(a.mean, b.mean, b.sd)]).toEqual([key, expect.closeTo(0, 3)])
        const [full, ourFull] = [theirs.cues.full[key] ?? null, ours.cues.full[key] ?? null]
        // openSMILE's spectral rows end up to 40 ms before the clip does.
        if (full !== null && ourFull !== null)
          expect([key, distance(full.mean, ourFull.mean, ourFull.sd)]).toEqual([key, expect.closeTo(0, 1)])
      }
    }
  })

  it('engine/measures - a peak beyond full scale is cut off for both, not wrapped around', () => {
    const audio = audioOf(
      fallingVoice(0.5, 16000).map(v => 3 * v),
      16000,
    )
    const [theirs] = trackAudio(audio, ['loudness'], chosen, opensmile).tracks
    const [ours] = trackAudio(audio, ['loudness'], builtin).tracks
    const pair: [number[], number[]] = [[], []]
    addRows(pair, theirs, ours)
    expect(pearson(...pair)).toBeGreaterThan(0.999)
    const wrapped = opensmile.llds(audio.samples, 16000).values
    const loudest = Math.max(...wrapped.data.filter((_, i) => i % wrapped.cols === 0))
    expect(loudest).toBeGreaterThan(1.1 * Math.max(...theirs.values))
  })
})

function addRows([a, b]: [number[], number[]], x: CueTrack, y: CueTrack): void {
  const rows = Math.min(x.values.length, y.values.length)
  for (let row = 0; row < rows; row++) {
    if (Number.isNaN(x.values[row])) continue
    a.push(x.values[row])
    b.push(y.values[row])
  }
}

function voicing({ values }: CueTrack, rows: number): string {
  return Array.from(values.subarray(0, rows), value => (Number.isNaN(value) ? '.' : 'v')).join('')
}

/** In units of how much the cue varies. */
function distance(a: number, b: number, sd: number): number {
  return (a - b) / Math.max(sd, 1e-6 * Math.abs(b), 1e-9)
}
