import { CueScopeError } from '#engine/base/errors'
import { exportCsv } from '#engine/exports/export-csv'
import { getAudit, listAudits } from '#engine/store/audits'
import { getModel } from '#engine/store/models'
import { readProjectFile } from '#engine/store/open'
import { exitCodes } from '../run-command'

/** The tables of one audit of a project: the only one there is, or the one that `--audit` names. */
export async function exportProject(flags: { project: string; out: string; audit?: number }): Promise<number> {
  const file = readProjectFile(flags.project)
  try {
    const audits = listAudits(file.db)
    if (audits.length === 0)
      throw new CueScopeError('not-found', `${flags.project} holds no audit yet: run cuescope audit first.`)
    if (audits.length > 1 && flags.audit === undefined) {
      const ids = audits.map(({ id, createdAt }) => `${id} (${createdAt})`).join(', ')
      throw new CueScopeError(
        'bad-option',
        `${flags.project} holds ${audits.length} audits; choose one with --audit: ${ids}.`,
      )
    }
    const audit = getAudit(file.db, flags.audit ?? audits[0].id)
    const paths = await exportCsv(file.db, audit, getModel(file.db, audit.modelSha).manifest.labels, flags.out)
    process.stdout.write(`${paths.join('\n')}\n`)
    return exitCodes.done
  } finally {
    file.close()
  }
}
