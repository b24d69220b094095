import type { ClipFacts } from '#contracts/dataset'
import type { ErrorBody } from '#contracts/error'
import { CueScopeError } from '#engine/base/errors'
import type { CsvRow } from '#engine/datasets/csv-rows'
import { findColumn, openCsvTable } from '#engine/datasets/csv-table'
import { canonicalEmotion } from '#engine/datasets/emotion-words'
import type { FindFile } from '#engine/datasets/find-file'
import { paced } from '#engine/datasets/paced'
import { quoted } from '#engine/datasets/quoted'
import type { Refusal } from '#engine/datasets/refusal'
import { relativePath } from '#engine/datasets/relative-path'
import { parseSex } from '#engine/datasets/sex'

export const manifestFields = [
  'file',
  'emotion',
  'speaker',
  'sex',
  'intensity',
  'sentence',
  'repetition',
  'dataset',
] as const
export type ManifestField = (typeof manifestFields)[number]

/** The title of a field's column where it is not the field's own name. */
export type ManifestColumns = Partial<Record<ManifestField, string>>

export interface ManifestOptions {
  /** The manifest's file name, for messages. */
  readonly name: string
  /** Data set of the rows that name none. */
  readonly dataset: string
  readonly findFile: FindFile
  readonly columns?: ManifestColumns
  readonly signal?: AbortSignal
}

export interface ManifestResult {
  readonly clips: readonly ClipFacts[]
  readonly refused: readonly Refusal[]
  readonly notes: readonly ErrorBody[]
}

/**
 * A table of clips: `file` (relative to the audited folder), `emotion`, and what else it knows. A row that can't be
 * used is refused alone. Rows that contradict each other about one file are all refused: which is right is not ours to
 * say.
 *
 * @throws CueScopeError where the table as a whole can't be read
 */
export async function readManifest(bytes: Uint8Array, options: ManifestOptions): Promise<ManifestResult> {
  const { name, signal } = options
  const table = openCsvTable(bytes, name)
  const cellOf = cellReader(table.columns, options)
  const clips = new Map<string, { line: number; facts: ClipFacts | null }>()
  const refused: Refusal[] = []
  let rows = 0
  let looseQuotes = 0
  for await (const row of paced(table.rows, signal)) {
    rows++
    if (row.hasLooseQuote) looseQuotes++
    const place = `${name}, line ${row.line}`
    try {
      checkWidth(row, table.columns.length)
      const facts = readFacts(row, cellOf, options)
      const known = clips.get(facts.file)
      if (!known) clips.set(facts.file, { line: row.line, facts })
      else refused.push(duplicate(known, row.line, facts, name))
    } catch (cause) {
      if (!(cause instanceof CueScopeError)) throw cause
      refused.push({ file: cellOf('file', row), code: cause.code, message: `${place}: ${cause.message}` })
    }
  }
  if (rows === 0) throw new CueScopeError('no-rows', `${name} has a header and no rows.`)
  const facts = [...clips.values()].flatMap(clip => clip.facts ?? [])
  const notes = [...table.notes, ...titleNotes(table.columns, options), ...quoteNotes(looseQuotes, name)]
  return { clips: facts, refused, notes: [...notes, ...ownWordNotes(facts, name)] }
}

type CellReader = (field: ManifestField, row: CsvRow) => string

function titleOf(field: ManifestField, { columns = {} }: ManifestOptions): string {
  return columns[field] ?? field
}

function cellReader(columns: readonly string[], options: ManifestOptions): CellReader {
  const places = new Map(manifestFields.map(field => [field, findColumn(columns, titleOf(field, options))]))
  const required = new Set(['file', 'emotion', ...Object.keys(options.columns ?? {})])
  const missing = manifestFields.filter(field => required.has(field) && places.get(field) === -1)
  if (missing.length === 0) return (field, row) => row.cells[places.get(field)!] ?? ''
  const titles = missing.map(field => titleOf(field, options))
  const seen = columns.slice(0, 20)
  const message = `${options.name} has no column ${titles.map(quoted).join(', ')}; it has ${seen.map(quoted).join(', ')}. Say which column is which (file=..., emotion=...).`
  throw new CueScopeError('missing-column', message, { missing: titles, columns: seen })
}

function checkWidth(row: CsvRow, columns: number): void {
  const surplus = row.cells.slice(columns).some(cell => cell !== '')
  if (row.cells.length >= columns && !surplus) return
  throw new CueScopeError('ragged-row', `the row has ${row.cells.length} cells and the header ${columns}.`)
}

function readFacts(row: CsvRow, cellOf: CellReader, { findFile, dataset }: ManifestOptions): ClipFacts {
  const written = cellOf('file', row)
  const path = relativePath(written)
  const emotionCode = cellOf('emotion', row).trim()
  if (emotionCode === '') throw new CueScopeError('label-empty', `${quoted(written)} has no emotion.`)
  const file = findFile(path) ?? findFile(path.trim())
  if (file === undefined) throw new CueScopeError('file-missing', `${quoted(written)} is not in the folder.`)
  const textOf = (field: ManifestField): string | null => cellOf(field, row).trim() || null
  return {
    file,
    dataset: textOf('dataset') ?? dataset,
    speaker: textOf('speaker'),
    sex: parseSex(cellOf('sex', row)),
    emotion: canonicalEmotion(emotionCode) ?? emotionCode,
    emotionCode,
    intensity: textOf('intensity'),
    sentence: textOf('sentence'),
    repetition: textOf('repetition'),
  }
}

/** Forgets what is `known` of the file where the new row says otherwise. */
function duplicate(
  known: { line: number; facts: ClipFacts | null },
  line: number,
  facts: ClipFacts,
  name: string,
): Refusal {
  const isSame = known.facts !== null && JSON.stringify(known.facts) === JSON.stringify(facts)
  if (!isSame) known.facts = null
  const what = isSame ? 'says the same again' : 'says something else about this file; neither is used'
  return { file: facts.file, code: 'duplicate-path', message: `${name}, line ${line}: line ${known.line} ${what}.` }
}

function titleNotes(columns: readonly string[], options: ManifestOptions): ErrorBody[] {
  const asked = manifestFields.map(field => titleOf(field, options))
  const inexact = asked.filter(title => findColumn(columns, title) >= 0 && !columns.includes(title))
  if (inexact.length === 0) return []
  const message = `${options.name}: the columns ${inexact.map(quoted).join(', ')} are written with other capitals or spaces.`
  return [{ code: 'header-normalised', message }]
}

function quoteNotes(rows: number, name: string): ErrorBody[] {
  if (rows === 0) return []
  return [{ code: 'bad-quote', message: `${name}: quotes inside cells were read as letters (rows: ${rows}).` }]
}

function ownWordNotes(clips: readonly ClipFacts[], name: string): ErrorBody[] {
  const words = new Set(clips.flatMap(({ emotion }) => (emotion && canonicalEmotion(emotion) === null ? emotion : [])))
  if (words.size === 0) return []
  const shown = [...words].sort().slice(0, 10).map(quoted).join(', ')
  const message = `${name}: ${words.size} emotions are none of the usual ones (${shown}): map them onto the model's labels.`
  return [{ code: 'label-unknown', message }]
}
