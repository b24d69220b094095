import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { scanReportSchema, type ClipFacts, type ClipName, type DatasetCard, type ScanReport } from '#contracts/dataset'
import { CueScopeError } from '#engine/base/errors'
import type { ReadDb, WriteDb } from './handles'

const corporaSchema = z.array(z.object({ importer: z.string(), title: z.string(), clips: z.number() }))

/**
 * Adds a folder, or brings one that is there up to date: new files are added, vanished ones stay with their results
 * but are no longer part of the data set.
 */
export function saveDataset(db: WriteDb, name: string, report: ScanReport, clips: readonly ClipFacts[]): number {
  const corpora = JSON.stringify(
    report.corpora.map(({ importer, title, clips: count }) => ({ importer, title, clips: count })),
  )
  const upsertDataset = db.prepare<[string, string, string, string, string], { id: number }>(`
    INSERT INTO datasets (name, folder, corpora, refused, created_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (folder) DO UPDATE SET corpora = excluded.corpora, refused = excluded.refused RETURNING id`)
  const upsertClip = db.prepare(`
    INSERT INTO clips (dataset_id, file, corpus, speaker, sex, emotion, emotion_code, intensity, sentence, repetition)
    VALUES (@datasetId, @file, @dataset, @speaker, @sex, @emotion, @emotionCode, @intensity, @sentence, @repetition)
    ON CONFLICT (dataset_id, file) DO UPDATE SET corpus = excluded.corpus, speaker = excluded.speaker, sex = excluded.sex,
      emotion = excluded.emotion, emotion_code = excluded.emotion_code, intensity = excluded.intensity,
      sentence = excluded.sentence, repetition = excluded.repetition, is_present = 1`)
  return db.transaction(() => {
    const { id } = upsertDataset.get(
      name,
      report.folder,
      corpora,
      JSON.stringify(report.refused),
      new Date().toISOString(),
    )!
    db.prepare('UPDATE clips SET is_present = 0 WHERE dataset_id = ?').run(id)
    for (const clip of clips) upsertClip.run({ ...clip, datasetId: id })
    return id
  })()
}

export function listDatasets(db: ReadDb): DatasetCard[] {
  const rows = db
    .prepare<[], { id: number; name: string; folder: string; corpora: string }>('SELECT * FROM datasets ORDER BY id')
    .all()
  const counts = db.prepare<[number], { clips: number; speakers: number }>(`
    SELECT count(*) AS clips, count(DISTINCT corpus || '/' || speaker) AS speakers FROM clips WHERE dataset_id = ? AND is_present`)
  return rows.map(({ id, name, folder, corpora }) => ({
    id,
    name,
    folder,
    ...counts.get(id)!,
    corpora: corporaSchema.parse(JSON.parse(corpora)),
    emotions: emotionCounts(db, id),
    isMissing: isFolderMissing(folder),
  }))
}

export function isFolderMissing(folder: string): boolean {
  return !existsSync(folder)
}

/** What is known of a clip's file: null where nobody has read it yet. */
export interface KnownFile {
  readonly file: string
  readonly sha256: string | null
  readonly size: number | null
}

/** Of every clip that is part of the data set, by file. */
export function knownFiles(db: ReadDb, datasetId: number): KnownFile[] {
  return db
    .prepare<[number], KnownFile>(
      'SELECT file, sha256, size FROM clips WHERE dataset_id = ? AND is_present ORDER BY file',
    )
    .all(datasetId)
}

/** Its folder lies elsewhere now. @throws CueScopeError bad-option: another data set has that folder */
export function moveDataset(db: WriteDb, id: number, folder: string): void {
  const owner = db.prepare<[string], { id: number; name: string }>('SELECT id, name FROM datasets WHERE folder = ?')
  const other = owner.get(folder)
  if (other !== undefined && other.id !== id)
    throw new CueScopeError('bad-option', `${folder} is the data set ${other.name} of this project already.`, {
      folder,
    })
  db.prepare('UPDATE datasets SET folder = ? WHERE id = ?').run(folder, id)
}

/** Name and folder alone: what is asked for at every step of an audit and at every look at a clip. */
export function datasetPlace(db: ReadDb, id: number): { readonly name: string; readonly folder: string } {
  const row = db
    .prepare<[number], { name: string; folder: string }>('SELECT name, folder FROM datasets WHERE id = ?')
    .get(id)
  if (row === undefined) throw new CueScopeError('not-found', `This project has no data set ${id}.`)
  return row
}

/** Where a clip's file is, in whichever data set. */
export function clipPath(db: ReadDb, clipId: number): string {
  const row = db
    .prepare<[number], { folder: string; file: string }>(
      'SELECT folder, file FROM clips JOIN datasets ON datasets.id = dataset_id WHERE clips.id = ?',
    )
    .get(clipId)
  if (row === undefined) throw new CueScopeError('not-found', `This project has no clip ${clipId}.`)
  return join(row.folder, row.file)
}

/** Clips of a data set whose file holds this text, by file. */
export function findClips(db: ReadDb, datasetId: number, text: string, limit: number): ClipName[] {
  return db
    .prepare<[object], ClipName>(
      `SELECT id, file FROM clips WHERE dataset_id = @datasetId AND is_present AND instr(lower(file), lower(@text)) > 0
       ORDER BY file LIMIT @limit`,
    )
    .all({ datasetId, text, limit })
}

/** Clips of each canonical emotion, most frequent first. */
export function emotionCounts(db: ReadDb, datasetId: number): Record<string, number> {
  const rows = db
    .prepare<[number], { emotion: string; n: number }>(
      'SELECT emotion, count(*) AS n FROM clips WHERE dataset_id = ? AND is_present AND emotion IS NOT NULL GROUP BY emotion ORDER BY n DESC, emotion',
    )
    .all(datasetId)
  return Object.fromEntries(rows.map(({ emotion, n }) => [emotion, n]))
}

/** What the folder's listing passed over, with the reasons. */
export function refusedFiles(db: ReadDb, datasetId: number): ScanReport['refused'] {
  const row = db.prepare<[number], { refused: string }>('SELECT refused FROM datasets WHERE id = ?').get(datasetId)
  return scanReportSchema.shape.refused.parse(JSON.parse(row?.refused ?? '[]'))
}
