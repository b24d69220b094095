/**
 * The log of annotation steps: saved, undone, done again, each once whatever is sent twice. Undo takes back an annotator's
 * last step, on whichever clip it was, and every one before it; a redo is a step like others, so that it can be undone too.
 */
import { annotationSchema, type Annotation, type AnnotationEvent, type SaveAnnotation } from '#contracts/annotation'
import { applyChanges, isSame } from '#engine/annotations/apply-changes'
import { CueScopeError } from '#engine/base/errors'
import { canonicalJson } from '#engine/base/hash'
import { annotatedFile, getAnnotation, putAnnotation } from './annotations'
import { getAnnotator, setStacks } from './annotators'
import type { ReadDb, WriteDb } from './handles'

type Kind = AnnotationEvent['kind']

interface EventRow {
  seq: number
  id: string
  annotatorId: number
  clipId: number
  kind: Kind
  at: string
  worked_sec: number
  listens: number
  before: string | null
  after: string | null
  below: number | null
}

const columns =
  'seq, id, annotator_id AS annotatorId, clip_id AS clipId, kind, at, worked_sec, listens, before, after, below'

/** A step to be written. */
export interface NewEvent {
  readonly id: string
  readonly annotatorId: number
  readonly clipId: number
  readonly kind: Kind
  readonly at: string
  readonly workedSec: number
  readonly listens: number
  readonly before: Annotation | null
  readonly after: Annotation | null
  /** The step under it on its stack. */
  readonly below: number | null
  readonly earlier?: readonly string[]
}

/** Changes an annotation; what changes nothing only adds to the time and the listens. Sent twice, it is done once. */
export function saveAnnotation(
  db: WriteDb,
  annotatorId: number,
  clipId: number,
  save: SaveAnnotation,
  at: string,
): void {
  const { eventId, changes, begunAt, workedSec, listens } = save
  db.transaction(() => {
    annotatedFile(db, clipId)
    const annotator = getAnnotator(db, annotatorId)
    const known = findEvent(db, eventId)
    if (known !== null) return checkSame(known, annotatorId, clipId, ['change', 'work'])
    const { annotation: before, effort, eventSeq } = getAnnotation(db, annotatorId, clipId)
    const after = applyChanges(before, changes)
    const isChange = !isSame(before, after)
    const seq = addEvent(db, {
      ...{ id: eventId, annotatorId, clipId, at, workedSec, listens },
      kind: isChange ? 'change' : 'work',
      before: isChange ? before : null,
      after: isChange ? after : null,
      below: isChange ? annotator.undoTop : null,
    })
    if (isChange) setStacks(db, annotatorId, seq, null)
    putAnnotation(db, {
      ...{ annotatorId, clipId, annotation: after, eventSeq: isChange ? seq : eventSeq },
      effort: {
        begunAt: earliest(effort.begunAt, begunAt ?? at),
        finishedAt: finishedAt(before, after, effort.finishedAt, at),
        changedAt: isChange ? at : effort.changedAt,
        workedSec: effort.workedSec + workedSec,
        listens: effort.listens + listens,
      },
    })
  }).immediate()
}

/**
 * Takes the annotator's last step back, or does the last one taken back again. @returns the clips it was on
 * @throws CueScopeError not-found: there is none
 */
export function stepBackOrForth(
  db: WriteDb,
  annotatorId: number,
  kind: 'undo' | 'redo',
  eventId: string,
  at: string,
): number[] {
  return db
    .transaction(() => {
      const { undoTop, redoTop, name } = getAnnotator(db, annotatorId)
      const known = eventsOf(db, eventId)
      if (known.length > 0) return clipsOfSame(known, annotatorId, kind)
      const [from, onto] = kind === 'undo' ? [undoTop, redoTop] : [redoTop, undoTop]
      if (from === null)
        throw new CueScopeError('not-found', `There is nothing of ${name} to ${kind}.`, { annotatorId })
      const steps = wholeStep(db, from)
      let top: number | null = onto
      steps.forEach((step, place) => {
        const { clipId } = step
        const { annotation: before, effort } = getAnnotation(db, annotatorId, clipId)
        const after = annotationSchema.parse(JSON.parse(step.before!))
        const id = stepIdOf(step.id) === null ? eventId : numberedId(eventId, place)
        top = addEvent(db, { id, annotatorId, clipId, kind, at, workedSec: 0, listens: 0, before, after, below: top })
        putAnnotation(db, {
          ...{ annotatorId, clipId, annotation: after, eventSeq: top },
          effort: { ...effort, changedAt: at, finishedAt: finishedAt(before, after, effort.finishedAt, at) },
        })
      })
      const left = steps.at(-1)!.below
      setStacks(db, annotatorId, kind === 'undo' ? left : top, kind === 'undo' ? top : left)
      return steps.map(({ clipId }) => clipId)
    })
    .immediate()
}

