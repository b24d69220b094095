import { hideNames } from '#engine/report/hide-names'
import { reportOf } from '#engine/report/report-of'
import { writeReport } from '#engine/report/write-report'
import { readProjectFile } from '#engine/store/open'
import { programVersion } from '#shells/version'
import { chooseAudit } from '../choose-audit'
import { exitCodes } from '../run-command'

export interface ReportFlags {
  readonly project: string
  readonly out: string
  readonly audit?: number
  readonly table?: string
  readonly hideNames?: boolean
}

/** The report of one audit of a project: the only one there is, or the one that `--audit` names. */
export async function report(flags: ReportFlags): Promise<number> {
  const file = readProjectFile(flags.project)
  try {
    const audit = chooseAudit(file.db, flags.project, flags.audit)
    const document = reportOf(file.db, audit, programVersion, flags.table)
    const paths = await writeReport(flags.hideNames ? hideNames(document) : document, flags.out)
    process.stdout.write(`${paths.join('\n')}\n`)
    return exitCodes.done
  } finally {
    file.close()
  }
}
