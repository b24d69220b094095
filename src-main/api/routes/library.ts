import { Hono } from 'hono'
import { z } from 'zod'
import { readerQuerySchema } from '#contracts/clip-query'
import type { CueInfo } from '#contracts/cue'
import type { LabelMap } from '#contracts/dataset'
import type { ModelCard } from '#contracts/model'
import { lookAtNamesSchema, lookSchema, type DroppedThing } from '#contracts/dropped-thing'
import type { ModelDetails } from '#contracts/model-wizard'
import {
  addModelSchema,
  newProjectSchema,
  openProjectSchema,
  projectPlaceSchema,
  renameProjectSchema,
  type Library,
  type Project,
} from '#contracts/project'
import { cueRegistry } from '#engine/cues/registry'
import { defaultLabelMap } from '#engine/datasets/label-map'
import { lookAtName, lookAtPath } from '#engine/library/look-at-path'
import { describe } from '#engine/model-wizard/model-wizard'
import type { Engine } from '#engine/open-engine'
import type { PathGrants } from '../path-grants'
import { jsonBody, query } from '../validate'

const removalQuery = z.object({ file: z.enum(['stays', 'goes']).default('stays') })
const labelMapQuery = z.object({ project: z.string(), dataset: z.coerce.number().int() })

/** Projects and models that the program knows. */
export function libraryRoutes(engine: Engine, paths: PathGrants): Hono {
  return new Hono()
    .get('/library', c => c.json<Library>(engine.describeLibrary()))
    .get('/cues', c => c.json<readonly CueInfo[]>(cueRegistry))
    .post('/projects', async c => {
      const { name, folder } = await jsonBody(c, newProjectSchema)
      const session = await engine.createProject(name, folder === undefined ? undefined : paths.resolve(folder))
      return c.json<Project>(session.describe())
    })
    .post('/projects/open', async c => {
      const { path } = await jsonBody(c, openProjectSchema)
      return c.json<Project>((await engine.openProject(paths.resolve(path), 'open')).describe())
    })
    .post('/projects/demo', async c => c.json<Project>((await engine.openDemo()).describe()))
    .get('/projects/:project', async c => {
      const of = query(c, readerQuerySchema)
      return c.json<Project>((await engine.project(c.req.param('project'))).describe(of))
    })
    .put('/projects/:project', async c => {
      const { name } = await jsonBody(c, renameProjectSchema)
      return c.json<Project>((await engine.renameProject(c.req.param('project'), name)).describe())
    })
    .put('/projects/:project/place', async c => {
      await engine.keepPlace(c.req.param('project'), await jsonBody(c, projectPlaceSchema.nullable()))
      return c.json({})
    })
    .delete('/projects/:project', async c => {
      const { file } = query(c, removalQuery)
      if (file === 'goes') await engine.deleteProject(c.req.param('project'))
      else await engine.forgetProject(c.req.param('project'))
      return c.json({})
    })
    .post('/paths/look', async c => {
      const { paths: refs } = await jsonBody(c, lookSchema)
      const things = refs.map(async ref => ({ ref, ...(await lookAtPath(paths.resolve(ref))) }))
      return c.json<DroppedThing[]>(await Promise.all(things))
    })
    .post('/names/look', async c => {
      const { names } = await jsonBody(c, lookAtNamesSchema)
      return c.json<DroppedThing[]>(names.map(name => ({ ref: '', ...lookAtName(name) })))
    })
    .post('/models', async c =>
      c.json<ModelCard>(await engine.addModel(paths.resolve((await jsonBody(c, addModelSchema)).folder))),
    )
    .get('/models/:model', async c =>
      c.json<ModelDetails>(await describe(engine.pool, engine.model(c.req.param('model')).folder)),
    )
    .delete('/models/:model', async c => {
      await engine.removeModel(c.req.param('model'))
      return c.json({})
    })
    .get('/models/:model/label-map', async c => {
      const { project, dataset } = query(c, labelMapQuery)
      const { datasets } = (await engine.project(project)).describe()
      const emotions = datasets.find(({ id }) => id === dataset)?.emotions ?? {}
      return c.json<LabelMap>(
        defaultLabelMap(Object.keys(emotions), engine.model(c.req.param('model')).manifest.labels),
      )
    })
}
