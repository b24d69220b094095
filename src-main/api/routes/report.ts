import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { readerSchema } from '#contracts/clip-query'
import type { ReportFigureFile } from '#contracts/report-figure'
import type { Engine } from '#engine/open-engine'
import { readerOf } from '#engine/projects/untold-clips'
import { reportPolicy } from '#engine/report/report-html'
import { getAudit } from '#engine/store/audits'
import type { SummaryTask } from '#engine/summaries/summary-task'
import { idParameter, query } from '../validate'

type ReportTask = Extract<SummaryTask, { hasHiddenNames: boolean }>

const reportQuery = z.strictObject({
  table: z.string().max(60).nullable().default(null),
  names: z.enum(['shown', 'hidden']).default('shown'),
  reader: readerSchema,
})

/** The report of an audit as a page of its own, under a policy that lets nothing run in it; and its figures one by one. */
export function reportRoutes(engine: Engine, programVersion: string): Hono {
  const report = '/projects/:project/audits/:audit/report'
  const asked = async (c: Context): Promise<Omit<ReportTask, 'kind'>> => {
    const { table, names, ...of } = query(c, reportQuery)
    const { db, path: project } = await engine.project(c.req.param('project') ?? '')
    const { id: auditId } = getAudit(db, idParameter(c, 'audit'))
    const reader = readerOf(db, of)
    return { project, auditId, table, hasHiddenNames: names === 'hidden', programVersion, reader }
  }
  return new Hono()
    .get(report, async c => {
      const { page } = await engine.options.summarise({ kind: 'report', ...(await asked(c)) })
      return c.html(page, 200, { 'content-security-policy': `${reportPolicy}; frame-ancestors 'none'; sandbox` })
    })
    .get(`${report}/figures`, async c => {
      const { figures } = await engine.options.summarise({ kind: 'report-figures', ...(await asked(c)) })
      return c.json<ReportFigureFile[]>(figures)
    })
}
