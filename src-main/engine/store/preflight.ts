/** What looking over a data set found. Readings belong to the audio's content, faults of a file to the clip. */
import { z } from 'zod'
import { errorBodySchema, errorCodes, type ErrorBody } from '#contracts/error'
import type { PreflightKind, PreflightReport } from '#contracts/preflight'
import { refusedFiles } from './datasets'
import type { ReadDb, WriteDb } from './handles'

/** A clip that nobody has read since its file came or changed. */
export interface UnreadClip {
  readonly id: number
  readonly file: string
}

export interface AudioReading {
  readonly sha256: string
  readonly size: number
  readonly mtimeMs: number
  readonly sampleRateHz: number
  readonly channels: number
  readonly samples: number
  readonly notes: readonly ErrorBody[]
}

export function unreadClips(db: ReadDb, datasetId: number): UnreadClip[] {
  return db
    .prepare<[number], UnreadClip>(
      `SELECT id, file FROM clips WHERE dataset_id = ? AND is_present
       AND (sha256 IS NULL OR sha256 NOT IN (SELECT sha256 FROM audio)) ORDER BY file`,
    )
    .all(datasetId)
}

export function saveReading(db: WriteDb, clipId: number, reading: AudioReading): void {
  const { sha256, size, mtimeMs, sampleRateHz, channels, samples, notes } = reading
  db.transaction(() => {
    db.prepare('UPDATE clips SET sha256 = ?, size = ?, mtime_ms = ? WHERE id = ?').run(sha256, size, mtimeMs, clipId)
    db.prepare(
      'INSERT INTO audio (sha256, sample_rate_hz, channels, samples, notes) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ).run(sha256, sampleRateHz, channels, samples, JSON.stringify(notes))
    db.prepare('DELETE FROM unreadable_clips WHERE clip_id = ?').run(clipId)
  })()
}

export function saveUnreadable(db: WriteDb, clipId: number, error: ErrorBody): void {
  db.prepare(
    'INSERT INTO unreadable_clips (clip_id, error) VALUES (?, ?) ON CONFLICT DO UPDATE SET error = excluded.error',
  ).run(clipId, JSON.stringify(error))
}

type Item = PreflightReport['findings'][number]['items'][number]

/** Worst first; any other note follows. */
const gravest: readonly PreflightKind[] = [
  'unreadable',
  'silence',
  'too-short',
  'label-conflict',
  'duplicate',
  'clipped',
]
const order = [...gravest, ...errorCodes.filter(code => !gravest.includes(code)), 'odd-rate', 'passed-over']

/** @param limit items of each finding */
export function readPreflight(db: ReadDb, datasetId: number, limit: number): Omit<PreflightReport, 'state'> {
  const found = new Map<PreflightKind, Item[]>()
  const add = (kind: PreflightKind, item: Item): void => void (found.get(kind)?.push(item) ?? found.set(kind, [item]))

  for (const { file, message } of refusedFiles(db, datasetId)) add('passed-over', { file, message })
  for (const { file, error } of unreadable(db, datasetId))
    add('unreadable', { file, message: errorBodySchema.parse(JSON.parse(error)).message })
  for (const { file, notes } of noted(db, datasetId))
    for (const { code, message } of z.array(errorBodySchema).parse(JSON.parse(notes))) add(code, { file, message })
  const rates = sampleRates(db, datasetId)
  for (const { file, hz } of oddRates(db, datasetId, rates[0]?.hz ?? 0))
    add('odd-rate', { file, message: `${hz} Hz; most of the data set has ${rates[0].hz} Hz.` })
  for (const { kind, file, message } of sameAudio(db, datasetId)) add(kind, { file, message })

  const findings = [...found]
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([kind, items]) => ({ kind, count: items.length, items: items.slice(0, limit) }))
  return { ...counts(db, datasetId), sampleRates: rates, findings }
}

function counts(db: ReadDb, datasetId: number): Pick<PreflightReport, 'done' | 'total' | 'seconds'> {
  return db
    .prepare<[number], { done: number; total: number; seconds: number }>(
      `SELECT count(*) AS total, count(coalesce(audio.sha256, unreadable_clips.clip_id)) AS done,
              coalesce(sum(audio.samples / audio.sample_rate_hz), 0) AS seconds
       FROM clips LEFT JOIN audio USING (sha256) LEFT JOIN unreadable_clips ON clip_id = clips.id
       WHERE dataset_id = ? AND is_present`,
    )
    .get(datasetId)!
}

function unreadable(db: ReadDb, datasetId: number): { file: string; error: string }[] {
  return db
    .prepare<[number], { file: string; error: string }>(
      `SELECT file, error FROM unreadable_clips JOIN clips ON clips.id = clip_id
       WHERE dataset_id = ? AND is_present ORDER BY file`,
    )
    .all(datasetId)
}

const readClips = 'clips JOIN audio USING (sha256) WHERE dataset_id = @datasetId AND is_present'

function noted(db: ReadDb, datasetId: number): { file: string; notes: string }[] {
  return db
    .prepare<[object], { file: string; notes: string }>(
      `SELECT file, notes FROM ${readClips} AND notes <> '[]' ORDER BY file`,
    )
    .all({ datasetId })
}

function sampleRates(db: ReadDb, datasetId: number): PreflightReport['sampleRates'] {
  return db
    .prepare<[object], { hz: number; clips: number }>(
      `SELECT sample_rate_hz AS hz, count(*) AS clips FROM ${readClips} GROUP BY hz ORDER BY clips DESC, hz`,
    )
    .all({ datasetId })
}

function oddRates(db: ReadDb, datasetId: number, usualHz: number): { file: string; hz: number }[] {
  return db
    .prepare<[object], { file: string; hz: number }>(
      `SELECT file, sample_rate_hz AS hz FROM ${readClips} AND sample_rate_hz <> @usualHz ORDER BY file`,
    )
    .all({ datasetId, usualHz })
}

/** Files of the same bytes: harmless twins, or one recording under two emotions. */
function sameAudio(db: ReadDb, datasetId: number): (Item & { readonly kind: PreflightKind })[] {
  const rows = db
    .prepare<[object], { sha256: string; file: string; emotion: string | null }>(
      `SELECT sha256, file, emotion FROM clips WHERE dataset_id = @datasetId AND is_present AND sha256 IN (
         SELECT sha256 FROM clips WHERE dataset_id = @datasetId AND is_present AND sha256 IS NOT NULL
         GROUP BY sha256 HAVING count(*) > 1)
       ORDER BY sha256, file`,
    )
    .all({ datasetId })
  const bySha = new Map<string, typeof rows>()
  for (const row of rows) bySha.set(row.sha256, [...(bySha.get(row.sha256) ?? []), row])
  return [...bySha.values()].flatMap(([first, ...rest]) => {
    const isSplit = rest.some(({ emotion }) => emotion !== first.emotion)
    return rest.map(({ file, emotion }) => ({
      file,
      kind: isSplit ? ('label-conflict' as const) : ('duplicate' as const),
      message: isSplit
        ? `${emotion ?? 'Without an emotion'}; ${first.file} is the same recording: ${first.emotion ?? 'without an emotion'}.`
        : `The same recording as ${first.file}.`,
    }))
  })
}
