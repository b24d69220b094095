import type { LabelsFile, SentLabel } from '#contracts/labels-file'
import { eachAnnotation, type StoredAnnotation } from './annotations'
import type { ReadDb } from './handles'

/** Every annotator's newest word on every clip, with the steps that led to it. @param annotatorIds null: everybody */
export function sentLabels(db: ReadDb, annotatorIds: readonly number[] | null): LabelsFile['clips'] {
  const nameOf = new Map(db.prepare<[], [number, string]>('SELECT id, name FROM annotators').raw().all())
  const placeOf = db.prepare<[number], { file: string; sha256: string | null }>(
    'SELECT file, sha256 FROM clips WHERE id = ?',
  )
  const stepsOf = stepReader(db)
  const clips: { file: string; sha256: string | null; labels: SentLabel[] }[] = []
  let clipId = -1
  for (const stored of eachAnnotation(db, annotatorIds)) {
    const steps = stepsOf(stored)
    if (steps === null) continue
    if (stored.clipId !== clipId) clips.push({ ...placeOf.get(stored.clipId)!, labels: [] })
    clipId = stored.clipId
    const { id: eventId, at, earlier } = steps
    const { annotation, effort } = stored
    clips[clips.length - 1].labels.push({
      ...{ annotator: nameOf.get(stored.annotatorId)!, eventId, at, earlier, annotation, effort },
    })
  }
  return clips.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
}

export interface Steps {
  /** The step that made the present state. */
  readonly id: string
  readonly at: string
  /** Those before it, here and where labels came from. */
  readonly earlier: string[]
}

/** Reads how an annotation came about; null: nothing was said yet. */
export function stepReader(db: ReadDb): (stored: StoredAnnotation) => Steps | null {
  const events = db.prepare<
    [number, number],
    { seq: number; id: string; at: string; kind: string; earlier: string | null }
  >('SELECT seq, id, at, kind, earlier FROM annotation_events WHERE annotator_id = ? AND clip_id = ? ORDER BY seq')
  return ({ annotatorId, clipId, eventSeq }) => {
    if (eventSeq === null) return null
    const steps = events.all(annotatorId, clipId)
    const current = steps.find(({ seq }) => seq === eventSeq)!
    const ids = steps.flatMap(({ id, earlier }) => [id, ...(JSON.parse(earlier ?? '[]') as string[])])
    return { id: current.id, at: current.at, earlier: [...new Set(ids)].filter(id => id !== current.id) }
  }
}
