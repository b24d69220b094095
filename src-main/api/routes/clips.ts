import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { clipQuerySchema, listFileQuerySchema, type ClipDetail, type ClipPage } from '#contracts/clip'
import { clipCountsQuerySchema, clipSpreadQuerySchema, type ClipCounts, type ClipSpread } from '#contracts/clip-counts'
import type { ColumnInfo } from '#contracts/clip-query'
import type { Measures } from '#contracts/cue'
import type { Judgement } from '#contracts/judgement'
import { saliencyMethodSchema } from '#contracts/settings'
import type { Engine } from '#engine/open-engine'
import { hideNames } from '#engine/exports/hide-names'
import { tableCsv } from '#engine/exports/table'
import { tableParquet } from '#engine/exports/table-parquet'
import { namedColumnInfos } from '#engine/projects/annotation-columns'
import { columnInfos } from '#engine/projects/audit-table'
import { clipPage, conditionsOf } from '#engine/projects/clip-page'
import { ClipViews } from '#engine/projects/clip-views'
import { listTable } from '#engine/projects/list-export'
import { arrayResponse } from '../arrays'
import { cuesQuery, regionsQuery } from '../cue-queries'
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
      const { tables } = await engine.project(c.req.param('project'))
      const table = await tables.ready(idParameter(c, 'audit'))
      return c.json<ClipCounts>(table.counts(conditionsOf(filter), by.split(',').slice(0, 3)))
    })
    .get('/projects/:project/audits/:audit/clip-spread', async c => {
      const { column, bins, ...filter } = query(c, clipSpreadQuerySchema)
      const { tables } = await engine.project(c.req.param('project'))
      const table = await tables.ready(idParameter(c, 'audit'))
      return c.json<ClipSpread>(table.spread(conditionsOf(filter), column, bins))
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
    .get('/clip-columns', c => c.json<ColumnInfo[]>(columnInfos()))
    .get(`${clips}/:clip`, async c => c.json<ClipDetail>(await (await views(c)).detail(...place(c))))
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
