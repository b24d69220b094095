/**
 * Takes the labels of a file into a project: all of it or nothing. A label that is here already is passed over, so that a
 * file can be merged again; of two answers that don't come from one another the newer stands, and both are in the log.
 */
import type { LabelsFile, MergeReport, SentLabel } from '#contracts/labels-file'
import { differences } from '#engine/annotations/apply-changes'
import { judgeMerge, type HeldLabel, type MergeVerdict } from '#engine/annotations/merge-labels'
import { CueScopeError } from '#engine/base/errors'
import { groupBy } from '#engine/plausibility/group-by'
import { addEvent, findEvent } from './annotation-steps'
import { getAnnotation, putAnnotation, type StoredAnnotation } from './annotations'
import { findAnnotator, findOrAddAnnotator, getAnnotator, setStacks } from './annotators'
import type { ReadDb, WriteDb } from './handles'
import { knownEmotions } from './known-emotions'
import { stepReader } from './sent-labels'

type LeftOut = MergeReport['leftOut'][number]

export function mergeLabels(db: WriteDb, sent: LabelsFile): MergeReport {
  const report: MergeReport = {
    ...{ labels: 0, added: 0, updated: 0, known: 0, newAnnotators: [], conflicts: [], leftOut: [] },
  }
  const clipOf = clipFinder(db)
  const emotions = knownEmotions(db)
  return db
    .transaction(() => {
      for (const { file, sha256, labels } of sent.clips) {
        report.labels += labels.length
        const clip = clipOf(file, sha256)
        if (typeof clip !== 'number') {
          report.leftOut.push({ file, labels: labels.length, reason: clip })
          continue
        }
        const isKnown = ({ annotation: { emotion } }: SentLabel): boolean => emotion === null || emotions.has(emotion)
        const unknown = labels.filter(label => !isKnown(label)).length
        if (unknown > 0) report.leftOut.push({ file, labels: unknown, reason: 'unknown-emotion' })
        for (const label of labels.filter(isKnown)) mergeLabel(db, clip, file, label, report)
      }
      return report
    })
    .immediate()
}

function mergeLabel(db: WriteDb, clipId: number, file: string, label: SentLabel, report: MergeReport): void {
  const isNew = findAnnotator(db, label.annotator) === null
  const annotatorId = findOrAddAnnotator(db, label.annotator)
  if (isNew) report.newAnnotators.push(label.annotator)
  checkStep(db, label, annotatorId, clipId)
  const stored = getAnnotation(db, annotatorId, clipId)
  const held = heldLabel(db, stored)
  const verdict = judgeMerge(held, label)
  if (verdict === 'known') {
    report.known++
    return
  }
  if (verdict === 'added' || verdict === 'updated') report[verdict]++
  else
    report.conflicts.push({
      ...{ file, annotator: label.annotator, stands: verdict === 'file-stands' ? 'file' : 'project' },
      differs: differences(stored.annotation, label.annotation),
      atInFile: label.at,
      atInProject: held!.at,
    })
  write(db, stored, label, verdict)
}

function write(db: WriteDb, stored: StoredAnnotation, label: SentLabel, verdict: MergeVerdict): void {
  const { annotatorId, clipId, annotation: before } = stored
  const { annotation, effort } = label
  const stands = verdict !== 'project-stands'
  const { undoTop } = getAnnotator(db, annotatorId)
  const seq = addEvent(db, {
    ...{ id: label.eventId, annotatorId, clipId, at: label.at, earlier: label.earlier },
    ...{ workedSec: effort.workedSec, listens: effort.listens },
    kind: stands ? 'merged' : 'kept',
    before,
    after: annotation,
    below: stands ? undoTop : null,
  })
  if (!stands) return
  setStacks(db, annotatorId, seq, null)
  putAnnotation(db, { annotatorId, clipId, annotation, effort, eventSeq: seq })
}

function heldLabel(db: ReadDb, stored: StoredAnnotation): HeldLabel | null {
  const steps = stepReader(db)(stored)
  if (steps === null) return null
  return { eventId: steps.id, at: steps.at, annotation: stored.annotation, earlier: new Set(steps.earlier) }
}

/** An id that belongs to another clip or annotator here would say that both are one step. */
function checkStep(db: ReadDb, { eventId, annotator }: SentLabel, annotatorId: number, clipId: number): void {
  const known = findEvent(db, eventId)
  if (known === null || (known.annotatorId === annotatorId && known.clipId === clipId)) return
  const message = `The step ${eventId} of ${annotator} belongs to another clip or annotator in this project: the file was changed by hand, or made by another project with the same ids. Nothing was merged.`
  throw new CueScopeError('duplicate-key', message, { eventId, annotator })
}

/** The clip with this content (of several the one of this place), else the clip of this place whose content is not known. */
function clipFinder(db: ReadDb): (file: string, sha256: string | null) => number | LeftOut['reason'] {
  const clips = db
    .prepare<[], { id: number; file: string; sha256: string | null }>('SELECT id, file, sha256 FROM clips')
    .all()
  const bySha = groupBy(clips, clip => clip.sha256)
  const byFile = groupBy(clips, clip => clip.file)
  return (file, sha256) => {
    const alike = sha256 === null ? [] : (bySha.get(sha256) ?? [])
    const namesakes = alike.filter(clip => clip.file === file)
    const found = namesakes.length > 0 ? namesakes : alike
    if (found.length === 1) return found[0].id
    if (found.length > 1) return 'several-clips'
    const there = byFile.get(file) ?? []
    const usable = there.filter(clip => clip.sha256 === null || sha256 === null)
    if (usable.length === 1) return usable[0].id
    if (usable.length > 1) return 'several-clips'
    return there.length > 0 ? 'other-audio' : 'unknown-clip'
  }
}
