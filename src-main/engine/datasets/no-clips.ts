import { CueScopeError } from '#engine/base/errors'
import { quoted } from './quoted'
import type { Importer } from './importer'
import type { Refusal } from './refusal'
import type { FolderContents } from './walk-folder'

const MAX_SHOWN = 10

/** The folder has no audio file at all. */
export function noAudio(root: string, { files, refused }: FolderContents): CueScopeError {
  const passedOver = refused.length > 0 ? `, passed over: ${refused.length} (${refused[0].message})` : ''
  const message = `${root} holds no audio file (WAV, FLAC, MP3, OGG, Opus, M4A, AAC, AIFF). Other files: ${files.length}${passedOver}. Choose the folder that holds the clips.`
  return new CueScopeError('folder-empty', message, { folder: root, refused: refused.slice(0, MAX_SHOWN) })
}

/** There is audio, but no name tells an emotion. */
export function nothingRecognised(
  root: string,
  audio: readonly string[],
  importers: readonly Importer[],
): CueScopeError {
  const grammars = importers.map(({ title, example }) => `${title} (${example})`).join(', ')
  const message = `None of the ${audio.length} audio files in ${root} is named as ${grammars}; the first is ${quoted(audio[0])}. Give a manifest: a CSV table with the columns file and emotion.`
  return new CueScopeError('labels-missing', message, { folder: root, examples: audio.slice(0, MAX_SHOWN) })
}

/** Every row of a manifest was refused. */
export function noUsableRow(root: string, name: string, refused: readonly Refusal[]): CueScopeError {
  const [first] = refused
  const message = `None of the rows of ${name} can be used with ${root} (refused: ${refused.length}). The first: ${first.message} Paths are relative to the audited folder.`
  return new CueScopeError(first.code, message, { folder: root, refused: refused.slice(0, MAX_SHOWN) })
}
