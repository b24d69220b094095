import { resolve } from 'node:path'
import { explainSettingsSchema } from '#contracts/settings'
import type { ProviderChoice } from '#contracts/provider'
import { toErrorBody } from '#engine/base/errors'
import { decimals, encodeCsv, type CsvColumn } from '#engine/exports/csv'
import { findModel } from '../find-model'
import { openProvider } from '../open-provider'
import { withEngine } from '../open-cli-engine'
import { exitCodes } from '../run-command'

export interface PredictFlags {
  readonly model: string
  readonly provider: ProviderChoice
  readonly workers?: number
}

interface Row {
  readonly file: string
  readonly label: string
  readonly probabilities: Float64Array
}

/** CSV on stdout: file, label, probability of each label. Files that can't be read are named on stderr. */
export function predict(mainDir: string, files: string[], flags: PredictFlags): Promise<number> {
  return withEngine(mainDir, flags, async engine => {
    const { folder, sha256, manifest } = await findModel(engine, flags.model)
    const settings = explainSettingsSchema.parse({ methods: [] })
    const model = { folder, sha256 }
    const provider = await openProvider(engine, model, flags.provider)
    const rows: Row[] = []
    let refused = 0
    const one = async (file: string): Promise<Row | null> => {
      try {
        const path = resolve(file)
        const { sha256: audioSha } = await engine.pool.run({ kind: 'fingerprint', file: path })
        const { answer, note } = await provider.run({
          kind: 'explain',
          file: path,
          sha256: audioSha,
          model,
          settings,
        })
        const { prediction } = answer
        if (note !== null) process.stderr.write(`note: ${file}: ${note.message}\n`)
        return { file, label: manifest.labels[prediction.predicted], probabilities: prediction.probabilities }
      } catch (error) {
        const { code, message } = toErrorBody(error)
        process.stderr.write(`cuescope: ${file}: ${message} (${code})\n`)
        refused++
        return null
      }
    }
    for (const row of await Promise.all(files.map(one))) if (row !== null) rows.push(row)
    const columns: CsvColumn<Row>[] = [
      { title: 'file', cell: row => row.file },
      { title: 'label', cell: row => row.label },
      ...manifest.labels.map((label, i) => ({
        title: label,
        cell: (row: Row) => row.probabilities[i],
        format: decimals(6),
      })),
    ]
    process.stdout.write(encodeCsv(columns, rows))
    if (refused === 0) return exitCodes.done
    return rows.length === 0 ? exitCodes.failed : exitCodes.someRefused
  })
}
