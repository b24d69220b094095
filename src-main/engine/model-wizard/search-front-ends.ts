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

/** In each round so many of the nearest are varied, and so many of those tried first: they differ least from the given. */
const NEAREST = 6
const FIRST = 3

/**
 * Looks for the front end that makes a model give the expected scores: a beam search. Some of those tried so far are
 * varied in one decision each, round by round, until one reproduces the scores and no variant of it does better, all
 * have been varied, or time is up. Only the nearest would lead astray: several wrong decisions can hide each other.
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
  const nearestFirst = (list: readonly Tried[]): Tried[] =>
    [...list].sort((a, b) => a.deviation.distance - b.deviation.distance)

  for (const start of startingPoints(given)) await attempt(start)
  const open = new Set(tried)
  while (!hasRunOut) {
    const [best] = nearestFirst(tried)
    const isFound = best !== undefined && best.deviation.largest <= tolerance
    const choices = isFound
      ? [best].filter(entry => open.has(entry))
      : [...new Set([...nearestFirst([...open]).slice(0, NEAREST), ...[...open].slice(0, FIRST)])]
    if (choices.length === 0) break
    const before = tried.length
    for (const entry of choices) {
      open.delete(entry)
      for (const ways of decisions(entry.frontEnd))
        for (const change of ways) await attempt({ ...entry.frontEnd, ...change })
    }
    for (const entry of tried.slice(before)) open.add(entry)
  }
  return { tried: nearestFirst(tried), hasRunOut }
}
