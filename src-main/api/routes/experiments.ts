import { Hono, type Context } from 'hono'
import {
  experimentResultQuerySchema,
  newExperimentSchema,
  type ExperimentCard,
  type ExperimentResult,
} from '#contracts/experiment'
import type { Experiments } from '#engine/experiments/experiments'
import type { Engine } from '#engine/open-engine'
import { idParameter, jsonBody, query } from '../validate'

/** Experiments over the clips of an audit. */
export function experimentRoutes(engine: Engine): Hono {
  const all = '/projects/:project/audits/:audit/experiments'
  const one = `${all}/:experiment`
  const experiments = async (c: Context): Promise<Experiments> =>
    (await engine.project(c.req.param('project') ?? '')).experiments
  const place = (c: Context): [number, number] => [idParameter(c, 'audit'), idParameter(c, 'experiment')]
  return new Hono()
    .get(all, async c => c.json<ExperimentCard[]>((await experiments(c)).list(idParameter(c, 'audit'))))
    .post(all, async c => {
      const question = await jsonBody(c, newExperimentSchema)
      const { card } = await (await experiments(c)).start(idParameter(c, 'audit'), question)
      return c.json<ExperimentCard>(card)
    })
    .get(one, async c => c.json<ExperimentCard>((await experiments(c)).card(...place(c))))
    .get(`${one}/result`, async c =>
      c.json<ExperimentResult>(await (await experiments(c)).tell(...place(c), query(c, experimentResultQuerySchema))),
    )
    .post(`${one}/pause`, async c => c.json<ExperimentCard>(await (await experiments(c)).stop(...place(c), 'paused')))
    .post(`${one}/cancel`, async c =>
      c.json<ExperimentCard>(await (await experiments(c)).stop(...place(c), 'cancelled')),
    )
    .delete(one, async c => {
      await (await experiments(c)).remove(...place(c))
      return c.json({})
    })
    .post(`${one}/resume`, async c => c.json<ExperimentCard>(await (await experiments(c)).resume(...place(c))))
}
