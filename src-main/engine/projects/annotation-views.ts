/** Annotations of an open project: who they are by, what they say, in which order clips are heard, how far people agree. */
import type { AgreementReport, ClipAgreementPage, ClipAgreementQuery } from '#contracts/agreement'
import type {
  Annotator,
  AnnotationStep,
  ChangeMany,
  ClipAnnotation,
  ManyChanged,
  SaveAnnotation,
  Stepped,
} from '#contracts/annotation'
import type { NewQueues, QueueCard } from '#contracts/annotation-queue'
import type { ForeignLabels, LabelsFile, MergeReport } from '#contracts/labels-file'
import { agreementReport } from '#engine/annotations/agreement'
import { clipAgreements } from '#engine/annotations/clip-agreement'
import { contradictions } from '#engine/annotations/contradictions'
import { dealClips } from '#engine/annotations/deal-clips'
import { CueScopeError } from '#engine/base/errors'
import { addQueues } from '#engine/store/annotation-queues'
import { changeMany } from '#engine/store/annotation-changes-of-many'
import { whereHeard } from '#engine/store/annotation-places'
import { annotationEvents, eventsOf, saveAnnotation, stepBackOrForth, stepIdOf } from '#engine/store/annotation-steps'
import { annotatedFile, annotationsOfClip, getAnnotation, type StoredAnnotation } from '#engine/store/annotations'
import { findOrAddAnnotator, getAnnotator, listAnnotators, renameAnnotator, stepPlace } from '#engine/store/annotators'
import { getAudit } from '#engine/store/audits'
import type { WriteDb } from '#engine/store/handles'
import { checkEmotion } from '#engine/store/known-emotions'
import { mergeLabels } from '#engine/store/merge-labels'
import { getModel } from '#engine/store/models'
import { auditRatings, type AuditRatings } from './audit-ratings'
import { mergeForeign } from './merge-foreign'
import { projectLabels } from './project-labels'
import type { TableCache } from './table-cache'
import { untoldClips } from './untold-clips'
import { Workloads } from './workloads'

const FEW = 20

export class AnnotationViews {
  readonly #workloads: Workloads

  constructor(
    private readonly db: WriteDb,
    private readonly tables: TableCache,
    private readonly projectName: string,
  ) {
    this.#workloads = new Workloads(db)
  }

  /** The annotator of this name: a new one, or the one that is there. */
  addAnnotator(name: string): Annotator {
    const id = findOrAddAnnotator(this.db, name)
    return this.annotator(id)
  }

  rename(id: number, name: string): Annotator {
    renameAnnotator(this.db, id, name)
    this.tables.forgetAnnotations(null)
    return this.annotator(id)
  }

