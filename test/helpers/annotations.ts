import { randomUUID } from 'node:crypto'
import {
  annotationSchema,
  changeManySchema,
  saveAnnotationSchema,
  type Annotation,
  type AnnotationChanges,
  type ChangeManyInput,
} from '#contracts/annotation'
import { changeMany } from '#engine/store/annotation-changes-of-many'
import { saveAnnotation, stepBackOrForth } from '#engine/store/annotation-steps'
import { getAnnotation } from '#engine/store/annotations'
import { findOrAddAnnotator, getAnnotator } from '#engine/store/annotators'
import type { WriteDb } from '#engine/store/handles'

/** An annotator at work in a project: each call a step, a second apart. */
export class Worker {
  readonly id: number

  constructor(
    private readonly db: WriteDb,
    name: string,
    private clockMs = Date.parse('2026-01-01T10:00:00Z'),
  ) {
    this.id = findOrAddAnnotator(db, name)
  }

  save(clipId: number, changes: AnnotationChanges, work: { workedSec?: number; listens?: number } = {}): string {
    const eventId = randomUUID()
    const save = saveAnnotationSchema.parse({ eventId, changes, ...work })
    saveAnnotation(this.db, this.id, clipId, save, this.#now())
    return eventId
  }

  undo(): number {
    return stepBackOrForth(this.db, this.id, 'undo', randomUUID(), this.#now())[0]
  }

  redo(): number {
    return stepBackOrForth(this.db, this.id, 'redo', randomUUID(), this.#now())[0]
  }

  /** @returns the clips that it changed */
  many(clipIds: readonly number[], changes: Omit<ChangeManyInput, 'eventId' | 'clipIds'>): number[] {
    const wanted = changeManySchema.parse({ eventId: randomUUID(), clipIds, ...changes })
    return changeMany(this.db, this.id, wanted, this.#now())
  }

  canUndo(): boolean {
    return getAnnotator(this.db, this.id).undoTop !== null
  }

  canRedo(): boolean {
    return getAnnotator(this.db, this.id).redoTop !== null
  }

  says(clipId: number): Annotation {
    return annotationSchema.parse(getAnnotation(this.db, this.id, clipId).annotation)
  }

  #now(): string {
    this.clockMs += 1000
    return new Date(this.clockMs).toISOString()
  }
}
