import type { Annotation, ChangeMany } from '#contracts/annotation'
import { applyChanges, isSame } from '#engine/annotations/apply-changes'
import { CueScopeError } from '#engine/base/errors'
import { addEvent, clipsOfSame, eventsOf, numberedId } from './annotation-steps'
import { annotatedFile, getAnnotation, putAnnotation } from './annotations'
import { getAnnotator, setStacks } from './annotators'
import type { WriteDb } from './handles'

/** Of one annotation, as `annotationSchema` has it. */
const MOST_TAGS = 50

/**
 * The same said of many clips: an event for each that it changes, which one undo takes back together. Sent twice, it is
 * done once. @returns the clips that it changed
 * @throws CueScopeError not-found: a clip; bad-option: a clip would have too many tags. Then nothing is changed.
 */
export function changeMany(db: WriteDb, annotatorId: number, wanted: ChangeMany, at: string): number[] {
  const { eventId } = wanted
  return db
    .transaction(() => {
      let top = getAnnotator(db, annotatorId).undoTop
      const known = eventsOf(db, eventId)
      if (known.length > 0) return clipsOfSame(known, annotatorId, 'change')
      const changed: number[] = []
      for (const clipId of new Set(wanted.clipIds)) {
        const file = annotatedFile(db, clipId)
        const { annotation: before, effort } = getAnnotation(db, annotatorId, clipId)
        const after = toldOf(before, wanted, file)
        if (isSame(before, after)) continue
        const id = numberedId(eventId, changed.length)
        const step = { id, annotatorId, clipId, at, workedSec: 0, listens: 0 }
        top = addEvent(db, { ...step, kind: 'change', before, after, below: top })
        putAnnotation(db, {
          ...{ annotatorId, clipId, annotation: after, eventSeq: top },
          effort: { ...effort, begunAt: effort.begunAt ?? at, changedAt: at },
        })
        changed.push(clipId)
      }
      if (changed.length > 0) setStacks(db, annotatorId, top, null)
      return changed
    })
    .immediate()
}

function toldOf(before: Annotation, { addTags, removeTags, verdicts }: ChangeMany, file: string): Annotation {
  const tags = [...new Set([...before.tags, ...addTags])].filter(tag => !removeTags.includes(tag))
  if (tags.length > MOST_TAGS)
    throw new CueScopeError('bad-option', `${file} would have more than ${MOST_TAGS} tags: take some away first.`, {
      file,
    })
  return applyChanges(before, { tags, verdicts })
}
