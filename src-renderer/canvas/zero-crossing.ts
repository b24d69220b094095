import type { TimeBox } from './time-box'

/** The sample nearest to a time at which the wave has just crossed zero; null: it never does. */
export function nearestZeroCrossing(samples: Float32Array, sampleRateHz: number, sec: number): number | null {
  const isCrossing = (at: number): boolean =>
    at > 0 && at < samples.length && samples[at - 1] < 0 !== samples[at] < 0 && samples[at - 1] !== samples[at]
  const middle = Math.min(samples.length, Math.max(0, Math.round(sec * sampleRateHz)))
  for (let away = 0; away <= samples.length; away++) {
    const found = [middle - away, middle + away].find(isCrossing)
    if (found !== undefined) return found / sampleRateHz
  }
  return null
}

/** The box with its ends where nothing clicks; as it is where there are no such places, or only one. */
export function toZeroCrossings(box: TimeBox, samples: Float32Array, sampleRateHz: number): TimeBox {
  const [startSec, endSec] = [box.startSec, box.endSec].map(sec => nearestZeroCrossing(samples, sampleRateHz, sec))
  return startSec === null || endSec === null || startSec >= endSec ? box : { ...box, startSec, endSec }
}
