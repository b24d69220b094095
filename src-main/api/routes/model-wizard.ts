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
  return new Hono()
    .post('/model-wizard/inspect', async c => {
      const { path, answers } = await jsonBody(c, inspectModelSchema)
      return c.json<ModelProposal>(await inspect(engine.pool, { path: paths.resolve(path), answers }))
    })
    .post('/model-wizard/package', async c => {
      const { path, out, ...rest } = await jsonBody(c, packageModelSchema)
      const places = { path: paths.resolve(path), out: paths.resolve(out) }
      return c.json<PackagedModel>(await packageModel(engine.pool, { ...places, ...rest }))
    })
    .post('/model-wizard/check', async c => {
      const { path, clip, ...question } = await jsonBody(c, checkModelSchema)
      const places = { path: paths.resolve(path), clip: paths.resolve(clip) }
      return c.json<CheckReport>(await check(engine.pool, { ...places, ...question }))
    })
}
