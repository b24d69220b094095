import { Hono, type Context } from 'hono'
import { z } from 'zod'
import {
  clipIdsQuerySchema,
  clipQuerySchema,
  listFileQuerySchema,
  type ClipDetail,
  type ClipPage,
} from '#contracts/clip'
import { clipCountsQuerySchema, clipSpreadQuerySchema, type ClipCounts, type ClipSpread } from '#contracts/clip-counts'
import type { ColumnInfo } from '#contracts/clip-query'
import type { DrawnWindows, Measures } from '#contracts/cue'
import type { Judgement } from '#contracts/judgement'
import { saliencyScaleQuerySchema, type SaliencyScale } from '#contracts/saliency-scale'
import { saliencyMethodSchema } from '#contracts/settings'
import type { WhatIf } from '#contracts/what-if'
import type { Engine } from '#engine/open-engine'
import { clipTextGrid } from '#engine/exports/annotations/clip-text-grid'
import { hideNames } from '#engine/exports/hide-names'
import { tableCsv } from '#engine/exports/table'
import { tableParquet } from '#engine/exports/table-parquet'
import { namedColumnInfos } from '#engine/projects/annotation-columns'
import { columnInfos } from '#engine/projects/audit-table'
import { clipPage, conditionsOf, listedClips } from '#engine/projects/clip-page'
import { ClipViews } from '#engine/projects/clip-views'
import { listTable } from '#engine/projects/list-export'
import { untoldClips } from '#engine/projects/untold-clips'
import { arrayResponse } from '../arrays'
import { cuesQuery, drawsQuery, partQuery, regionsQuery } from '../cue-queries'
import { idParameter, query } from '../validate'

const fileTypes = { csv: 'text/csv; charset=utf-8', parquet: 'application/vnd.apache.parquet' } as const

const saliencyQuery = z.object({
  method: saliencyMethodSchema.default('occlusion'),
  target: z.string().optional(),
  against: z.string().optional(),
  /** coarse: occlusion may answer with a sketch where its map takes long and is not stored. */
  detail: z.enum(['coarse', 'fine']).default('fine'),
})
const conceptsQuery = z.object({
  layer: z.string().max(500).default(''),
  target: z.string().optional(),
  against: z.string().optional(),
})

