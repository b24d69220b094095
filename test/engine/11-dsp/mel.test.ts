import { describe, expect, it } from 'vitest'
import { applyMelFilterbank, createMelFilterbank } from '#engine/dsp/mel-filterbank'
import { melFrequenciesHz, melScales } from '#engine/dsp/mel-scale'
import golden from '../../goldens/librosa/log-mel.json'

const scales = ['slaney', 'htk'] as const

describe('engine/dsp/mel', () => {
  it.each(scales)('engine/dsp - equally spaced mel frequencies are those of librosa (%s)', name => {
    const expected = golden.melFrequencies[name]
    const got = melFrequenciesHz(12, 30, 9000, name)
    expected.forEach((hz, i) => expect(got[i] / hz).toBeCloseTo(1, 12))
  })

  it.each(scales)('engine/dsp - a frequency comes back from the mel scale (%s)', name => {
    for (const hz of [0, 1, 440, 999.9, 1000, 1000.1, 7600, 22050]) {
      expect(melScales[name].toHz(melScales[name].toMel(hz))).toBeCloseTo(hz, 9)
    }
  })

  it('engine/dsp - the mel filters are those of librosa', () => {
    const options = { sampleRateHz: 22050, nFft: 2048, nMels: 40, fMinHz: 50, fMaxHz: 11025 }
    const filters = createMelFilterbank({ ...options, scale: 'slaney', norm: 'slaney' })
    filters.forEach(({ weights }, band) => {
      const sum = weights.reduce((total, weight) => total + weight, 0)
      expect(sum / golden.filterbank.rowSums[band]).toBeCloseTo(1, 5)
    })
    const { firstBin, weights } = filters[17]
    const expected = Object.entries(golden.filterbank.row17)
    expect(weights.filter(weight => weight > 0)).toHaveLength(expected.length)
    for (const [bin, weight] of expected) expect(weights[Number(bin) - firstBin] / weight).toBeCloseTo(1, 5)
  })

  it('engine/dsp - triangles without norm add up to 1 between the first and the last peak', () => {
    const options = { sampleRateHz: 16000, nFft: 4096, nMels: 24, fMinHz: 100, fMaxHz: 7000 }
    const filters = createMelFilterbank({ ...options, scale: 'htk', norm: null })
    const peaksHz = melFrequenciesHz(26, 100, 7000, 'htk')
    const out = new Float64Array(24)
    for (let bin = 0; bin <= 2048; bin += 7) {
      const bins = new Float64Array(2049)
      bins[bin] = 1
      applyMelFilterbank(filters, bins, out)
      const total = out.reduce((sum, value) => sum + value, 0)
      const hz = (bin * 16000) / 4096
      if (hz >= peaksHz[1] && hz <= peaksHz[24]) expect(total).toBeCloseTo(1, 12)
      if (hz <= 100 || hz >= 7000) expect(total).toBe(0)
    }
  })
})
