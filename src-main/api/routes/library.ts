import { Hono } from 'hono'
import { z } from 'zod'
import type { CueInfo } from '#contracts/cue'
import type { LabelMap } from '#contracts/dataset'
import type { ModelCard } from '#contracts/model'
import { addModelSchema, newProjectSchema, openProjectSchema, type Library, type Project } from '#contracts/project'
import { cueRegistry } from '#engine/cues/registry'
import { defaultLabelMap } from '#engine/datasets/label-map'
import type { Engine } from '#engine/open-engine'
import type { PathGrants } from '../path-grants'
import { jsonBody, query } from '../validate'

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
    .get('/projects/:project', async c => c.json<Project>((await engine.project(c.req.param('project'))).describe()))
    .delete('/projects/:project', async c => {
      await engine.forgetProject(c.req.param('project'))
      return c.json({})
    })
    .post('/models', async c =>
      c.json<ModelCard>(await engine.addModel(paths.resolve((await jsonBody(c, addModelSchema)).folder))),
    )
    .get('/models/:model/label-map', async c => {
      const { project, dataset } = query(c, labelMapQuery)
      const { datasets } = (await engine.project(project)).describe()
      const emotions = datasets.find(({ id }) => id === dataset)?.emotions ?? {}
      return c.json<LabelMap>(
        defaultLabelMap(Object.keys(emotions), engine.model(c.req.param('model')).manifest.labels),
      )
    })
}
