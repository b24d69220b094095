import type { FrontEnd } from '#contracts/model'
import { canonicalJson } from '#engine/base/hash'
import type { Deviation } from './expectation'
import { decisions, startingPoints } from './front-end-variants'

export interface Tried {
  readonly frontEnd: FrontEnd
  readonly deviation: Deviation
}

export interface Search {
  /** All that were tried, the nearest first. */
  readonly tried: readonly Tried[]
  readonly hasRunOut: boolean
}

/** How many of the nearest are varied in each round, and how often at most. */
const BEAM = 10
const ROUNDS = 6

/**
 * Looks for the front end that makes a model give the expected scores: a beam search. The nearest so far are varied in
 * one decision each, round by round, until one reproduces the scores and no variant of it does better, or time is up.
 * @param measure null: the front end can't be used with this clip
 */
export async function searchFrontEnds(
  given: FrontEnd,
  measure: (frontEnd: FrontEnd) => Promise<Deviation | null>,
  tolerance: number,
  isTimeUp: () => boolean,
): Promise<Search> {
  const tried: Tried[] = []
  const seen = new Set<string>()
  let hasRunOut = false
  const attempt = async (frontEnd: FrontEnd): Promise<void> => {
    const key = canonicalJson(frontEnd)
    if (seen.has(key)) return
    if (isTimeUp()) hasRunOut = true
    if (hasRunOut) return
    seen.add(key)
    const deviation = await measure(frontEnd)
    if (deviation !== null) tried.push({ frontEnd, deviation })
  }
  const sort = (): void => void tried.sort((a, b) => a.deviation.distance - b.deviation.distance)

  for (const start of startingPoints(given)) await attempt(start)
  const varied = new Set<Tried>()
  for (let round = 0; round < ROUNDS && !hasRunOut; round++) {
    sort()
    const isFound = tried.length > 0 && tried[0].deviation.largest <= tolerance
    const nearest = (isFound ? tried.slice(0, 1) : tried.filter(entry => !varied.has(entry)).slice(0, BEAM)).filter(
      entry => !varied.has(entry),
    )
    if (nearest.length === 0) break
    for (const entry of nearest) {
      varied.add(entry)
      for (const ways of decisions(entry.frontEnd))
        for (const change of ways) await attempt({ ...entry.frontEnd, ...change })
    }
  }
  sort()
  return { tried, hasRunOut }
}