/** The clips of an audit: the table, and all that is looked at in one clip. */
export function clipRoutes(engine: Engine): Hono {
  const clips = '/projects/:project/audits/:audit/clips'
  const views = async (c: Context): Promise<ClipViews> =>
    new ClipViews(await engine.project(c.req.param('project') ?? ''), engine.pool)
  const place = (c: Context): [number, number] => [idParameter(c, 'audit'), idParameter(c, 'clip')]
  return new Hono()
    .get(clips, async c => {
      const session = await engine.project(c.req.param('project'))
      return c.json<ClipPage>(await clipPage(session, idParameter(c, 'audit'), query(c, clipQuerySchema)))
    })
    .get('/projects/:project/audits/:audit/clip-counts', async c => {
      const { by, ...filter } = query(c, clipCountsQuerySchema)
      const { db, tables } = await engine.project(c.req.param('project'))
      const table = await tables.ready(idParameter(c, 'audit'))
      const columns = by.split(',').slice(0, 3)
      return c.json<ClipCounts>(table.counts(conditionsOf(filter), columns, untoldClips(db, filter)))
    })
    .get('/projects/:project/audits/:audit/clip-spread', async c => {
      const { column, bins, ...filter } = query(c, clipSpreadQuerySchema)
      const { db, tables } = await engine.project(c.req.param('project'))
      const table = await tables.ready(idParameter(c, 'audit'))
      return c.json<ClipSpread>(table.spread(conditionsOf(filter), column, bins, untoldClips(db, filter)))
    })
    .get('/projects/:project/audits/:audit/clip-ids', async c => {
      const wanted = query(c, clipIdsQuerySchema)
      const { offset, limit } = wanted
      const { db, tables } = await engine.project(c.req.param('project'))
      const all = listedClips(db, await tables.ready(idParameter(c, 'audit')), wanted)
      const data = Float32Array.from(all.subarray(offset, offset + limit))
      return arrayResponse({ shape: [data.length], data, meta: { total: all.length } })
    })
    .get('/projects/:project/audits/:audit/list-file', async c => {
      const { format, names, ...filter } = query(c, listFileQuerySchema)
      const session = await engine.project(c.req.param('project'))
      const known = new Map([...columnInfos(), ...namedColumnInfos(session.db)].map(info => [info.id, info]))
      const infos = (filter.columns ?? 'file').split(',').flatMap(id => known.get(id) ?? [])
      const wanted = clipQuerySchema.parse(filter)
      const table = await listTable(session, idParameter(c, 'audit'), wanted, infos)
      const [shown] = names === 'hidden' ? hideNames([table]) : [table]
      const bytes = format === 'csv' ? new TextEncoder().encode(tableCsv(shown)) : tableParquet(shown)
      return c.body(bytes as Uint8Array<ArrayBuffer>, 200, { 'content-type': fileTypes[format] })
    })
    .get('/projects/:project/audits/:audit/saliency-scale', async c => {
      const question = query(c, saliencyScaleQuerySchema)
      const session = await engine.project(c.req.param('project'))
      const [auditId, clipViews] = [idParameter(c, 'audit'), await views(c)]
      const scale = session.scales.ask(auditId, question, ({ clipId, target, against }) =>
        clipViews.saliency(auditId, clipId, question.method, target, against, 'fine', 'bulk'),
      )
      return c.json<SaliencyScale>(scale)
    })
    .get('/clip-columns', c => c.json<ColumnInfo[]>(columnInfos()))
    .get(`${clips}/:clip`, async c => c.json<ClipDetail>(await (await views(c)).detail(...place(c))))
    .get(`${clips}/:clip/text-grid`, async c => {
      const { db } = await engine.project(c.req.param('project'))
      return c.text(clipTextGrid(db, ...place(c)))
    })
    .get(`${clips}/:clip/audio`, async c => arrayResponse(await (await views(c)).audio(...place(c))))
    .get(`${clips}/:clip/log-mel`, async c => arrayResponse(await (await views(c)).logMel(...place(c))))
    .get(`${clips}/:clip/thumbnail`, async c => arrayResponse(await (await views(c)).thumbnail(...place(c))))
    .get(`${clips}/:clip/saliency`, async c => {
      const { method, target, against, detail } = query(c, saliencyQuery)
      return arrayResponse(
        await (await views(c)).saliency(...place(c), method, target ?? null, against ?? null, detail),
      )
    })
    .get(`${clips}/:clip/measures`, async c => {
      const { at } = query(c, regionsQuery)
      return c.json<Measures>(await (await views(c)).measures(...place(c), at))
    })
    .get(`${clips}/:clip/what-if`, async c => {
      const { at: regions, band = null } = query(c, partQuery)
      return c.json<WhatIf>(await (await views(c)).whatIf(...place(c), { regions, band }))
    })
    .get(`${clips}/:clip/random-windows`, async c => {
      const { at, limit } = query(c, drawsQuery)
      return c.json<DrawnWindows>(await (await views(c)).drawnWindows(...place(c), at, limit))
    })
    .get(`${clips}/:clip/cue-weakness`, async c => {
      const { cues } = query(c, cuesQuery)
      return arrayResponse(await (await views(c)).cueWeakness(...place(c), cues))
    })
    .get(`${clips}/:clip/cue-tracks`, async c => {
      const { cues } = query(c, cuesQuery)
      return arrayResponse(await (await views(c)).cueTracks(...place(c), cues))
    })
    .get(`${clips}/:clip/judgement`, async c => {
      const { method, target } = query(c, saliencyQuery)
      return c.json<Judgement>(await (await views(c)).judgement(...place(c), method, target ?? null))
    })
    .get(`${clips}/:clip/concepts`, async c => {
      const { layer, target, against } = query(c, conceptsQuery)
      return arrayResponse(await (await views(c)).concepts(...place(c), layer, target ?? null, against ?? null))
    })
}
