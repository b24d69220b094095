import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CueScopeError } from '#engine/base/errors'
import { fileError } from '#engine/files/read-file'
import { isAudioName } from './audio-names'
import { quoted } from './quoted'
import type { Refusal } from './refusal'

const FOLDERS_AT_ONCE = 16

export interface FolderContents {
  /** Regular files, relative with forward slashes, in code-unit order: the same list on every platform. */
  readonly files: readonly string[]
  /** Links, pipes and devices with an audio file's name, folders that can't be read, names that can't be told. */
  readonly refused: readonly Refusal[]
}

export interface WalkOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (files: number) => void
  /** @default the file system */
  readonly readFolder?: (path: string) => Promise<Dirent[]>
}

/** Every regular file below a folder. Links are not followed; hidden files, `__MACOSX` and what is in them are left out. */
export async function walkFolder(root: string, options: WalkOptions = {}): Promise<FolderContents> {
  const { signal, onProgress, readFolder = path => readdir(path, { withFileTypes: true }) } = options
  const files: string[] = []
  const refused: Refusal[] = []
  const pending = ['']
  const visit = async (folder: string): Promise<void> => {
    for (const entry of await readOrRefuse(folder)) {
      if (entry.name.startsWith('.') || entry.name === '__MACOSX') continue
      const file = folder === '' ? entry.name : `${folder}/${entry.name}`
      const refusal = refusalOf(entry, file)
      if (refusal) refused.push(refusal)
      else if (entry.isDirectory()) pending.push(file)
      else if (entry.isFile()) files.push(file)
    }
  }
  const readOrRefuse = async (folder: string): Promise<Dirent[]> => {
    try {
      return await readFolder(join(root, folder))
    } catch (cause) {
      if (folder === '') throw fileError(root, cause)
      // The path inside the folder: what is reported must not differ from machine to machine.
      const error = fileError(folder, cause)
      refused.push({ file: folder, code: error.code, message: error.message })
      return []
    }
  }
  while (pending.length > 0) {
    if (signal?.aborted) throw new CueScopeError('cancelled', 'Looking through the folder was cancelled.')
    await Promise.all(pending.splice(-FOLDERS_AT_ONCE).map(visit))
    onProgress?.(files.length)
  }
  files.sort()
  refused.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
  return { files, refused }
}

function refusalOf(entry: Dirent, file: string): Refusal | null {
  if (entry.name.includes('\ufffd'))
    return { file, code: 'bad-path', message: `${quoted(file)} is not a valid UTF-8 name: rename it.` }
  if (entry.isDirectory() || entry.isFile()) return null
  // A link without an extension may be a folder full of clips: say that it was passed over.
  const isLink = entry.isSymbolicLink()
  if (!isAudioName(entry.name) && !(isLink && !entry.name.includes('.'))) return null
  const what = isLink ? 'a link, and links are not followed: put the files themselves here' : 'no regular file'
  return { file, code: 'not-regular-file', message: `${quoted(file)} is ${what}.` }
}
