/** What the clip view's panes, their menus and marks say. */
import type { TimeBox } from '../../canvas/time-box'
import { formatCount, formatDifference, formatNumber } from '../format'

const sec = (value: number, digits = 3): string => value.toFixed(digits)
const hertz = (value: number): string => `${Math.round(value)}`

export const clipPanesWords = {
  modelPicture: 'Log-Mel spectrogram as the model sees it',
  mapPicture: (name: string, supports: string, against: string): string =>
    `${name}: ${supports} supports the label, ${against} speaks against it`,
  profile: 'Positive saliency over time, summed over frequency',
  waveform: 'Waveform',
  /** `sample`: its number, from 0. */
  sampleAt: (sample: number, value: number): string =>
    `sample ${formatCount(sample)}  ·  ${formatDifference(value, 4)} FS`,
  peakAt: (peak: number): string => (peak === 0 ? 'silence' : `peak ${formatNumber(20 * Math.log10(peak), 1)} dB FS`),
  profileAt: (value: string): string => `positive saliency ${value}, summed over frequency`,
  segment: (rank: number, startSec: number, endSec: number, share: string): string =>
    `Segment ${rank}: ${startSec.toFixed(2)}–${endSec.toFixed(2)} s, ${share} of all positive saliency`,
  gesture: 'true gesture',
  gestureAt: (startSec: number, endSec: number): string =>
    `True place of the emotional gesture: ${startSec.toFixed(2)} to ${endSec.toFixed(2)} s`,

  /** `over`: what is drawn over it, by name. */
  finePicture: (over: readonly string[]): string =>
    `Fine spectrogram of the sound${over.length === 0 ? '' : `, over it: ${over.join(', ')}`}`,
  fineAt: (hz: number, levelDb: number): string => `${hertz(hz)} Hz  ·  ${formatNumber(levelDb, 1)} dB re full scale`,
  voiceAt: (title: string, hz: number): string => `${title} ${hertz(hz)} Hz`,
  fineLevel: 'Level',
  fineUnit: 'dB FS',
  fineUnitLong: 'dB re a sine of full scale',
  axisUnits: { linear: 'Hz', mel: 'Hz', semitones: 'st' },
  axisUnitsLong: { linear: 'Hz', mel: 'Hz', semitones: 'semitones above 55 Hz (A1)' },

  miniMap: 'Part of the clip that is seen',
  miniMapValue: (startSec: number, endSec: number, durationSec: number): string =>
    `${sec(startSec, 2)} to ${sec(endSec, 2)} s of ${sec(durationSec, 2)} s`,
  miniMapPicture: 'The whole clip, small',

  selection: 'Selection',
  /** `digits`: as many as the zoom can tell apart. */
  selectionTimes: ({ startSec, endSec }: TimeBox, digits = 3): string =>
    `${sec(startSec, digits)}–${sec(endSec, digits)} s`,
  selectionLength: ({ startSec, endSec }: TimeBox, digits = 3): string => `${sec(endSec - startSec, digits)} s`,
  selectionHertz: ({ lowHz, highHz }: TimeBox): string =>
    lowHz === null || highHz === null ? '' : `${hertz(lowHz)}–${hertz(highHz)} Hz`,
  selectionSpoken(box: TimeBox | null): string {
    if (!box) return 'Nothing is selected.'
    const band = box.lowHz === null || box.highHz === null ? '' : `, ${hertz(box.lowHz)} to ${hertz(box.highHz)} hertz`
    return `Selected ${sec(box.startSec)} to ${sec(box.endSec)} s, ${sec(box.endSec - box.startSec)} s long${band}.`
  },
  edges: {
    startSec: 'Start of the selection',
    endSec: 'End of the selection',
    lowHz: 'Lowest frequency of the selection',
    highHz: 'Highest frequency of the selection',
  },
  edgeSec: (value: number, digits: number): string => `${sec(value, digits)} s`,
  edgeHertz: (value: number): string => `${hertz(value)} Hz`,
  measureSelection: 'Measure the selection',
  zoomToSelection: 'Zoom to the selection',
  clearSelection: 'Clear the selection',

  splitter: 'Border between the fine spectrogram and the model’s picture',
  splitterValue: (share: number): string => `fine spectrogram ${Math.round(100 * share)} % of the height`,
} as const
