/**
 * A cue over time and the axis that it is drawn on.
 *
 * Conventions: row i stands for `middleSec + i * hopSec` of the clip; NaN where the cue has no value.
 */
import type { NamedArray } from '#contracts/arrays'
import type { CueInfo, CueKey, TrackWeakness } from '#contracts/cue'

export interface CueTrack {
  readonly key: CueKey
  readonly title: string
  readonly unit: string
  readonly digits: number
  readonly values: Float32Array
  readonly hopSec: number
  readonly middleSec: number
  readonly isVoicedOnly: boolean
}

/** Where a track rests on little: from row to row (its end belongs to what follows), and why. */
export interface WeakRun {
  readonly from: number
  readonly to: number
  readonly why: TrackWeakness
}

/** Of each cue of the array that `/cue-weakness` gives. */
export function weakRuns({ shape, data, meta }: NamedArray): ReadonlyMap<CueKey, readonly WeakRun[]> {
  const { keys, reasons } = meta as unknown as { keys: readonly CueKey[]; reasons: readonly TrackWeakness[] }
  return new Map(keys.map((key, i) => [key, runsOf(data.subarray(i * shape[1], (i + 1) * shape[1]), reasons)]))
}

function runsOf(codes: Float32Array, reasons: readonly TrackWeakness[]): WeakRun[] {
  const runs: WeakRun[] = []
  for (let from = 0; from < codes.length;) {
    let to = from + 1
    while (to < codes.length && codes[to] === codes[from]) to++
    if (codes[from] > 0) runs.push({ from, to, why: reasons[codes[from] - 1] })
    from = to
  }
  return runs
}

interface TracksMeta {
  readonly keys: readonly CueKey[]
  readonly units: readonly string[]
  readonly hopSec: number
  readonly middleSec: readonly number[]
  readonly isVoicedOnly: readonly boolean[]
}

/** The rows of `/cue-tracks`, each with what the cue list says of it. */
export function cueTracks({ shape, data, meta }: NamedArray, infos: readonly CueInfo[]): CueTrack[] {
  const { keys, units, hopSec, middleSec, isVoicedOnly } = meta as unknown as TracksMeta
  return keys.map((key, i) => {
    const info = infos.find(one => one.key === key)
    return {
      ...{ key, title: info?.title ?? key, unit: units[i], digits: info?.digits ?? 2 },
      ...{ values: data.subarray(i * shape[1], (i + 1) * shape[1]), hopSec },
      ...{ middleSec: middleSec[i], isVoicedOnly: isVoicedOnly[i] },
    }
  })
}

/** Why the value nearest to a time rests on little; null: it doesn't. */
export function weaknessAt(
  { hopSec, middleSec }: Pick<CueTrack, 'hopSec' | 'middleSec'>,
  weak: readonly WeakRun[],
  sec: number,
): TrackWeakness | null {
  const row = Math.round((sec - middleSec) / hopSec)
  return weak.find(({ from, to }) => row >= from && row < to)?.why ?? null
}

/** The value of the row nearest to a time; null: none there. */
export function valueAt({ values, hopSec, middleSec }: CueTrack, sec: number): number | null {
  const value = values[Math.round((sec - middleSec) / hopSec)]
  return value === undefined || Number.isNaN(value) ? null : value
}

/** Frequencies are heard, and so drawn, by their ratio. */
export interface ValueAxis {
  readonly isLog: boolean
  readonly low: number
  readonly high: number
  readonly ticks: readonly number[]
}

const LOG_TICKS = [25, 50, 75, 100, 150, 200, 300, 400, 600, 800, 1200, 1600]
/** In octaves: half a doubling and more from one frame to the next is the pitch finder's change of mind. */
const JUMP_OCTAVES = 0.6

/** Of the pitch in Hz; false where one of the two frames has none. */
export function isPitchJump(fromHz: number, toHz: number): boolean {
  return Math.abs(Math.log2(toHz / fromHz)) >= JUMP_OCTAVES
}

const isPitchInHz = (key: CueKey): boolean => key === 'f0_hz'

/** Room for all values of a track; null: there are none. `most`: how many ticks fit. */
export function valueAxis({ key, values }: Pick<CueTrack, 'key' | 'values'>, most: number): ValueAxis | null {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  if (low > high) return null
  return isPitchInHz(key) ? logAxis(low, high, most) : linearAxis(low, high, most)
}

/** At least an octave, so that a steady voice looks steady and a jump of an octave looks like one. */
function logAxis(low: number, high: number, most: number): ValueAxis {
  const missing = Math.max(1, Math.SQRT2 / Math.sqrt(high / low))
  const [from, to] = [(low / missing) * 0.92, high * missing * 1.08]
  const inside = LOG_TICKS.filter(tick => tick >= from && tick <= to)
  const every = Math.ceil(inside.length / Math.max(1, most))
  return { isLog: true, low: from, high: to, ticks: inside.filter((_, i) => i % every === 0) }
}

function linearAxis(low: number, high: number, most: number): ValueAxis {
  const from = low >= 0 && low < 0.5 * high ? 0 : low
  const span = high - from || Math.abs(high) || 1
  const rough = span / Math.max(1, most)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5, 10].find(one => one * power >= rough) ?? 10)
  const [bottom, top] = [from - (from === 0 ? 0 : 0.06 * span), high + 0.06 * span]
  const first = Math.ceil(bottom / step - 1e-9)
  const count = Math.max(0, Math.floor(top / step + 1e-9) - first + 1)
  return { isLog: false, low: bottom, high: top, ticks: Array.from({ length: count }, (_, i) => (first + i) * step) }
}

/** 0..1 from the bottom. */
export function positionOn({ isLog, low, high }: ValueAxis, value: number): number {
  return isLog ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low)
}
