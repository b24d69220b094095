import { plausibilitySettingsSchema, type ClipVerdict } from '#contracts/plausibility'
import { CueScopeError } from '#engine/base/errors'
import { assessAudit } from '#engine/assess-audit'
import { exportAudit, tableFormats, type ExportFormat } from '#engine/exports/export-audit'
import type { StoredAudit } from '#engine/store/audits'
import type { ReadDb } from '#engine/store/handles'
import { getModel } from '#engine/store/models'
import { readProjectFile } from '#engine/store/open'
import { getAssessment } from '#engine/store/plausibility'
import { chooseAudit } from '../choose-audit'
import { exitCodes } from '../run-command'

interface ExportFlags {
  readonly project: string
  readonly out: string
  readonly format: ExportFormat
  readonly audit?: number
  readonly hideNames?: boolean
}

/** One audit of a project: the only one there is, or the one that `--audit` names. */
export async function exportProject(flags: ExportFlags): Promise<number> {
  const { format, hideNames: hasHiddenNames = false } = flags
  if (hasHiddenNames && !tableFormats.includes(format))
    throw new CueScopeError(
      'bad-option',
      `--hide-names goes with ${tableFormats.join(', ')}: files of ${format} lie beside the audio, under its names.`,
    )
  const file = readProjectFile(flags.project)
  try {
    const audit = chooseAudit(file.db, flags.project, flags.audit)
    const { labels, name, version } = getModel(file.db, audit.modelSha).manifest
    const verdicts = verdictsOf(file.db, audit, labels)
    const modelName = `${name} ${version}`.trim()
    const exported = { audit, labels, modelName, verdicts, hasHiddenNames }
    const paths = await exportAudit(file.db, exported, format, flags.out)
    process.stdout.write(`${paths.join('\n')}\n`)
    return exitCodes.done
  } finally {
    file.close()
  }
}

/** With the settings chosen for the audit in the window, or the default ones. */
function verdictsOf(db: ReadDb, audit: StoredAudit, labels: readonly string[]): readonly ClipVerdict[] {
  if (audit.settings.methods.length === 0) return []
  const settings = getAssessment(db, audit.id)?.settings ?? plausibilitySettingsSchema.parse({})
  return assessAudit(db, audit, labels, settings).assessment.clips
}
