import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { clipQuerySchema } from '#contracts/clip'
import {
  neighboursQuerySchema,
  newClipMapSchema,
  newSelectionSchema,
  type ClipMapCard,
  type ClipNeighbours,
  type ClipSelectionCard,
} from '#contracts/clip-map'
import { columnIdSchema, readerSchema } from '#contracts/clip-query'
import type { Engine } from '#engine/open-engine'
import { selectionOf } from '#engine/projects/clip-page'
import { mapMatches, mapValues, toldPoints } from '#engine/projects/map-values'
import type { ProjectSession } from '#engine/projects/project-session'
import { untoldClips } from '#engine/projects/untold-clips'
import { getAudit } from '#engine/store/audits'
import { saveSelection, selectedClips } from '#engine/store/clip-selections'
import { arrayResponse } from '../arrays'
import { idParameter, jsonBody, query } from '../validate'

const valuesQuery = z.object({ column: columnIdSchema, reader: readerSchema })

/** Maps of an audit's clips, clips chosen on them, and the clips most like one. */
export function clipMapRoutes(engine: Engine): Hono {
  const audit = '/projects/:project/audits/:audit'
  const one = `${audit}/maps/:map`
  const session = (c: Context): Promise<ProjectSession> => engine.project(c.req.param('project') ?? '')
  const auditId = (c: Context): number => idParameter(c, 'audit')
  const place = (c: Context): [number, number] => [auditId(c), idParameter(c, 'map')]
  return new Hono()
    .get(`${audit}/maps`, async c => c.json<ClipMapCard[]>((await session(c)).maps.list(auditId(c))))
    .post(`${audit}/maps`, async c => {
      const question = await jsonBody(c, newClipMapSchema)
      return c.json<ClipMapCard>((await session(c)).maps.start(auditId(c), question))
    })
    .get(one, async c => c.json<ClipMapCard>((await session(c)).maps.card(...place(c))))
    .post(`${one}/cancel`, async c => c.json<ClipMapCard>(await (await session(c)).maps.cancel(...place(c))))
    .get(`${one}/points`, async c => {
      const { clipIds, places } = (await session(c)).maps.places(...place(c))
      const data = new Float32Array(3 * clipIds.length)
      // Ids are whole numbers far below 2^24: exact in 32 bits.
      clipIds.forEach((clipId, i) => data.set([clipId, places[2 * i], places[2 * i + 1]], 3 * i))
      return arrayResponse({ shape: [clipIds.length, 3], data, meta: { columns: ['clipId', 'x', 'y'] } })
    })
    .get(`${one}/values`, async c => {
      const { column, ...of } = query(c, valuesQuery)
      const { db, tables, maps } = await session(c)
      const clipIds = toldPoints(maps.places(...place(c)).clipIds, untoldClips(db, of))
      const { values, words } = mapValues(await tables.ready(auditId(c)), clipIds, column)
      return arrayResponse({ shape: [values.length], data: values, meta: { column, words } })
    })
    .get(`${one}/matches`, async c => {
      const filter = query(c, clipQuerySchema)
      const { where } = selectionOf(filter)
      const { db, tables, maps } = await session(c)
      const clipIds = toldPoints(maps.places(...place(c)).clipIds, untoldClips(db, filter))
      const data = mapMatches(await tables.ready(auditId(c)), clipIds, where)
      return arrayResponse({ shape: [data.length], data, meta: {} })
    })
    .post(`${audit}/selections`, async c => {
      const { clips } = await jsonBody(c, newSelectionSchema)
      const { db } = await session(c)
      return c.json<ClipSelectionCard>(saveSelection(db, getAudit(db, auditId(c)).id, clips))
    })
    .get(`${audit}/selections/:selection`, async c => {
      const { db } = await session(c)
      const clips = Float32Array.from(selectedClips(db, auditId(c), c.req.param('selection')))
      return arrayResponse({ shape: [clips.length], data: clips, meta: {} })
    })
    .get(`${audit}/clips/:clip/neighbours`, async c => {
      const { k, ...of } = query(c, neighboursQuerySchema)
      const { maps } = await session(c)
      return c.json<ClipNeighbours>(await maps.neighbours(auditId(c), idParameter(c, 'clip'), k, of))
    })
}
