import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import {
  checkModelSchema,
  inspectModelSchema,
  packageModelSchema,
  type CheckReport,
  type ModelProposal,
  type PackagedModel,
} from '#contracts/model-wizard'
import { check, inspect, packageModel } from '#engine/model-wizard/model-wizard'
import type { Engine } from '#engine/open-engine'
import type { PathGrants } from '../path-grants'
import { jsonBody } from '../validate'

/** From a model file to a package, step by step. */
export function modelWizardRoutes(engine: Engine, paths: PathGrants): Hono {
  /** A path, or a clip of a project that is known. */
  const clipPath = async (clip: string): Promise<string> => {
    const [, project, id] = /^clip:(\w+)\/(\d+)$/.exec(clip) ?? []
    return project === undefined ? paths.resolve(clip) : (await engine.project(project)).clipPath(Number(id))
  }
  return new Hono()
    .post('/model-wizard/inspect', async c => {
      const { path, answers } = await jsonBody(c, inspectModelSchema)
      return c.json<ModelProposal>(await inspect(engine.pool, { path: paths.resolve(path), answers }))
    })
    .post('/model-wizard/package', async c => {
      const { path, out, ...rest } = await jsonBody(c, packageModelSchema)
      const place = out === undefined ? await engine.makeModelsFolder() : paths.resolve(out)
      const made = await packageModel(engine.pool, { path: paths.resolve(path), out: place, ...rest })
      const id = randomBytes(16).toString('hex')
      paths.grant(id, made.folder)
      return c.json<PackagedModel>({ ...made, ref: `grant:${id}` })
    })
    .post('/model-wizard/check', async c => {
      const { path, clip, ...question } = await jsonBody(c, checkModelSchema)
      const places = { path: paths.resolve(path), clip: await clipPath(clip) }
      return c.json<CheckReport>(await check(engine.pool, { ...places, ...question }))
    })
}
