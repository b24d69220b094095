import { basename, dirname } from 'node:path'
import { Hono, type Context } from 'hono'
import { newAuditSchema, type AuditCard, type AuditSummary } from '#contracts/audit'
import type { DatasetCard, ScanReport } from '#contracts/dataset'
import { folderSchema } from '#contracts/project'
import { scanFolder } from '#engine/datasets/scan-folder'
import type { Engine } from '#engine/open-engine'
import type { ProjectSession } from '#engine/projects/project-session'
import type { PathGrants } from '../path-grants'
import { idParameter, jsonBody } from '../validate'

/** A folder by the names in it; or, where a CSV is named, the folder it lies in by that manifest. */
function scan(path: string): ReturnType<typeof scanFolder> {
  return path.toLowerCase().endsWith('.csv') ? scanFolder(dirname(path), { importer: path }) : scanFolder(path)
}

/** Data sets of a project, and the audits over them. */
export function auditRoutes(engine: Engine, paths: PathGrants): Hono {
  const session = (c: Context): Promise<ProjectSession> => engine.project(c.req.param('project') ?? '')
  const auditId = (c: Context): number => idParameter(c, 'audit')
  const audits = '/projects/:project/audits'
  return new Hono()
    .post('/projects/:project/scan', async c => {
      const { folder } = await jsonBody(c, folderSchema)
      return c.json<ScanReport>((await scan(paths.resolve(folder))).report)
    })
    .post('/projects/:project/datasets', async c => {
      const { folder } = await jsonBody(c, folderSchema)
      const { report, clips } = await scan(paths.resolve(folder))
      const project = await session(c)
      const card = project.addDataset(basename(report.folder), report, clips)
      await engine.refreshLibrary(project)
      return c.json<DatasetCard>(card)
    })
    .post(audits, async c => {
      const project = await session(c)
      const { id } = project.planAudit(await jsonBody(c, newAuditSchema))
      project.start(id)
      await engine.refreshLibrary(project)
      return c.json<AuditCard>(project.audit(id))
    })
    .get(`${audits}/:audit`, async c => c.json<AuditCard>((await session(c)).audit(auditId(c))))
    .get(`${audits}/:audit/summary`, async c => c.json<AuditSummary>((await session(c)).summary(auditId(c))))
    .post(`${audits}/:audit/pause`, async c => c.json<AuditCard>(await (await session(c)).stop(auditId(c), 'paused')))
    .post(`${audits}/:audit/cancel`, async c =>
      c.json<AuditCard>(await (await session(c)).stop(auditId(c), 'cancelled')),
    )
    .post(`${audits}/:audit/resume`, async c => {
      const project = await session(c)
      project.start(auditId(c))
      return c.json<AuditCard>(project.audit(auditId(c)))
    })
}
