import { getAudit } from '#engine/store/audits'
import { readProjectFile } from '#engine/store/open'
import type { ReportFigureFile } from '#contracts/report-figure'
import type { ReportDocument } from './document'
import { hideNames } from './hide-names'
import { reportHtml } from './report-html'
import { reportOf } from './report-of'
import { tableCsv } from './table-csv'

export interface ReportTask {
  readonly auditId: number
  readonly programVersion: string
  /** Expert table; null: the one chosen for the audit. */
  readonly table: string | null
  readonly hasHiddenNames: boolean
  /** Whom it is for, see StoredAudit. */
  readonly reader: number | null
}

/** The report of an audit of a project's file, which another process may have open: as it is at this moment. */
export function reportPage(project: string, task: ReportTask): string {
  return reportHtml(documentOf(project, task))
}

/** Its figures alone, to be taken along one by one. */
export function reportFigures(project: string, task: ReportTask): ReportFigureFile[] {
  return documentOf(project, task).sections.flatMap(({ title: section, blocks }) =>
    blocks.flatMap(block =>
      block.kind === 'figure'
        ? [{ section, id: block.id, caption: block.caption, svg: block.svg, csv: tableCsv(block.data) }]
        : [],
    ),
  )
}

function documentOf(
  project: string,
  { auditId, programVersion, table, hasHiddenNames, reader }: ReportTask,
): ReportDocument {
  const { db, close } = readProjectFile(project)
  try {
    const document = reportOf(db, getAudit(db, auditId, reader), programVersion, table)
    return hasHiddenNames ? hideNames(document) : document
  } finally {
    close()
  }
}
