import { Hono, type Context } from 'hono'
import { clipQuerySchema } from '#contracts/clip'
import { readerQuerySchema } from '#contracts/clip-query'
import { newTableViewSchema, type SliceReport, type TableView } from '#contracts/table-view'
import type { Engine } from '#engine/open-engine'
import { conditionsOf } from '#engine/projects/clip-page'
import type { ProjectSession } from '#engine/projects/project-session'
import { readerOf, untoldClips } from '#engine/projects/untold-clips'
import { deleteTableView, listTableViews, pinClip, saveTableView, unpinClip } from '#engine/store/table-views'
import { idParameter, jsonBody, query } from '../validate'

/** Views of the table that a project keeps, and how its slices stand against the rest. */
export function tableViewRoutes(engine: Engine): Hono {
  const views = '/projects/:project/views'
  const session = (c: Context): Promise<ProjectSession> => engine.project(c.req.param('project') ?? '')
  const place = (c: Context): [number, number] => [idParameter(c, 'view'), idParameter(c, 'clip')]
  return new Hono()
    .get(views, async c => c.json<TableView[]>(listTableViews((await session(c)).db)))
    .post(views, async c => {
      const view = await jsonBody(c, newTableViewSchema)
      return c.json<TableView>(saveTableView((await session(c)).db, view))
    })
    .delete(`${views}/:view`, async c => {
      deleteTableView((await session(c)).db, idParameter(c, 'view'))
      return c.json({})
    })
    .put(`${views}/:view/pins/:clip`, async c => c.json<TableView>(pinClip((await session(c)).db, ...place(c))))
    .delete(`${views}/:view/pins/:clip`, async c => c.json<TableView>(unpinClip((await session(c)).db, ...place(c))))
    .get('/projects/:project/audits/:audit/slices', async c => {
      const { db, tables, path } = await session(c)
      const auditId = idParameter(c, 'audit')
      const of = query(c, readerQuerySchema)
      const untold = untoldClips(db, of)
      const table = await tables.ready(auditId)
      const slices = listTableViews(db)
        .filter(({ isSlice }) => isSlice)
        .map(({ id, name, filter }) => {
          const where = conditionsOf(clipQuerySchema.parse({ ...filter, sort: undefined }))
          const clipIds = table.select({ sort: 'file', order: 'asc', where }).filter(clipId => !untold.has(clipId))
          return { viewId: id, name, clipIds }
        })
      const { report } = await engine.options.summarise({
        kind: 'slices',
        project: path,
        auditId,
        slices,
        reader: readerOf(db, of),
      })
      return c.json<SliceReport>(report)
    })
}
