import type { FrontEndPreset } from '#contracts/model-wizard'

const librosaMel = {
  window: 'hann',
  center: true,
  padMode: 'constant',
  power: 2,
  melScale: 'slaney',
  melNorm: 'slaney',
}
const inDb = { log: 'db', amin: 1e-10, reference: 1, topDb: null }
const framed = { nFft: 512, winLength: 400, hopLength: 160 }

/**
 * Front ends that many models share, from the defaults of the programs they were trained with: librosa 0.11, torchaudio
 * 2.x, the feature extractors of transformers 4.x, the papers' own code. Values that depend on the model (bands, mean)
 * are left out unless they are the same for all models of the kind.
 */
export const frontEndPresets: readonly FrontEndPreset[] = [
  {
    name: 'speech',
    title: 'librosa, windows of 25 ms every 10 ms at 16 kHz, dB',
    values: { ...librosaMel, ...inDb, ...framed, sampleRate: 16_000, fMin: 0, fMax: 8000 },
    shortfalls: [],
  },
  {
    name: 'librosa',
    title: 'librosa melspectrogram + power_to_db, all by default',
    values: {
      ...librosaMel,
      ...inDb,
      topDb: 80,
      sampleRate: 22_050,
      nFft: 2048,
      winLength: 2048,
      hopLength: 512,
      fMin: 0,
      fMax: 11_025,
    },
    shortfalls: [],
  },
  {
    name: 'librosa-max',
    title: 'librosa melspectrogram + power_to_db(ref=np.max)',
    values: {
      ...{ ...librosaMel, ...inDb, reference: 'max', topDb: 80 },
      ...{ sampleRate: 22_050, nFft: 2048, winLength: 2048, hopLength: 512, fMin: 0, fMax: 11_025 },
    },
    shortfalls: [],
  },
  {
    name: 'torchaudio',
    title: 'torchaudio MelSpectrogram + AmplitudeToDB, all by default',
    values: {
      ...{ ...librosaMel, ...inDb, padMode: 'reflect', melScale: 'htk', melNorm: null },
      ...{ sampleRate: 16_000, nFft: 400, winLength: 400, hopLength: 200, fMin: 0, fMax: 8000 },
    },
    shortfalls: [],
  },
  {
    name: 'torchaudio-ln',
    title: 'torchaudio MelSpectrogram, then log(x + 1e-6)',
    values: {
      ...{
        ...librosaMel,
        padMode: 'reflect',
        melScale: 'htk',
        melNorm: null,
        log: 'ln',
        amin: 1e-6,
        reference: 1,
        topDb: null,
      },
      ...{ sampleRate: 16_000, nFft: 400, winLength: 400, hopLength: 160, fMin: 0, fMax: 8000 },
    },
    shortfalls: ['the small number is a floor under the energy, not added to it'],
  },
  {
    name: 'ast',
    title: 'Kaldi filter banks as of the Audio Spectrogram Transformer (ASTFeatureExtractor)',
    values: {
      ...{
        ...librosaMel,
        ...framed,
        center: false,
        melScale: 'htk',
        melNorm: null,
        log: 'ln',
        amin: 1.1920929e-7,
        reference: 1,
        topDb: null,
      },
      ...{ sampleRate: 16_000, fMin: 20, fMax: 8000, normalise: { mean: -4.2677393, std: 2 * 4.5689974 } },
    },
    shortfalls: [
      "Kaldi's pre-emphasis (0.97) is left out",
      'the mean of each frame is not taken away',
      "the window is periodic, Kaldi's is symmetric",
      "the bands are triangles over Hz, Kaldi's over mel",
    ],
  },
  {
    name: 'whisper',
    title: 'Whisper (WhisperFeatureExtractor)',
    values: {
      ...{ ...librosaMel, ...inDb, padMode: 'reflect', topDb: 80 },
      // (log10 x + 4) / 4, as dB: (10 log10 x + 40) / 40.
      ...{
        sampleRate: 16_000,
        nFft: 400,
        winLength: 400,
        hopLength: 160,
        fMin: 0,
        fMax: 8000,
        normalise: { mean: -40, std: 40 },
      },
    },
    shortfalls: ['Whisper leaves the last frame out'],
  },
  {
    name: 'panns',
    title: 'PANNs (CNN14 and its like): 32 kHz, 64 bands from 50 Hz to 14 kHz',
    values: {
      ...{ ...librosaMel, ...inDb, padMode: 'reflect' },
      ...{ sampleRate: 32_000, nFft: 1024, winLength: 1024, hopLength: 320, fMin: 50, fMax: 14_000 },
    },
    shortfalls: [],
  },
  {
    name: 'vggish',
    title: 'VGGish, YAMNet: magnitudes, 125 Hz to 7.5 kHz',
    values: {
      ...{
        ...librosaMel,
        ...framed,
        center: false,
        power: 1,
        melScale: 'htk',
        melNorm: null,
        log: 'ln',
        amin: 0.01,
        reference: 1,
        topDb: null,
      },
      ...{ sampleRate: 16_000, fMin: 125, fMax: 7500 },
    },
    shortfalls: [
      'the offset (0.01) is a floor under the magnitude, not added to it',
      'the bands are triangles over Hz, not over mel',
    ],
  },
  {
    name: 'paper',
    title: "Paper preset (2511.11691): 128 bands, dB below the clip's maximum, first 2 s",
    values: {
      ...{ ...librosaMel, ...inDb, reference: 'max', topDb: 80 },
      ...{ sampleRate: 16_000, nFft: 1024, winLength: 480, hopLength: 240, fMin: 0, fMax: 8000, normalise: null },
      trim: { thresholdDb: -14, relativeTo: 'mean-dbfs', minSilenceSec: 0.5 },
      clip: { seconds: 2, from: 'start', pad: 'silence' },
    },
    shortfalls: [],
  },
]
