import type { FrontEnd } from '#contracts/model'
import { frontEndPresets } from './presets'

type Change = Partial<FrontEnd>

const LOUDEST_INT16 = 2 ** 15
/** Energies of samples that are not scaled to [-1, 1], in dB: 0 dB lies lower by their factor, squared. */
const ofIntegers: Change = {
  log: 'db',
  amin: 1e-10 / LOUDEST_INT16 ** 2,
  reference: 1 / LOUDEST_INT16 ** 2,
  topDb: null,
}

/**
 * The ways in which a front end is most often taken down wrongly: each list is one decision, each entry one way to
 * take it. A variant that equals what it is a variant of is harmless.
 */
export function decisions(of: FrontEnd): readonly (readonly Change[])[] {
  const { nFft, sampleRate, normalise, winLength, fMax } = of
  const nyquist = sampleRate / 2
  const tops = [nyquist, 8000, 7600].filter(top => top <= nyquist)
  return [
    [
      { melScale: 'slaney', melNorm: 'slaney' },
      { melScale: 'htk', melNorm: null },
      { melScale: 'slaney', melNorm: null },
      { melScale: 'htk', melNorm: 'slaney' },
    ],
    [
      { log: 'db', amin: 1e-10, reference: 1, topDb: null },
      { log: 'db', amin: 1e-10, reference: 1, topDb: 80 },
      { log: 'db', amin: 1e-10, reference: 'max', topDb: 80 },
      { log: 'db', amin: 1e-10, reference: 'max', topDb: null },
      ...[1e-10, 1e-8, 1e-6, 1e-5].map((amin): Change => ({ log: 'ln', amin, reference: 1, topDb: null })),
      ...[1e-10, 1e-6].map((amin): Change => ({ log: 'log10', amin, reference: 1, topDb: null })),
      { log: 'none' },
      ofIntegers,
    ],
    [{ normalise }, { normalise: null }, { normalise: 'per-clip' }],
    [
      { center: true, padMode: 'constant' },
      { center: true, padMode: 'reflect' },
      { center: false, padMode: 'constant' },
    ],
    [{ window: 'hann' }, { window: 'hamming' }, { window: 'rectangular' }],
    [{ power: 2 }, { power: 1 }],
    [{ winLength }, { winLength: nFft }, { winLength: Math.min(nFft, Math.round(0.025 * sampleRate)) }],
    [0, 20, 50].flatMap(fMin => tops.map((top): Change => ({ fMin, fMax: top }))),
    [512, 1024, 2048, 400].filter(size => size >= winLength).map(size => ({ nFft: size })),
    [16_000, 22_050, 44_100, 48_000, 8000, 32_000].map(rate => ({
      sampleRate: rate,
      fMax: fMax === nyquist ? rate / 2 : Math.min(fMax, rate / 2),
    })),
    [Math.round(0.01 * sampleRate), 512, 256, 320, Math.floor(winLength / 2), Math.floor(winLength / 4)]
      .filter(hopLength => hopLength >= 1)
      .map(hopLength => ({ hopLength })),
  ]
}

/** Where a search begins: the front end itself, then what well-known ones would make of it, in its frames and as a whole. */
export function startingPoints(given: FrontEnd): FrontEnd[] {
  const { sampleRate, nFft, winLength, hopLength, fMin, fMax, trim, clip, normalise } = given
  const inItsFrames = { sampleRate, nFft, winLength, hopLength, fMin, fMax, trim, clip }
  return [
    given,
    ...frontEndPresets.map(({ values }): FrontEnd => ({ ...given, ...values, ...inItsFrames, normalise })),
    ...frontEndPresets.map(({ values }): FrontEnd => ({ ...given, normalise, ...values })),
  ]
}
