import { getAudit } from '#engine/store/audits'
import { readProjectFile } from '#engine/store/open'
import { hideNames } from './hide-names'
import { reportHtml } from './report-html'
import { reportOf } from './report-of'

export interface ReportTask {
  readonly auditId: number
  readonly programVersion: string
  /** Expert table; null: the one chosen for the audit. */
  readonly table: string | null
  readonly hasHiddenNames: boolean
}

/** The report of an audit of a project's file, which another process may have open: as it is at this moment. */
export function reportPage(project: string, { auditId, programVersion, table, hasHiddenNames }: ReportTask): string {
  const { db, close } = readProjectFile(project)
  try {
    const document = reportOf(db, getAudit(db, auditId), programVersion, table)
    return reportHtml(hasHiddenNames ? hideNames(document) : document)
  } finally {
    close()
  }
}