  annotators(): Annotator[] {
    return listAnnotators(this.db, this.#workloads.now())
  }

  annotator(id: number): Annotator {
    getAnnotator(this.db, id)
    return this.annotators().find(annotator => annotator.id === id)!
  }

  clip(annotatorId: number, clipId: number): ClipAnnotation {
    getAnnotator(this.db, annotatorId)
    const file = annotatedFile(this.db, clipId)
    return shown(getAnnotation(this.db, annotatorId, clipId), file)
  }

  /** What anybody said of a clip. */
  ofClip(clipId: number): ClipAnnotation[] {
    const file = annotatedFile(this.db, clipId)
    return annotationsOfClip(this.db, clipId).map(stored => shown(stored, file))
  }

  /** @throws CueScopeError label-unknown, not-found: a verdict on a model that the project does not have */
  save(annotatorId: number, clipId: number, save: SaveAnnotation): AnnotationStep {
    checkEmotion(this.db, save.changes.emotion)
    for (const modelId of Object.keys(save.changes.verdicts ?? {})) getModel(this.db, modelId)
    saveAnnotation(this.db, annotatorId, clipId, save, new Date().toISOString())
    this.tables.forgetAnnotations(clipId)
    return this.#step(annotatorId, clipId)
  }

  /** @throws CueScopeError not-found: a clip, or a model that a verdict is on */
  changeMany(annotatorId: number, wanted: ChangeMany): ManyChanged {
    for (const modelId of Object.keys(wanted.verdicts)) getModel(this.db, modelId)
    const clipIds = changeMany(this.db, annotatorId, wanted, new Date().toISOString())
    this.#forget(clipIds)
    return { clipIds, ...this.#stacks(annotatorId) }
  }

  undo(annotatorId: number, eventId: string): Stepped {
    return this.#go(annotatorId, 'undo', eventId)
  }

  redo(annotatorId: number, eventId: string): Stepped {
    return this.#go(annotatorId, 'redo', eventId)
  }

  /** @throws CueScopeError no-rows: no clip of the audit is selected */
  addQueues(auditId: number, request: NewQueues): QueueCard[] {
    const annotatorIds = [...new Set(request.annotatorIds)]
    const untold = untoldClips(this.db, request)
    const clipIds = this.tables
      .get(auditId)
      .select(request.selection)
      .filter(clipId => !untold.has(clipId))
    if (clipIds.length === 0)
      throw new CueScopeError('no-rows', 'No clip of this audit is selected: there is nothing to put into a queue.')
    const { seed, limit, sharedClips } = request
    const dealt = dealClips(clipIds, { annotators: annotatorIds.length, seed, limit, sharedClips })
    return addQueues(this.db, auditId, { ...request, annotatorIds }, dealt)
  }

  /** @param reader without the clips that this annotator has yet to hear in blind queues */
  agreement(auditId: number, annotatorIds: readonly number[] | null, seed: number, reader?: number): AgreementReport {
    return agreementReport(this.#ratings(auditId, annotatorIds, untoldClips(this.db, { reader })), seed)
  }

  /** Clip by clip, those of least agreement first. */
  clipAgreement(
    auditId: number,
    annotatorIds: readonly number[] | null,
    { of, offset, limit, reader }: Omit<ClipAgreementQuery, 'annotators'>,
  ): ClipAgreementPage {
    const ratings = this.#ratings(auditId, annotatorIds, untoldClips(this.db, { reader }))
    const found = clipAgreements(ratings, of)
    const rows = found.slice(offset, offset + limit).map(({ row, agreement, answers }) => {
      const clipId = ratings.clipIds[row]
      return { clipId, file: annotatedFile(this.db, clipId), agreement, answers: [...answers] }
    })
    return { total: found.length, offset, rows }
  }

  /** @param annotatorIds null: everybody */
  labels(annotatorIds: readonly number[] | null): LabelsFile {
    return projectLabels(this.db, this.projectName, annotatorIds)
  }

  merge(labels: LabelsFile): MergeReport {
    const report = mergeLabels(this.db, labels)
    this.tables.forgetAnnotations(null)
    return report
  }

  /** @param of what the file is called, and whose labels they are where it does not say */
  mergeForeign(bytes: Uint8Array, of: ForeignLabels): MergeReport {
    const report = mergeForeign(this.db, bytes, of, new Date().toISOString())
    this.tables.forgetAnnotations(null)
    return report
  }

  #go(annotatorId: number, kind: 'undo' | 'redo', eventId: string): Stepped {
    const clipIds = stepBackOrForth(this.db, annotatorId, kind, eventId, new Date().toISOString())
    this.#forget(clipIds)
    const [clipId] = clipIds
    const [{ id }] = eventsOf(this.db, eventId)
    const { before, after } = annotationEvents(this.db, annotatorId, clipId).find(event => event.id === id)!
    return {
      ...this.#step(annotatorId, clipId),
      ...{ before: before!, after: after!, clipIds, isOfMany: stepIdOf(id) !== null },
      ...whereHeard(this.db, annotatorId, clipId),
    }
  }

  #forget(clipIds: readonly number[]): void {
    // One by one is for those that one looks at; of many, all is read anew at once.
    if (clipIds.length > FEW) this.tables.forgetAnnotations(null)
    else for (const clipId of clipIds) this.tables.forgetAnnotations(clipId)
  }

  #step(annotatorId: number, clipId: number): AnnotationStep {
    return { ...this.clip(annotatorId, clipId), ...this.#stacks(annotatorId) }
  }

  /** Where the next undo and redo lead. */
  #stacks(annotatorId: number): Pick<AnnotationStep, 'undo' | 'redo'> {
    const { undoTop, redoTop } = getAnnotator(this.db, annotatorId)
    return { undo: stepPlace(this.db, undoTop), redo: stepPlace(this.db, redoTop) }
  }

  #ratings(auditId: number, annotatorIds: readonly number[] | null, untold?: ReadonlySet<number>): AuditRatings {
    return auditRatings(this.db, getAudit(this.db, auditId), this.tables.get(auditId), annotatorIds, untold)
  }
}

function shown({ clipId, annotatorId, annotation, effort }: StoredAnnotation, file: string): ClipAnnotation {
  return { clipId, file, annotatorId, annotation, effort, contradictions: contradictions(annotation) }
}
