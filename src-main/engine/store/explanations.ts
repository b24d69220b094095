import { bothSchema, explanationSchema, type Both, type Explanation } from '#contracts/clip'
import type { Measures } from '#contracts/cue'
import type { Segment } from '#contracts/segment'
import type { BothResult, MethodResult } from '#engine/pipeline'
import { toBlob } from './blob'
import type { ReadDb, WriteDb } from './handles'
import { measuresReader, saveMeasures } from './measures'

/** The row of both methods together stands among those of single ones, under this name. */
const BOTH = 'both'

/** A result's methods and what they give together. */
export interface Explanations {
  readonly explanations: Explanation[]
  readonly both: Both | null
}

type Stored<T extends { target: number }> = Omit<T, 'target'> & { readonly target: string }

export function saveExplanation(db: WriteDb, resultId: number | bigint, found: Stored<MethodResult>): void {
  const id = saveRow(db, resultId, found.method, found, found.facts)
  if (found.channels === undefined) return
  const { layer, relevances, top } = found.channels
  const chosen = top.map(({ channel, relevance, share }) => ({ channel, relevance, share }))
  db.prepare('INSERT INTO concepts (explanation_id, layer, relevances, top) VALUES (?, ?, ?, ?)').run(
    id,
    layer,
    toBlob(relevances),
    JSON.stringify(chosen),
  )
}

export function saveBoth(db: WriteDb, resultId: number | bigint, both: Stored<BothResult>): void {
  saveRow(db, resultId, BOTH, both, both.agreement)
}

function saveRow(
  db: WriteDb,
  resultId: number | bigint,
  method: string,
  { target, profile, segments, ...measures }: Stored<Omit<BothResult, 'agreement'>>,
  facts: object,
): number | bigint {
  const { lastInsertRowid: id } = db
    .prepare('INSERT INTO explanations (result_id, method, target, profile, facts) VALUES (?, ?, ?, ?, ?)')
    .run(resultId, method, target, toBlob(Float32Array.from(profile)), JSON.stringify(facts))
  const segment = db.prepare(
    'INSERT INTO segments (explanation_id, rank, start_sec, end_sec, score, share) VALUES (?, @rank, @startSec, @endSec, @score, @share)',
  )
  for (const found of segments) segment.run(id, found)
  saveMeasures(db, id, measures)
  return id
}

interface ExplanationRow {
  id: number
  method: string
  target: string
  facts: string
  layer: string | null
  relevances: Buffer | null
  top: string | null
}

export function getExplanations(db: ReadDb, resultId: number): Explanations {
  const rows = db
    .prepare<[number], ExplanationRow>(
      `SELECT e.id, method, target, facts, layer, relevances, top FROM explanations e
       LEFT JOIN concepts ON explanation_id = e.id WHERE result_id = ? ORDER BY e.id`,
    )
    .all(resultId)
  const segments = db.prepare<[number], Segment>(
    'SELECT rank, start_sec AS startSec, end_sec AS endSec, score, share FROM segments WHERE explanation_id = ? ORDER BY rank',
  )
  const measuresOf = measuresReader(db)
  const shared = ({ id, target }: ExplanationRow): object => ({
    target,
    segments: segments.all(id),
    ...measuresOf(id),
  })
  const both = rows.find(({ method }) => method === BOTH)
  const single = rows.filter(({ method }) => method !== BOTH)
  return {
    explanations: single.map(row =>
      explanationSchema.parse({
        ...shared(row),
        method: row.method,
        facts: JSON.parse(row.facts),
        concepts: conceptsOf(row),
      }),
    ),
    both: both === undefined ? null : bothSchema.parse({ ...shared(both), agreement: JSON.parse(both.facts) }),
  }
}

/** Reads what was measured of a result's first method, by the result's id; null: it has none. */
export function firstMeasures(db: ReadDb): (resultId: number) => Measures | null {
  const first = db.prepare<[number], { id: number | null }>(
    'SELECT min(id) AS id FROM explanations WHERE result_id = ?',
  )
  const measuresOf = measuresReader(db)
  return resultId => {
    const { id } = first.get(resultId)!
    return id === null ? null : measuresOf(id)
  }
}

/** The windows of all methods of a result, and of both together. */
export function getSegments(db: ReadDb, resultId: number): (Segment & { readonly method: string })[] {
  return db
    .prepare<[number], Segment & { method: string }>(
      `SELECT method, rank, start_sec AS startSec, end_sec AS endSec, score, share FROM explanations e
       JOIN segments ON explanation_id = e.id WHERE result_id = ? ORDER BY e.id, rank`,
    )
    .all(resultId)
}

function conceptsOf({ layer, relevances, top }: ExplanationRow): object | null {
  return layer === null ? null : { layer, channels: relevances!.length / 4, top: JSON.parse(top!) }
}
