import { join, resolve } from 'node:path'
import type { CompareQuery } from '#contracts/comparison'
import { readComparedWindows, readComparison } from '#engine/comparisons/read-comparison'
import { comparisonTables } from '#engine/exports/comparison-tables'
import { tableCsv } from '#engine/exports/table'
import { makeFolder } from '#engine/files/make-folder'
import { writeAtomic } from '#engine/files/write-atomic'
import { describeComparison } from '../experiments/describe-comparison'
import { exitCodes } from '../run-command'

export interface CompareFlags extends Pick<CompareQuery, 'a' | 'b' | 'methodA' | 'methodB'> {
  readonly project: string
  /** Of the second audit, where it is another. */
  readonly projectB?: string
  readonly json?: boolean
  /** Folder for the tables. */
  readonly out?: string
}

/** Two audits side by side: two models, two methods, other settings or two data sets. */
export async function compare({ project, projectB, a, b, methodA, methodB, json, out }: CompareFlags): Promise<number> {
  const pair = {
    ...{ project: resolve(project), auditId: a, otherProject: resolve(projectB ?? project), otherAuditId: b },
    ...{ methods: { methodA, methodB }, reader: null, otherReader: null },
  }
  const [comparison, windows] = [readComparison(pair), readComparedWindows(pair)]
  process.stdout.write(
    json
      ? `${JSON.stringify({ ...comparison, windows })}\n`
      : `${describeComparison(comparison, windows).join('\n')}\n`,
  )
  if (out !== undefined) {
    await makeFolder(out)
    for (const table of comparisonTables(comparison)) await writeAtomic(join(out, `${table.name}.csv`), tableCsv(table))
  }
  return exitCodes.done
}
