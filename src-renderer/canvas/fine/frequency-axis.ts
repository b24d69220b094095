/** Where a frequency lies on the fine spectrogram. References: mel [slaney], semitones re 55 Hz. */
export const frequencyScales = ['linear', 'mel', 'semitones'] as const
export type FrequencyScale = (typeof frequencyScales)[number]

/** From the bottom of the pane to its top; both ends inclusive. */
export interface FrequencyAxis {
  readonly scale: FrequencyScale
  readonly lowHz: number
  readonly highHz: number
}

/** The lowest note of a semitone axis: A1. Below it there is no voice. */
export const SEMITONE_BASE_HZ = 55

export function frequencyAxis(scale: FrequencyScale, highHz: number): FrequencyAxis {
  return { scale, lowHz: scale === 'semitones' ? SEMITONE_BASE_HZ : 0, highHz }
}

const [MEL_KNEE_HZ, MEL_STEP_HZ] = [1000, 200 / 3]
const MEL_LOG_STEP = Math.log(6.4) / 27

/** Slaney's mel: linear below 1 kHz, logarithmic above, as most log-Mel pictures have it. */
const toMel = (hz: number): number =>
  hz < MEL_KNEE_HZ ? hz / MEL_STEP_HZ : MEL_KNEE_HZ / MEL_STEP_HZ + Math.log(hz / MEL_KNEE_HZ) / MEL_LOG_STEP
const fromMel = (mel: number): number => {
  const knee = MEL_KNEE_HZ / MEL_STEP_HZ
  return mel < knee ? mel * MEL_STEP_HZ : MEL_KNEE_HZ * Math.exp((mel - knee) * MEL_LOG_STEP)
}
const toSemitones = (hz: number): number => 12 * Math.log2(Math.max(hz, 1e-6) / SEMITONE_BASE_HZ)
const fromSemitones = (semitones: number): number => SEMITONE_BASE_HZ * 2 ** (semitones / 12)

const forward: Record<FrequencyScale, (hz: number) => number> = {
  linear: hz => hz,
  mel: toMel,
  semitones: toSemitones,
}
const backward: Record<FrequencyScale, (value: number) => number> = {
  linear: value => value,
  mel: fromMel,
  semitones: fromSemitones,
}

/** 0..1 from the bottom; beyond that outside of the pane. */
export function positionOnAxis({ scale, lowHz, highHz }: FrequencyAxis, hz: number): number {
  const [low, high] = [forward[scale](lowHz), forward[scale](highHz)]
  return (forward[scale](hz) - low) / (high - low)
}

export function hzOnAxis({ scale, lowHz, highHz }: FrequencyAxis, position: number): number {
  const [low, high] = [forward[scale](lowHz), forward[scale](highHz)]
  return backward[scale](low + position * (high - low))
}

export interface AxisTick {
  readonly text: string
  /** 0..1 from the bottom. */
  readonly position: number
}

const LINEAR_STEPS_HZ = [100, 200, 500, 1000, 2000, 5000, 10_000]
const MEL_HZ = [250, 500, 1000, 2000, 3000, 4000, 6000, 8000, 12_000, 16_000, 24_000, 48_000]

/** Round values, at least `minGap` of the height apart; on a semitone axis, octaves over its base. */
export function axisTicks(axis: FrequencyAxis, minGap: number, hertzText: (hz: number) => string): AxisTick[] {
  const ticks: AxisTick[] = []
  for (const hz of candidates(axis, minGap)) {
    const position = positionOnAxis(axis, hz)
    const last = ticks[ticks.length - 1]
    if (position < 0 || position > 1 || (last && position - last.position < minGap * 0.999)) continue
    const text = axis.scale === 'semitones' ? String(Math.round(toSemitones(hz))) : hertzText(hz)
    ticks.push({ text, position })
  }
  return ticks
}

function candidates({ scale, lowHz, highHz }: FrequencyAxis, minGap: number): number[] {
  if (scale === 'mel') return MEL_HZ
  if (scale === 'linear') {
    const step = LINEAR_STEPS_HZ.find(one => one >= minGap * (highHz - lowHz)) ?? LINEAR_STEPS_HZ[6]
    return Array.from({ length: Math.floor(highHz / step) + 1 }, (_, i) => i * step)
  }
  return Array.from({ length: Math.floor(toSemitones(highHz) / 12) + 1 }, (_, octave) => fromSemitones(12 * octave))
}
