import { open, readdir, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { DroppedKind } from '#contracts/dropped-thing'
import { holdsLabels, LABELS_HEAD_BYTES, mayHoldLabels } from '#contracts/labels-head'
import { isAudioName } from '#engine/datasets/audio-names'
import { fileError } from '#engine/files/read-file'

export interface Look {
  readonly name: string
  readonly kind: DroppedKind
  /** Empty unless the kind is `other`. */
  readonly why: string
}

const byExtension: Readonly<Record<string, DroppedKind>> = {
  '.cuescope': 'project',
  '.onnx': 'model-file',
  '.csv': 'manifest',
  '.tsv': 'manifest',
}

/** What a file or folder is to this program, by its name and a glance: nothing is opened as a whole. @throws CueScopeError */
export async function lookAtPath(path: string): Promise<Look> {
  const name = basename(path)
  const found = await stat(path).catch(cause => Promise.reject(fileError(path, cause)))
  if (found.isDirectory()) return { name, ...(await lookAtFolder(path)) }
  if (!found.isFile()) return { name, ...other('It is no regular file.') }
  if (mayHoldLabels(name) && holdsLabels(name, await headOf(path))) return { name, kind: 'labels', why: '' }
  return lookAtName(name)
}

/** The same of a file that holds no labels, by its name alone. */
export function lookAtName(name: string): Look {
  const extension = extname(name).toLowerCase()
  const kind = byExtension[extension]
  if (kind !== undefined) return { name, kind, why: '' }
  if (isAudioName(name)) return { name, kind: 'audio', why: '' }
  return { name, ...other(refusals[extension] ?? 'CueScope does not know this kind of file.') }
}

const other = (why: string): Omit<Look, 'name'> => ({ kind: 'other', why })

const notOnnx = 'Models are read as ONNX: export it to .onnx first.'
const refusals: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['.pt', '.pth', '.ckpt', '.h5', '.keras', '.safetensors', '.pb'].map(end => [end, notOnnx])),
  ...Object.fromEntries(
    ['.zip', '.7z', '.gz', '.tar', '.rar'].map(end => [end, 'Unpack it first, then drop the folder.']),
  ),
  '.json': 'A JSON file is taken only where it holds labels that CueScope wrote.',
  ...Object.fromEntries(['.xlsx', '.xls', '.ods'].map(end => [end, 'Save the table as CSV first.'])),
}

async function lookAtFolder(path: string): Promise<Omit<Look, 'name'>> {
  const names = await readdir(path).catch(cause => Promise.reject(fileError(path, cause)))
  const has = (name: string): boolean => names.includes(name)
  if (has('model.json') && has('model.onnx')) return { kind: 'model-package', why: '' }
  // Models as transformers.js lays them out, or one bare file; a folder with sound in it is a data set all the same.
  const isModel = names.some(name => /\.onnx$/i.test(name)) || (has('onnx') && has('config.json'))
  return { kind: isModel && !names.some(isAudioName) ? 'model-file' : 'folder', why: '' }
}

async function headOf(path: string): Promise<string> {
  const handle = await open(path).catch(cause => Promise.reject(fileError(path, cause)))
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LABELS_HEAD_BYTES), 0, LABELS_HEAD_BYTES, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}
