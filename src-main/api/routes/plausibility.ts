import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { readerQuerySchema, readerSchema } from '#contracts/clip-query'
import type { ExpertCueInfo, ExpertTable, ExpertTableChange } from '#contracts/expert-table'
import {
  plausibilitySettingsSchema,
  type AuditTables,
  type ClipPlausibilityView,
  type PlausibilityReport,
} from '#contracts/plausibility'
import type { Engine } from '#engine/open-engine'
import { expertCueInfos } from '#engine/plausibility/expert-cues'
import type { PlausibilityDesk } from '#engine/projects/plausibility-desk'
import { idParameter, jsonBody, query } from '../validate'

/** A query has texts only; what it leaves out is the default. */
const settingsQuery = z.preprocess(
  texts =>
    Object.fromEntries(
      Object.entries(texts as Record<string, string>).map(([key, text]) => [
        key,
        text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text),
      ]),
    ),
  plausibilitySettingsSchema,
)
/** Without settings: with those chosen. */
const plausibilityQuery = z.looseObject({ reader: readerSchema }).transform(({ reader, ...texts }, context) => {
  const of = { reader }
  if (Object.keys(texts).length === 0) return { of, settings: null }
  const settings = settingsQuery.safeParse(texts)
  if (settings.success) return { of, settings: settings.data }
  for (const { path, message } of settings.error.issues) context.addIssue({ code: 'custom', path, message })
  return z.NEVER
})

const versionQuery = z.object({ version: z.coerce.number().int().min(1).optional() })

/** What experts expect of the voice, and whether a model's evidence fits it. */
export function plausibilityRoutes(engine: Engine): Hono {
  const audit = '/projects/:project/audits/:audit'
  const tables = '/projects/:project/expert-tables'
  const views = async (c: Context): Promise<PlausibilityDesk> =>
    (await engine.project(c.req.param('project') ?? '')).plausibility
  return new Hono()
    .get('/expert-cues', c => c.json<ExpertCueInfo[]>([...expertCueInfos]))
    .get(tables, async c => c.json<ExpertTable[]>((await views(c)).tables()))
    .post(tables, async c => c.json<ExpertTable>((await views(c)).saveTable(await jsonBody(c, z.unknown()))))
    .post(`${tables}/:table/diff`, async c => {
      const { version = null } = query(c, versionQuery)
      const after = await jsonBody(c, z.unknown())
      return c.json<ExpertTableChange[]>((await views(c)).diff(c.req.param('table') ?? '', version, after))
    })
    .get(`${audit}/plausibility`, async c => {
      const [shown, id] = [await views(c), idParameter(c, 'audit')]
      const { of, settings } = query(c, plausibilityQuery)
      return c.json<PlausibilityReport>(await (settings ? shown.preview(id, settings, of) : shown.report(id, of)))
    })
    .put(`${audit}/plausibility`, async c => {
      const settings = await jsonBody(c, plausibilitySettingsSchema)
      const of = query(c, readerQuerySchema)
      return c.json<PlausibilityReport>(await (await views(c)).choose(idParameter(c, 'audit'), settings, of))
    })
    .get(`${audit}/cue-tables`, async c =>
      c.json<AuditTables>(await (await views(c)).auditTables(idParameter(c, 'audit'), query(c, readerQuerySchema))),
    )
    .get(`${audit}/clips/:clip/plausibility`, async c => {
      const [auditId, clipId] = [idParameter(c, 'audit'), idParameter(c, 'clip')]
      const of = query(c, readerQuerySchema)
      return c.json<ClipPlausibilityView>(await (await views(c)).clip(auditId, clipId, of))
    })
}
