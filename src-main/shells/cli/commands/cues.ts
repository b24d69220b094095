import { basename, resolve } from 'node:path'
import type { CueProvider } from '#contracts/settings'
import { decodeAudio } from '#engine/audio/decode'
import { egemapsTable, type EgemapsLevel, type EgemapsRow, type EgemapsTable } from '#engine/audits/egemaps-table'
import { probeOpensmile } from '#engine/audits/probe-opensmile'
import { toErrorBody } from '#engine/base/errors'
import { computeEgemapsFunctionals } from '#engine/cues/egemaps-functionals'
import { computeEgemapsLlds } from '#engine/cues/egemaps-lld'
import { decimals, encodeCsv, significant, type CsvColumn } from '#engine/exports/csv'
import { readClipFile } from '#engine/files/read-file'
import { withEngine, type CliEngineFlags } from '../open-cli-engine'
import { exitCodes } from '../run-command'

export interface CuesFlags extends Pick<CliEngineFlags, 'opensmile'> {
  readonly level: EgemapsLevel
  readonly provider: CueProvider
}

/** CSV on stdout, eGeMAPSv02 names and order, at each file's own rate; a clip under 60 ms has no row of descriptors. */
export function cues(mainDir: string, files: string[], flags: CuesFlags): Promise<number> {
  const { level } = flags
  if (flags.provider === 'builtin') return writeTables(files, file => measure(file, level))
  // openSMILE is foreign code: it runs in a worker process only.
  return withEngine(mainDir, { ...flags, workers: 1 }, async ({ pool }) => {
    await probeOpensmile(pool)
    return writeTables(files, file => pool.run({ kind: 'egemaps', file: resolve(file), level }))
  })
}

async function measure(file: string, level: EgemapsLevel): Promise<EgemapsTable> {
  const audio = await decodeAudio(await readClipFile(resolve(file)), basename(file))
  return egemapsTable(audio, level, { llds: computeEgemapsLlds, functionals: computeEgemapsFunctionals })
}

interface Row extends EgemapsRow {
  readonly file: string
}

async function writeTables(
  files: readonly string[],
  tableOf: (file: string) => Promise<EgemapsTable>,
): Promise<number> {
  let hasHeader = false
  let refused = 0
  for (const file of files) {
    try {
      const { names, rows } = await tableOf(file)
      const text = encodeCsv(
        columnsOf(names),
        rows.map(row => ({ file, ...row })),
      )
      process.stdout.write(hasHeader ? text.slice(text.indexOf('\n') + 1) : text)
      hasHeader = true
    } catch (error) {
      const { code, message } = toErrorBody(error)
      process.stderr.write(`cuescope: ${file}: ${message} (${code})\n`)
      refused++
    }
  }
  if (refused === 0) return exitCodes.done
  return refused === files.length ? exitCodes.failed : exitCodes.someRefused
}

function columnsOf(names: readonly string[]): CsvColumn<Row>[] {
  return [
    { title: 'file', cell: row => row.file },
    { title: 'start', cell: row => row.startSec, format: decimals(6) },
    { title: 'end', cell: row => row.endSec, format: decimals(6) },
    ...names.map((title, i) => ({ title, cell: (row: Row) => row.values[i] ?? null, format: significant(9) })),
  ]
}
