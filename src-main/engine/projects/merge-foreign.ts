import type { Annotation } from '#contracts/annotation'
import type { LabelsFile, MergeReport, SentLabel } from '#contracts/labels-file'
import { readForeignLabels } from '#engine/annotations/foreign-labels'
import type { TableLabel } from '#engine/annotations/labels-table'
import { canonicalJson } from '#engine/base/hash'
import { canonicalEmotion } from '#engine/datasets/emotion-words'
import { sha256 } from '#engine/files/sha256'
import { getAnnotation } from '#engine/store/annotations'
import { findAnnotator } from '#engine/store/annotators'
import { clipFiles } from '#engine/store/clips'
import type { ReadDb, WriteDb } from '#engine/store/handles'
import { knownEmotions } from '#engine/store/known-emotions'
import { mergeLabels } from '#engine/store/merge-labels'
import { stepReader } from '#engine/store/sent-labels'

/**
 * Takes the labels of another program's file into a project, as those of a labels file: what an annotator has said already
 * stays, but for what the file says otherwise. The same file again changes nothing.
 * @param annotator whose they are where the file does not say
 * @throws CueScopeError see readForeignLabels
 */
export function mergeForeign(
  db: WriteDb,
  bytes: Uint8Array,
  { name, annotator }: { readonly name: string; readonly annotator: string | null },
  now: string,
): MergeReport {
  const rows = readForeignLabels(bytes, name, annotator)
  const clips = new Map<string, { file: string; clipId: number | null; labels: Map<string, Annotation> }>()
  const clipOf = clipByName(db)
  const ambiguous = new Set<string>()
  for (const { file, annotator, annotation } of rows) {
    const found = clipOf(file)
    if (found === 'several') ambiguous.add(file)
    const place = found === null || found === 'several' ? { file, clipId: null } : found
    const clip = clips.get(place.file) ?? { ...place, labels: new Map<string, Annotation>() }
    clips.set(clip.file, clip)
    clip.labels.set(annotator, joined(clip.labels.get(annotator), annotation))
  }
  const toSent = sender(db, now)
  const sent: LabelsFile = {
    ...{ kind: 'cuescope-labels', version: 1, project: name, madeAt: now },
    clips: [...clips.values()].map(({ file, clipId, labels }) => ({
      file,
      sha256: null,
      labels: [...labels].map(([annotator, annotation]) => toSent({ file, annotator, annotation }, clipId)),
    })),
  }
  const report = mergeLabels(db, sent)
  return {
    ...report,
    leftOut: report.leftOut.map(one => (ambiguous.has(one.file) ? { ...one, reason: 'several-names' } : one)),
  }
}

/** Names its step by what it says, so that it is known when it comes again. */
function sender(db: ReadDb, at: string): (label: TableLabel, clipId: number | null) => SentLabel {
  const known = knownEmotions(db)
  const stepsOf = stepReader(db)
  return ({ file, annotator, annotation: said }, clipId) => {
    const { emotion } = said
    const word = emotion === null || known.has(emotion) ? emotion : (canonicalEmotion(emotion) ?? emotion)
    const annotatorId = findAnnotator(db, annotator)?.id
    const stored = clipId === null || annotatorId === undefined ? null : getAnnotation(db, annotatorId, clipId)
    const steps = stored && stepsOf(stored)
    const effort = stored?.effort ?? { begunAt: null, finishedAt: null, changedAt: null, workedSec: 0, listens: 0 }
    return {
      annotator,
      eventId: `table-${sha256(canonicalJson([file, annotator, said])).slice(0, 40)}`,
      at,
      earlier: steps === null ? [] : [steps.id, ...steps.earlier],
      annotation: joined(stored?.annotation, { ...said, emotion: word }),
      effort,
    }
  }
}

/** What was said, with what is said now in its place where it says anything. */
function joined(before: Annotation | undefined, now: Annotation): Annotation {
  if (before === undefined) return now
  const isNew = (region: Annotation['regions'][number]): boolean =>
    before.regions.every(one => canonicalJson(one) !== canonicalJson(region))
  return {
    ...{ emotion: now.emotion ?? before.emotion, note: now.note || before.note, verdicts: before.verdicts },
    ...{ arousal: now.arousal ?? before.arousal, valence: now.valence ?? before.valence },
    confidence: now.confidence ?? before.confidence,
    tags: [...new Set([...before.tags, ...now.tags])],
    regions: [...before.regions, ...now.regions.filter(isNew)],
    isBlind: now.isBlind ?? before.isBlind,
    isFinished: before.isFinished || now.isFinished,
  }
}

type ClipFile = ReturnType<typeof clipFiles>[number]

/** The clip that a table means: by its file, else by its bare name, with or without an ending, where that is one clip's. */
function clipByName(db: ReadDb): (name: string) => ClipFile | 'several' | null {
  const clips = new Map<string, ClipFile | 'several'>()
  const add = (key: string, clip: ClipFile): void => {
    const known = clips.get(key) ?? clip
    clips.set(key, known === 'several' || known.clipId !== clip.clipId ? 'several' : clip)
  }
  const all = clipFiles(db)
  for (const clip of all) for (const key of [bareName(clip.file), stem(clip.file)]) add(key, clip)
  const exact = new Map(all.map(clip => [clip.file.toLowerCase(), clip]))
  return name => {
    const path = name.replaceAll('\\', '/').replace(/^\.\//, '')
    return exact.get(path.toLowerCase()) ?? clips.get(bareName(path)) ?? clips.get(stem(path)) ?? null
  }
}

function bareName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).toLowerCase()
}

function stem(file: string): string {
  return bareName(file).replace(/\.\w+$/, '')
}
