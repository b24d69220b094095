import { Hono } from 'hono'
import { z } from 'zod'
import type { Engine } from '#engine/open-engine'
import { reportPolicy } from '#engine/report/report-html'
import { getAudit } from '#engine/store/audits'
import { idParameter, query } from '../validate'

const reportQuery = z.strictObject({
  table: z.string().max(60).nullable().default(null),
  names: z.enum(['shown', 'hidden']).default('shown'),
})

/** The report of an audit as a page of its own, under a policy that lets nothing run in it. */
export function reportRoutes(engine: Engine, programVersion: string): Hono {
  return new Hono().get('/projects/:project/audits/:audit/report', async c => {
    const { table, names } = query(c, reportQuery)
    const { db, path } = await engine.project(c.req.param('project'))
    const { id: auditId } = getAudit(db, idParameter(c, 'audit'))
    const asked = { auditId, table, hasHiddenNames: names === 'hidden', programVersion }
    const { page } = await engine.options.summarise({ kind: 'report', project: path, ...asked })
    return c.html(page, 200, { 'content-security-policy': `${reportPolicy}; frame-ancestors 'none'; sandbox` })
  })
}
