import { formatNumber } from '../format'

/** The spectrum at the cursor. */
export const spectralSliceWords = {
  button: 'Spectrum at the cursor',
  title: (sec: string): string => `Spectrum at ${sec} s`,
  picture: (peaks: number): string =>
    peaks === 0 ? 'Level over frequency: no peaks' : `Level over frequency, ${peaks} peaks`,
  peaks: 'Highest peaks',
  hertz: 'Hz',
  level: 'dB FS',
  peakHz: (hz: number): string => formatNumber(hz, hz < 1000 ? 1 : 0),
  peakDb: (db: number): string => formatNumber(db, 1),
  silent: 'Almost silent here: no peaks.',
  none: 'No peak stands out by 6 dB.',
  about: (windowWords: string): string =>
    `One frame of the fine spectrogram (${windowWords}) around the pointer or, where it is elsewhere, the playhead; while that is at the start, in the strongest segment. Peaks stand out by 6 dB and lie between lines by a parabola.`,
  close: 'Close',
} as const
