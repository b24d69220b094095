import { join } from 'node:path'
import type { ClipFacts } from '#contracts/dataset'
import type { ErrorBody } from '#contracts/error'
import { CueScopeError } from '#engine/base/errors'
import { readRegularFile } from '#engine/files/read-file'
import { readSpeakerSexes, type SpeakerTable } from './speaker-table'

const MAX_TABLE_BYTES = 16 * 2 ** 20

export interface SexesAdded {
  readonly clips: readonly ClipFacts[]
  /** Tables that could not be read; their speakers stay unknown. */
  readonly notes: readonly ErrorBody[]
}

/** Reads a file of the scanned folder. @throws CueScopeError */
export type ReadSideTable = (file: string) => Promise<Uint8Array>

export function sideTableReader(folder: string): ReadSideTable {
  return file => readRegularFile(join(folder, file), MAX_TABLE_BYTES)
}

/** Completes a corpus's clips from the table in their own folder, or in the nearest folder above that has one. */
export async function addSexes(
  clips: readonly ClipFacts[],
  layout: SpeakerTable,
  files: readonly string[],
  readSideTable: ReadSideTable,
): Promise<SexesAdded> {
  const notes: ErrorBody[] = []
  const sexesByFolder = new Map<string, Map<string, ClipFacts['sex']>>()
  for (const file of files.filter(path => nameOf(path).toLowerCase() === layout.file.toLowerCase())) {
    try {
      sexesByFolder.set(folderOf(file)!, readSpeakerSexes(await readSideTable(file), file, layout))
    } catch (cause) {
      if (!(cause instanceof CueScopeError)) throw cause
      notes.push({ code: cause.code, message: `${cause.message} The speakers' sex is left unknown.` })
    }
  }
  if (sexesByFolder.size === 0) return { clips, notes }
  const nearest = (file: string): Map<string, ClipFacts['sex']> | undefined => {
    for (let folder = folderOf(file); folder !== null; folder = folderOf(folder)) {
      const sexes = sexesByFolder.get(folder)
      if (sexes) return sexes
    }
    return undefined
  }
  return {
    clips: clips.map(clip => ({ ...clip, sex: nearest(clip.file)?.get(clip.speaker ?? '') ?? clip.sex })),
    notes,
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** '' for what lies in the scanned folder itself, null above it. */
function folderOf(path: string): string | null {
  if (path === '') return null
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
