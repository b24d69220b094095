import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { AuditRun } from '#engine/audits/run-audit'
import { scanFolder } from '#engine/datasets/scan-folder'
import { exportAudit } from '#engine/exports/export-audit'
import type { Engine } from '#engine/open-engine'
import type { ProjectSession } from '#engine/projects/project-session'
import { getAudit } from '#engine/store/audits'
import { demoModelId } from './engine'

export interface StartedAudit {
  readonly session: ProjectSession
  readonly auditId: number
  readonly run: AuditRun
}

/** Starts (or goes on with) the audit of a folder with the demo's model. */
export async function startAudit(engine: Engine, folder: string, projectPath: string): Promise<StartedAudit> {
  const { report, clips } = await scanFolder(folder)
  const session = await engine.openProject(projectPath, 'either')
  const dataset = session.addDataset(basename(folder), report, clips)
  const { id } = session.planAudit({ datasetId: dataset.id, modelId: demoModelId(engine) })
  return { session, auditId: id, run: session.start(id) }
}

/** The exported tables of an audit, by file name. */
export async function exported({ session, auditId }: StartedAudit, folder: string): Promise<Record<string, string>> {
  const { labels, modelName } = session.audit(auditId)
  const audit = getAudit(session.db, auditId)
  const paths = await exportAudit(session.db, { audit, labels, modelName, verdicts: [] }, 'csv', folder)
  return Object.fromEntries(paths.map(path => [basename(path), readFileSync(path, 'utf8')]))
}
