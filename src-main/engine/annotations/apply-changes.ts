import type { Annotation, AnnotationChanges } from '#contracts/annotation'
import { canonicalJson } from '#engine/base/hash'

/** Nothing said. */
export const emptyAnnotation: Annotation = {
  ...{ emotion: null, arousal: null, valence: null, confidence: null, note: '' },
  ...{ tags: [], verdicts: {}, regions: [], isBlind: null, isFinished: false },
}

/** The annotation with these fields in place of its own; verdicts one by one; each tag once. */
export function applyChanges(before: Annotation, { verdicts, ...fields }: AnnotationChanges): Annotation {
  const after = { ...before, ...fields }
  const merged = Object.entries({ ...before.verdicts, ...verdicts }).flatMap(([model, verdict]) =>
    verdict === null ? [] : [[model, verdict] as const],
  )
  return { ...after, tags: [...new Set(after.tags)], verdicts: Object.fromEntries(merged) }
}

export function isSame(a: Annotation, b: Annotation): boolean {
  return canonicalJson(a) === canonicalJson(b)
}

/** Nothing said of the clip itself, whether or not the annotator went on. */
export function isEmpty(annotation: Annotation): boolean {
  const { isBlind, isFinished } = annotation
  return isSame(annotation, { ...emptyAnnotation, isBlind, isFinished })
}

/** In which answers two annotations differ: `emotion`, `note`... */
export function differences(a: Annotation, b: Annotation): string[] {
  return (Object.keys(emptyAnnotation) as (keyof Annotation)[]).filter(
    key => canonicalJson(a[key]) !== canonicalJson(b[key]),
  )
}
