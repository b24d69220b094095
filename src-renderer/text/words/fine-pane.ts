import { formatRate } from '../format'

const ms = (samples: number, rateHz: number): string => {
  const value = (1000 * samples) / rateHz
  return `${Number(value.toFixed(value < 10 ? 1 : 0))} ms`
}

/** The fine spectrogram's settings. References: gaussian [praat]. */
export const finePaneWords = {
  menu: 'Fine spectrogram: settings',
  scale: 'Frequency',
  scales: { linear: 'Hz, linear', mel: 'Hz, spaced as mel', semitones: 'semitones above 55 Hz' },
  top: 'Up to',
  topAt: (hz: number, rateHz: number): string =>
    hz === 0 ? `half the sample rate, ${formatRate(rateHz / 2)}` : formatRate(hz),
  window: 'Window',
  windowOf: (windowMs: number): string => (windowMs === 0 ? 'as long as the FFT' : `${windowMs} ms`),
  fft: 'FFT',
  fftOf: (size: number, rateHz: number): string => `${size} samples, ${ms(size, rateHz)}`,
  inUse: (windowSize: number, fftSize: number, rateHz: number): string =>
    `Now: ${windowSize} samples (${ms(windowSize, rateHz)}) in an FFT of ${fftSize}, a line every ${Number((rateHz / fftSize).toFixed(1))} Hz.`,
  shape: 'Shape',
  shapes: { hann: 'Hann', gaussian: 'Gaussian, as in Praat' },
  levels: 'Levels',
  levelUnit: 'dB FS',
  levelNote: '0 dB FS is a sine of full scale. The same for all clips. A Gaussian is twice as long as its window says.',
  over: 'Over it',
  pitch: 'pitch, a line',
  formants: 'formants 1 to 3, dots',
  reset: 'Back to the usual settings',
  shortWindow: (windowMs: number, windowSize: number, rateHz: number): string =>
    windowMs === 0 ? ms(windowSize, rateHz) : `${windowMs} ms`,
  shortFft: (fftSize: number): string => `FFT ${fftSize}`,
} as const

export const levelFieldWords = {
  floorDb: 'Level of the darkest colour',
  ceilingDb: 'Level of the brightest colour',
  to: 'to',
} as const
