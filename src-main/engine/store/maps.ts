import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import type { NamedArray } from '#contracts/arrays'
import type { SaliencyMethod } from '#contracts/settings'
import type { ReadDb, WriteDb } from './handles'

const shapeSchema = z.array(z.number().int().positive())
const metaSchema = z.record(z.string(), z.unknown())

/** Maps are kept for clips that somebody opened; all others are made again when asked for. */
export function saveMap(db: WriteDb, resultId: number, method: SaliencyMethod, target: string, map: NamedArray): void {
  const bytes = Buffer.from(map.data.buffer, map.data.byteOffset, map.data.byteLength)
  db.prepare(
    'INSERT INTO maps (result_id, method, target, meta, shape, data) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  ).run(
    resultId,
    method,
    target,
    JSON.stringify(map.meta),
    JSON.stringify(map.shape),
    deflateRawSync(bytes, { level: 1 }),
  )
}

export function getMap(db: ReadDb, resultId: number, method: SaliencyMethod, target: string): NamedArray | null {
  const row = db
    .prepare<[number, string, string], { meta: string; shape: string; data: Buffer }>(
      'SELECT meta, shape, data FROM maps WHERE result_id = ? AND method = ? AND target = ?',
    )
    .get(resultId, method, target)
  if (row === undefined) return null
  const bytes = new Uint8Array(inflateRawSync(row.data))
  return {
    shape: shapeSchema.parse(JSON.parse(row.shape)),
    data: new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4),
    meta: metaSchema.parse(JSON.parse(row.meta)),
  }
}
