import type { Annotation, AnnotationChanges } from '#contracts/annotation'

/** Nothing said, as the engine begins a clip. */
export const emptyAnnotation: Annotation = {
  ...{ emotion: null, arousal: null, valence: null, confidence: null, note: '' },
  ...{ tags: [], verdicts: {}, regions: [], isBlind: null, isFinished: false },
}

/**
 * What the engine will make of it, so that the window shows a step at once: fields in place of those that were, verdicts
 * one by one (null: taken back), each tag once.
 */
export function applyChanges(before: Annotation, { verdicts, ...fields }: AnnotationChanges): Annotation {
  const after = { ...before, ...fields }
  const merged = Object.entries({ ...before.verdicts, ...verdicts }).flatMap(([model, verdict]) =>
    verdict === null ? [] : [[model, verdict] as const],
  )
  return { ...after, tags: [...new Set(after.tags)], verdicts: Object.fromEntries(merged) }
}

/** Names of the answers in which two annotations differ. */
export function differences(a: Annotation, b: Annotation): (keyof Annotation)[] {
  return (Object.keys(emptyAnnotation) as (keyof Annotation)[]).filter(key => plain(a[key]) !== plain(b[key]))
}

/** Verdicts are the same in any order; everything else has one. */
function plain(value: Annotation[keyof Annotation]): string {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  return JSON.stringify(isRecord ? Object.entries(value).sort() : value)
}
