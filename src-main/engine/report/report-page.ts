import { getAudit } from '#engine/store/audits'
import { readProjectFile } from '#engine/store/open'
import { reportHtml } from './report-html'
import { reportOf } from './report-of'

/** The report of an audit of a project's file, which another process may have open: as it is at this moment. */
export function reportPage(project: string, auditId: number, programVersion: string, table: string | null): string {
  const { db, close } = readProjectFile(project)
  try {
    return reportHtml(reportOf(db, getAudit(db, auditId), programVersion, table))
  } finally {
    close()
  }
}
