import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeAudio } from '#engine/audio/decode'
import { resample } from '#engine/dsp/resample'
import { computeLogMel } from '#engine/logmel/log-mel'
import type { FrontEnd } from '#contracts/model'
import { readNpy } from '../../helpers/npy'
import { sharedDir } from '../../helpers/shared'
import { frontEnd } from './front-end'

const shared = sharedDir() ?? ''
const reference = (name: string): ReturnType<typeof readNpy> => readNpy(join(shared, 'reference/logmel', `${name}.npy`))

function differences(samples: Float32Array, fe: FrontEnd, name: string): number[] {
  const expected = reference(name)
  const { values } = computeLogMel({ samples, sampleRateHz: 16000 }, fe)
  expect([values.rows, values.cols]).toEqual(expected.shape)
  return [...expected.data].map((value, i) => Math.abs(value - values.data[i])).sort((a, b) => a - b)
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

// librosa 0.11.0 and soxr_hq on real speech.
describe.runIf(sharedDir())('engine/logmel beside librosa', () => {
  it.each([0, 1, 2, 3, 4, 5, 6])('engine/logmel - clip %i is that of librosa from the same samples', clip => {
    const samples = reference(`${clip}-resampled16k`).data as Float32Array
    expect(mean(differences(samples, frontEnd(), `${clip}-logmel-db`))).toBeLessThan(1e-5)
  })

  it.each([
    ['0-librosa-default', { nFft: 2048, winLength: 2048, hopLength: 512, nMels: 128, topDb: 80 }],
    [
      '0-htk-nonorm',
      { winLength: 512, nMels: 40, melScale: 'htk', melNorm: null, fMin: 20, fMax: 7600, padMode: 'reflect' },
    ],
    ['0-paper', { nFft: 1024, winLength: 480, hopLength: 240, nMels: 128, reference: 'max', topDb: 80 }],
    [
      '0-magnitude-nocenter',
      { nFft: 1024, winLength: 1024, hopLength: 256, nMels: 80, power: 1, center: false, log: 'none' },
    ],
  ])('engine/logmel - %s is that of librosa', (name, changes) => {
    const samples = reference('0-resampled16k').data as Float32Array
    expect(mean(differences(samples, frontEnd(changes), name))).toBeLessThan(1e-5)
  })

  it('engine/logmel - from the file on, our own decoder and resampler included, the difference is hardly measurable', async () => {
    const clips = JSON.parse(readFileSync(join(shared, 'reference/logmel/meta.json'), 'utf8')) as {
      i: number
      file: string
    }[]
    for (const { i, file } of clips) {
      const { samples, sampleRateHz } = await decodeAudio(readFileSync(join(shared, file)), file)
      const sorted = differences(resample(samples, sampleRateHz, 16000), frontEnd(), `${i}-logmel-db`)
      expect(sorted[sorted.length >> 1]).toBeLessThan(1e-4)
      expect(mean(sorted)).toBeLessThan(0.01)
      // The two resamplers differ only in the last tenth below 8 kHz.
      expect(sorted.at(-1)).toBeLessThan(0.5)
    }
  })
})
