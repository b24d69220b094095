import { basename, resolve } from 'node:path'
import { decodeAudio } from '#engine/audio/decode'
import { CueScopeError, toErrorBody } from '#engine/base/errors'
import { computeEgemapsFunctionals } from '#engine/cues/egemaps-functionals'
import { computeEgemapsLlds } from '#engine/cues/egemaps-lld'
import type { Opensmile } from '#engine/cues-opensmile/open-opensmile'
import { decimals, encodeCsv, significant, type CsvColumn } from '#engine/exports/csv'
import { readClipFile } from '#engine/files/read-file'
import { exitCodes } from '../run-command'

export interface CuesFlags {
  readonly level: 'lld' | 'functionals'
  readonly provider: 'builtin' | 'opensmile'
  /** Folder of PyPI's `opensmile` package. */
  readonly opensmile?: string
}

const builtin: Pick<Opensmile, 'llds' | 'functionals'> = {
  llds: computeEgemapsLlds,
  functionals: computeEgemapsFunctionals,
}

/** Its native bridge is loaded only where it is asked for. */
async function open(folder: string): Promise<Opensmile> {
  const { openOpensmile } = await import('#engine/cues-opensmile/open-opensmile')
  return openOpensmile(folder)
}

function opensmileFolder({ opensmile = process.env.CUESCOPE_OPENSMILE }: CuesFlags): string {
  if (opensmile !== undefined) return opensmile
  const message =
    "--provider opensmile needs the folder of Python's opensmile package: --opensmile DIR (pip install opensmile; free for private, research and educational use only)."
  throw new CueScopeError('bad-option', message)
}

interface Row {
  readonly file: string
  readonly startSec: number
  readonly endSec: number
  readonly values: ArrayLike<number>
}

/** CSV on stdout, eGeMAPSv02 names and order, at each file's own rate; a clip under 60 ms has no row of descriptors. */
export async function cues(files: string[], flags: CuesFlags): Promise<number> {
  const opensmile = flags.provider === 'opensmile' ? await open(opensmileFolder(flags)) : null
  const { llds, functionals } = opensmile ?? builtin
  const rowsOf = flags.level === 'lld' ? lldRows(llds) : functionalRows(functionals)
  let hasHeader = false
  let refused = 0
  for (const file of files) {
    try {
      const { samples, sampleRateHz } = await decodeAudio(await readClipFile(resolve(file)), basename(file))
      const { names, rows } = rowsOf(file, samples, sampleRateHz)
      const text = encodeCsv(columnsOf(names), rows)
      process.stdout.write(hasHeader ? text.slice(text.indexOf('\n') + 1) : text)
      hasHeader = true
    } catch (error) {
      const { code, message } = toErrorBody(error)
      process.stderr.write(`cuescope: ${file}: ${message} (${code})\n`)
      refused++
    }
  }
  opensmile?.close()
  if (refused === 0) return exitCodes.done
  return refused === files.length ? exitCodes.failed : exitCodes.someRefused
}

type RowsOf = (file: string, samples: Float32Array, rateHz: number) => { names: readonly string[]; rows: Row[] }

const lldRows =
  (llds: Opensmile['llds']): RowsOf =>
  (file, samples, rateHz) => {
    const { names, values, startsSec, endsSec } = llds(samples, rateHz)
    const rows = Array.from({ length: values.rows }, (_, row) => ({
      file,
      startSec: startsSec[row],
      endSec: endsSec[row],
      values: values.data.subarray(row * values.cols, (row + 1) * values.cols),
    }))
    return { names, rows }
  }

const functionalRows =
  (functionals: Opensmile['functionals']): RowsOf =>
  (file, samples, rateHz) => {
    const { names, values } = functionals(samples, rateHz)
    return { names, rows: [{ file, startSec: 0, endSec: samples.length / rateHz, values }] }
  }

function columnsOf(names: readonly string[]): CsvColumn<Row>[] {
  return [
    { title: 'file', cell: row => row.file },
    { title: 'start', cell: row => row.startSec, format: decimals(6) },
    { title: 'end', cell: row => row.endSec, format: decimals(6) },
    ...names.map((title, i) => ({ title, cell: (row: Row) => row.values[i] ?? null, format: significant(9) })),
  ]
}