/** All steps on a clip, in order. */
export function annotationEvents(db: ReadDb, annotatorId: number, clipId: number): AnnotationEvent[] {
  const state = (json: string | null): Annotation | null =>
    json === null ? null : annotationSchema.parse(JSON.parse(json))
  return db
    .prepare<[number, number], EventRow>(
      `SELECT ${columns} FROM annotation_events WHERE annotator_id = ? AND clip_id = ? ORDER BY seq`,
    )
    .all(annotatorId, clipId)
    .map(({ id, kind, at, worked_sec: workedSec, listens, before, after }) => ({
      ...{ id, kind, at, workedSec, listens },
      before: state(before),
      after: state(after),
    }))
}

/** What a step on one clip, or on many, wrote; none where there is no such step. */
export function eventsOf(db: ReadDb, stepId: string): EventRow[] {
  const one = findEvent(db, stepId)
  if (one !== null) return [one]
  return db
    .prepare<[string], EventRow>(`SELECT ${columns} FROM annotation_events WHERE id GLOB ? ORDER BY seq`)
    .all(`${stepId}--[0-9]*`)
}

/** The step at the top of a stack, on all clips that it was on, the last of them first. */
function wholeStep(db: ReadDb, top: number): EventRow[] {
  const found = [eventAt(db, top)]
  const stepId = stepIdOf(found[0].id)
  for (let { below } = found[0]; stepId !== null && below !== null; below = found.at(-1)!.below) {
    const next = eventAt(db, below)
    if (stepIdOf(next.id) !== stepId) break
    found.push(next)
  }
  return found
}

/** Id of one of the events of a step on many clips. */
export function numberedId(stepId: string, place: number): string {
  return `${stepId}--${place}`
}

/** Of the event of a step on many clips; null: it is a step on one. */
export function stepIdOf(eventId: string): string | null {
  return /^(.+)--\d+$/.exec(eventId)?.[1] ?? null
}

export function findEvent(db: ReadDb, id: string): EventRow | null {
  return db.prepare<[string], EventRow>(`SELECT ${columns} FROM annotation_events WHERE id = ?`).get(id) ?? null
}

/** @returns its place in the log */
export function addEvent(db: WriteDb, event: NewEvent): number {
  const json = (state: Annotation | null): string | null => (state === null ? null : canonicalJson(state))
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO annotation_events (id, annotator_id, clip_id, kind, at, worked_sec, listens, before, after, below, earlier)
       VALUES (@id, @annotatorId, @clipId, @kind, @at, @workedSec, @listens, @before, @after, @below, @earlier)`,
    )
    .run({
      ...event,
      before: json(event.before),
      after: json(event.after),
      earlier: event.earlier === undefined ? null : JSON.stringify(event.earlier),
    })
  return Number(lastInsertRowid)
}

function eventAt(db: ReadDb, seq: number): EventRow {
  return db.prepare<[number], EventRow>(`SELECT ${columns} FROM annotation_events WHERE seq = ?`).get(seq)!
}

/** The clips of a step that is sent again. */
export function clipsOfSame(known: readonly EventRow[], annotatorId: number, kind: Kind): number[] {
  for (const event of known) checkSame(event, annotatorId, event.clipId, [kind])
  return known.map(({ clipId }) => clipId)
}

/** The same id again is the same step sent again, or a fault of whoever made the ids. */
function checkSame(known: EventRow, annotatorId: number, clipId: number, kinds: readonly Kind[]): void {
  if (known.annotatorId === annotatorId && known.clipId === clipId && kinds.includes(known.kind)) return
  throw new CueScopeError('bad-option', `The event id ${known.id} belongs to another step: make a new one for each.`, {
    eventId: known.id,
  })
}

function finishedAt(before: Annotation, after: Annotation, known: string | null, at: string): string | null {
  if (!after.isFinished) return null
  return before.isFinished ? known : at
}

function earliest(a: string | null, b: string): string {
  return a !== null && Date.parse(a) <= Date.parse(b) ? a : b
}
