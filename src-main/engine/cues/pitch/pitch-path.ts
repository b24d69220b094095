import type { Hertz } from '#engine/base/units'
import { candidateCount, emptyCandidates, type PitchCandidates } from './pitch-candidates'

const stateCount = candidateCount + 1
const unvoiced = candidateCount
/** Frames that may stay undecided. */
const memoryFrames = 40
/** Below it a frame alone would be called unvoiced; between clear ones the path carries the pitch through. */
export const voicingThreshold = Math.fround(0.7)

/** Takes a frame's pitch (0: unvoiced) and how clear it is there, 0..1. */
type Decide = (frame: number, f0Hz: Hertz, voicing: number) => void

/**
 * The best path through the frames' pitch candidates (and "unvoiced"), decided while frames arrive.
 *
 * Conventions: costs are openSMILE's, its oddities included: the cost of a change of interval compares with the interval
 * computed last, whatever path that was on, so the order of evaluation belongs to the definition.
 * References: [viterbi1967], [eyben2016thesis].
 */
export interface PitchPath {
  /** The frame's candidates are written here before `push`. */
  next(): PitchCandidates
  /** Takes the frame in; calls `decide` for each frame that has become certain, in order. */
  push(decide: Decide): void
  /** Decides the frames that are left. */
  finish(decide: Decide): void
}

export function createPitchPath(): PitchPath {
  const slots = memoryFrames + 1
  const candidates = Array.from({ length: slots }, emptyCandidates)
  /** Of the candidates' frequencies; -Infinity where there is none. */
  const logHz = Array.from({ length: slots }, () => new Float64Array(candidateCount))
  const cameFrom = Array.from({ length: slots }, () => new Int8Array(stateCount))
  const path = new Int8Array(slots)
  const states = new Int8Array(stateCount)
  let costs = new Float64Array(stateCount)
  let nextCosts = new Float64Array(stateCount)
  let lastInterval = 1
  let seen = 0
  let decided = 0

  function push(decide: Decide): void {
    const current = candidates[seen % slots]
    const logs = logHz[seen % slots]
    const logsBefore = logHz[(seen + slots - 1) % slots]
    for (let c = 0; c < candidateCount; c++) logs[c] = Math.log(current.frequencyHz[c])
    for (let to = 0; to < stateCount; to++) {
      let best = seen === 0 ? 0 : Infinity
      for (let from = 0; seen > 0 && from < stateCount; from++) {
        const cost = costs[from] + transition(logsBefore, from, logs, to)
        if (cost < best) {
          best = cost
          cameFrom[seen % slots][to] = from
        }
      }
      nextCosts[to] = best + localCost(current, to)
    }
    ;[costs, nextCosts] = [nextCosts, costs]
    seen++
    if (seen - decided >= memoryFrames) decideFrames(decided + 1, cheapestState(), decide)
    else decideFrames(certainUntil(), 0, decide)
  }

  function finish(decide: Decide): void {
    if (seen > 0) decideFrames(seen, cheapestState(), decide)
  }

  function transition(before: Float64Array, from: number, current: Float64Array, to: number): number {
    if (to === unvoiced && from === unvoiced) return 1
    if (to === unvoiced || from === unvoiced) {
      lastInterval = 0
      return 10
    }
    if (before[from] === -Infinity || current[to] === -Infinity) return 999
    const interval = current[to] - before[from]
    const cost = 10 * Math.abs(interval) + 10 * Math.abs(interval - lastInterval)
    lastInterval = interval
    return cost
  }

  /** End of the undecided frames about which the paths of all states agree. */
  function certainUntil(): number {
    for (let s = 0; s < stateCount; s++) states[s] = s
    for (let frame = seen - 1; frame >= decided; frame--) {
      if (isUniform(states)) return frame + 1
      const origins = cameFrom[frame % slots]
      for (let s = 0; s < stateCount; s++) states[s] = origins[states[s]]
    }
    return decided
  }

  /** Decides the frames before `end` along the path that ends in `state` at the newest frame. */
  function decideFrames(end: number, state: number, decide: Decide): void {
    if (end <= decided) return
    for (let frame = seen - 1; frame >= decided; frame--) {
      path[frame % slots] = state
      state = cameFrom[frame % slots][state]
    }
    for (; decided < end; decided++) {
      const chosen = path[decided % slots]
      const { frequencyHz, voicing } = candidates[decided % slots]
      if (chosen === unvoiced) decide(decided, 0, 0)
      else decide(decided, frequencyHz[chosen], voicing[chosen])
    }
  }

  function cheapestState(): number {
    let cheapest = 0
    for (let state = 1; state < stateCount; state++) if (costs[state] < costs[cheapest]) cheapest = state
    return cheapest
  }

  return { next: () => candidates[seen % slots], push, finish }
}

function isUniform(states: Int8Array): boolean {
  for (let s = 1; s < states.length; s++) if (states[s] !== states[0]) return false
  return true
}

function localCost({ frequencyHz, voicing }: PitchCandidates, state: number): number {
  if (state === unvoiced) return hasVoiced(voicing) ? 8 : 0
  const value = voicing[state]
  const likelihood = -Math.log(Math.max(0.01, Math.min(1, value)))
  return 2 * (likelihood + (value < voicingThreshold ? 4 : 0)) + rangeCost(frequencyHz[state])
}

function hasVoiced(voicing: Float32Array): boolean {
  for (let c = 0; c < candidateCount; c++) if (voicing[c] >= voicingThreshold) return true
  return false
}

/** Prefers 100 to 350 Hz. */
function rangeCost(hz: Hertz): number {
  if (hz <= 0) return 2
  if (hz < 100) return 1 - hz / 100
  if (hz <= 350) return 0
  return hz < 600 ? (hz - 350) / 250 : 1.2
}
