import { groupBy } from '#engine/plausibility/group-by'

/** What tells whether two audits speak of the same clip. */
export interface PairedBy {
  readonly sha256: string | null
  readonly file: string
  readonly dataset: string
  readonly speaker: string | null
  readonly emotion: string | null
}

export interface ClipPair<A, B> {
  readonly a: A
  readonly b: B
  /** False: their audio differs, and they go by what they are called. */
  readonly isSameAudio: boolean
}

const text = (...parts: readonly (string | null)[]): string => JSON.stringify(parts)

/** From what can't be wrong to what is likely: each clip is paired once, by the first that finds a partner. */
const steps: readonly { readonly keyOf: (clip: PairedBy) => string | null; readonly isSameAudio: boolean }[] = [
  { keyOf: ({ sha256, file }) => (sha256 === null ? null : text(sha256, file)), isSameAudio: true },
  { keyOf: ({ sha256 }) => sha256, isSameAudio: true },
  // One corpus treated in two ways: other samples under the same name. Names alone would pair strangers.
  { keyOf: ({ dataset, file, speaker, emotion }) => text(dataset, file, speaker, emotion), isSameAudio: false },
]

/** The clips that two audits have in common, in the order of the first. */
export function pairClips<A extends PairedBy, B extends PairedBy>(
  ofA: readonly A[],
  ofB: readonly B[],
): ClipPair<A, B>[] {
  const partners = new Map<A, ClipPair<A, B>>()
  const taken = new Set<B>()
  for (const { keyOf, isSameAudio } of steps) {
    const free = groupBy(
      ofB.filter(clip => !taken.has(clip)),
      keyOf,
    )
    for (const a of ofA) {
      const key = partners.has(a) ? null : keyOf(a)
      const b = key === null ? undefined : free.get(key)?.shift()
      if (b === undefined) continue
      partners.set(a, { a, b, isSameAudio })
      taken.add(b)
    }
  }
  return ofA.flatMap(a => partners.get(a) ?? [])
}
