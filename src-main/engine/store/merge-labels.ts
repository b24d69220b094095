/**
 * Takes the labels of a file into a project: all of it or nothing. A label that is here already is passed over, so that a
 * file can be merged again; of two answers that don't come from one another the newer stands, and both are in the log.
 */
import type { LabelsFile, MergeReport, SentLabel } from '#contracts/labels-file'
import { differences } from '#engine/annotations/apply-changes'
import { judgeMerge, type MergeVerdict } from '#engine/annotations/merge-labels'
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
      const merge = labelMerger(db, report)
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
        for (const label of labels.filter(isKnown)) merge(clip, file, label)
      }
      return report
    })
    .immediate()
}

function labelMerger(db: WriteDb, report: MergeReport): (clipId: number, file: string, label: SentLabel) => void {
  const idOf = annotatorIds(db, report.newAnnotators)
  const stepsOf = stepReader(db)
  return (clipId, file, label) => {
    const annotatorId = idOf(label.annotator)
    if (isHere(db, label, annotatorId, clipId)) {
      report.known++
      return
    }
    const stored = getAnnotation(db, annotatorId, clipId)
    const steps = stepsOf(stored)
    const held = steps && {
      ...{ eventId: steps.id, at: steps.at, annotation: stored.annotation },
      earlier: new Set(steps.earlier),
    }
    const verdict = judgeMerge(held, label)
    if (verdict === 'known' || verdict === 'added' || verdict === 'updated') report[verdict]++
    else
      report.conflicts.push({
        ...{ file, annotator: label.annotator, stands: verdict === 'file-stands' ? 'file' : 'project' },
        differs: differences(stored.annotation, label.annotation),
        atInFile: label.at,
        atInProject: held!.at,
      })
    if (verdict !== 'known') write(db, stored, label, verdict)
  }
}

/** Whoever is new is added, and named. */
function annotatorIds(db: WriteDb, added: string[]): (name: string) => number {
  const known = new Map<string, number>()
  return name => {
    const id = known.get(name)
    if (id !== undefined) return id
    if (findAnnotator(db, name) === null) added.push(name)
    const found = findOrAddAnnotator(db, name)
    known.set(name, found)
    return found
  }
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

/** Whether the step is in the log. An id that belongs to another clip or annotator would say that both are one step. */
function isHere(db: ReadDb, { eventId, annotator }: SentLabel, annotatorId: number, clipId: number): boolean {
  const known = findEvent(db, eventId)
  if (known === null) return false
  if (known.annotatorId === annotatorId && known.clipId === clipId) return true
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
