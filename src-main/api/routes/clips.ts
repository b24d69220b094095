import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { clipQuerySchema, type ClipDetail, type ClipPage } from '#contracts/clip'
import type { Judgement } from '#contracts/judgement'
import { saliencyMethodSchema } from '#contracts/settings'
import type { Engine } from '#engine/open-engine'
import { ClipViews } from '#engine/projects/clip-views'
import { clipPage } from '#engine/store/clips'
import { getAudit } from '#engine/store/audits'
import { arrayResponse } from '../arrays'
import { idParameter, query } from '../validate'

const saliencyQuery = z.object({
  method: saliencyMethodSchema.default('occlusion'),
  target: z.string().optional(),
  against: z.string().optional(),
})
const conceptsQuery = z.object({ layer: z.string().max(500).default(''), target: z.string().optional() })

/** The clips of an audit: the table, and all that is looked at in one clip. */
export function clipRoutes(engine: Engine): Hono {
  const clips = '/projects/:project/audits/:audit/clips'
  const views = async (c: Context): Promise<ClipViews> =>
    new ClipViews(await engine.project(c.req.param('project') ?? ''), engine.pool)
  const place = (c: Context): [number, number] => [idParameter(c, 'audit'), idParameter(c, 'clip')]
  return new Hono()
    .get(clips, async c => {
      const { db } = await engine.project(c.req.param('project'))
      return c.json<ClipPage>(clipPage(db, getAudit(db, idParameter(c, 'audit')), query(c, clipQuerySchema)))
    })
    .get(`${clips}/:clip`, async c => c.json<ClipDetail>(await (await views(c)).detail(...place(c))))
    .get(`${clips}/:clip/audio`, async c => arrayResponse(await (await views(c)).audio(...place(c))))
    .get(`${clips}/:clip/log-mel`, async c => arrayResponse(await (await views(c)).logMel(...place(c))))
    .get(`${clips}/:clip/saliency`, async c => {
      const { method, target, against } = query(c, saliencyQuery)
      return arrayResponse(await (await views(c)).saliency(...place(c), method, target ?? null, against ?? null))
    })
    .get(`${clips}/:clip/judgement`, async c => {
      const { method, target } = query(c, saliencyQuery)
      return c.json<Judgement>(await (await views(c)).judgement(...place(c), method, target ?? null))
    })
    .get(`${clips}/:clip/concepts`, async c => {
      const { layer, target } = query(c, conceptsQuery)
      return arrayResponse(await (await views(c)).concepts(...place(c), layer, target ?? null))
    })
}
