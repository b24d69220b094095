import type { ClipFacts } from '#contracts/dataset'
import { CueScopeError } from '#engine/base/errors'
import { findColumn, openCsvTable } from './csv-table'
import { parseSex } from './sex'

/** How a corpus's table of speakers is called and laid out; all names in any case. */
export interface SpeakerTable {
  readonly file: string
  /** Title of the column with the speaker, written as in the clips' names. */
  readonly speaker: string
  readonly sex: string
}

/** Sex by speaker; a speaker whose cell holds anything else stays unknown. @throws CueScopeError */
export function readSpeakerSexes(bytes: Uint8Array, name: string, layout: SpeakerTable): Map<string, ClipFacts['sex']> {
  const { columns, rows } = openCsvTable(bytes, name)
  const columnOf = (title: string): number => {
    const column = findColumn(columns, title)
    if (column >= 0) return column
    throw new CueScopeError('missing-column', `${name} has no column "${title}".`, { missing: [title] })
  }
  const speaker = columnOf(layout.speaker)
  const sex = columnOf(layout.sex)
  const sexes = new Map<string, ClipFacts['sex']>()
  for (const { cells } of rows) sexes.set((cells[speaker] ?? '').trim(), parseSex(cells[sex] ?? ''))
  return sexes
}
