import type { Outcomes } from '#contracts/comparison'
import type { SizeCaution } from '#contracts/experiments/baseline'
import { sizeCaution } from '#engine/experiments/group-size'
import type { KnownClip } from '#engine/experiments/score-clips'
import { groupBy, placesBySpeaker } from '#engine/plausibility/group-by'
import { mcNemar } from '#engine/stats/mcnemar'
import type { ScoredClip } from '#engine/store/scored-clips'

/** A scored clip, its labels under the names that both audits share. */
export type JudgedClip = KnownClip & Pick<ScoredClip, 'sex' | 'intensity'>

/** Scored clips of two audits; where they are paired, the i-th of both is the same clip, and of the same speaker. */
export interface TwoSides {
  readonly a: readonly JudgedClip[]
  readonly b: readonly JudgedClip[]
  readonly isPaired: boolean
}

/** What keeps the smaller of the two from saying much; with too few clips nothing is tested. */
export function cautionOf({ a, b }: TwoSides): SizeCaution | null {
  const speakersOf = (clips: readonly JudgedClip[]): number => placesBySpeaker(clips).length
  return sizeCaution({
    clips: Math.min(a.length, b.length),
    speakers: Math.min(speakersOf(a), speakersOf(b)),
  })
}

/** The groups that both have clips of, by name; what has none is in no group. A pair goes where its clip of A goes. */
export function splitSides(sides: TwoSides, nameOf: (clip: JudgedClip) => string | null): [string, TwoSides][] {
  const { a, b, isPaired } = sides
  if (isPaired) {
    const places = groupBy([...a.keys()], place => nameOf(a[place]))
    return [...places].map(([name, group]) => [name, pairsAt(sides, group)])
  }
  const ofB = groupBy(b, nameOf)
  return [...groupBy(a, nameOf)].flatMap(([name, ofA]): [string, TwoSides][] => {
    const others = ofB.get(name)
    return others === undefined ? [] : [[name, { a: ofA, b: others, isPaired }]]
  })
}

export function pairsAt({ a, b }: TwoSides, places: readonly number[]): TwoSides {
  return { a: places.map(place => a[place]), b: places.map(place => b[place]), isPaired: true }
}

/** Null: not the same clips. */
export function outcomesOf(sides: TwoSides): Outcomes | null {
  if (!sides.isPaired) return null
  const counts = { bothRight: 0, onlyA: 0, onlyB: 0, bothWrong: 0 }
  for (const [place, one] of sides.a.entries()) {
    const isBRight = isRight(sides.b[place])
    if (isRight(one)) counts[isBRight ? 'bothRight' : 'onlyA']++
    else counts[isBRight ? 'onlyB' : 'bothWrong']++
  }
  return { ...counts, p: cautionOf(sides) === 'few-clips' ? null : mcNemar(counts.onlyA, counts.onlyB) }
}

export function isRight({ expected, predicted }: KnownClip): boolean {
  return expected === predicted
}
