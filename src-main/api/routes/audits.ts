import { basename, dirname, resolve } from 'node:path'
import { Hono, type Context } from 'hono'
import { newAuditSchema, renameAuditSchema, type AuditCard, type AuditSummary } from '#contracts/audit'
import { auditScoresQuerySchema, type AuditScores } from '#contracts/audit-scores'
import { readerQuerySchema } from '#contracts/clip-query'
import {
  clipNameQuerySchema,
  type ClipName,
  type DatasetCard,
  type MovedDataset,
  type ScanReport,
} from '#contracts/dataset'
import { preflightQuerySchema, type PreflightReport } from '#contracts/preflight'
import { folderSchema } from '#contracts/project'
import { scanFolder } from '#engine/datasets/scan-folder'
import type { Engine } from '#engine/open-engine'
import type { ProjectSession } from '#engine/projects/project-session'
import { findClips } from '#engine/store/datasets'
import type { PathGrants } from '../path-grants'
import { idParameter, jsonBody, query } from '../validate'

/** A folder by the names in it; or, where a CSV is named, the folder it lies in by that manifest. */
function scan(path: string): ReturnType<typeof scanFolder> {
  return path.toLowerCase().endsWith('.csv') ? scanFolder(dirname(path), { importer: path }) : scanFolder(path)
}

/** Data sets of a project, and the audits over them. */
export function auditRoutes(engine: Engine, paths: PathGrants): Hono {
  const session = (c: Context): Promise<ProjectSession> => engine.project(c.req.param('project') ?? '')
  const auditId = (c: Context): number => idParameter(c, 'audit')
  const audits = '/projects/:project/audits'
  const dataset = '/projects/:project/datasets/:dataset'
  return new Hono()
    .post('/scan', async c => {
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
    .put(`${dataset}/folder`, async c => {
      const folder = resolve(paths.resolve((await jsonBody(c, folderSchema)).folder))
      return c.json<MovedDataset>(await (await session(c)).moveDataset(idParameter(c, 'dataset'), folder))
    })
    .get(`${dataset}/clips`, async c => {
      const { text, limit } = query(c, clipNameQuerySchema)
      return c.json<ClipName[]>(findClips((await session(c)).db, idParameter(c, 'dataset'), text, limit))
    })
    .get(`${dataset}/preflight`, async c => {
      const { limit } = query(c, preflightQuerySchema)
      return c.json<PreflightReport>(await (await session(c)).preflights.report(idParameter(c, 'dataset'), limit))
    })
    .post(`${dataset}/preflight`, async c => {
      const { preflights } = await session(c)
      preflights.start(idParameter(c, 'dataset'))
      return c.json<PreflightReport>(await preflights.report(idParameter(c, 'dataset'), 0))
    })
    .delete(`${dataset}/preflight`, async c => {
      const { preflights } = await session(c)
      await preflights.stop(idParameter(c, 'dataset'))
      return c.json<PreflightReport>(await preflights.report(idParameter(c, 'dataset'), 0))
    })
    .post(audits, async c => {
      const project = await session(c)
      const { id } = project.planAudit(await jsonBody(c, newAuditSchema))
      project.start(id)
      await engine.refreshLibrary(project)
      return c.json<AuditCard>(project.audit(id))
    })
    .get(`${audits}/:audit`, async c =>
      c.json<AuditCard>((await session(c)).audit(auditId(c), query(c, readerQuerySchema))),
    )
    .put(`${audits}/:audit`, async c => {
      const { name } = await jsonBody(c, renameAuditSchema)
      return c.json<AuditCard>((await session(c)).renameAudit(auditId(c), name))
    })
    .delete(`${audits}/:audit`, async c => {
      const project = await session(c)
      await project.removeAudit(auditId(c))
      await engine.leaveAudit(project, auditId(c))
      return c.json({})
    })
    .get(`${audits}/:audit/summary`, async c =>
      c.json<AuditSummary>((await session(c)).summary(auditId(c), query(c, readerQuerySchema))),
    )
    .get(`${audits}/:audit/scores`, async c => {
      const { by = null, ...of } = query(c, auditScoresQuerySchema)
      return c.json<AuditScores>(await (await session(c)).scores(auditId(c), by, of))
    })
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
