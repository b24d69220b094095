import { basename, resolve } from 'node:path'
import type { ClipFacts, ScanReport } from '#contracts/dataset'
import type { ErrorBody } from '#contracts/error'
import { sideTableReader } from './add-sexes'
import { isAudioName } from './audio-names'
import { checkFolder } from './check-folder'
import { chooseSource } from './choose-source'
import { fromManifest } from './from-manifest'
import { fromNames } from './from-names'
import type { ManifestColumns } from './importers/manifest'
import { noAudio, nothingRecognised, noUsableRow } from './no-clips'
import type { Refusal } from './refusal'
import { walkFolder } from './walk-folder'

const MAX_EXAMPLES = 10

export interface ScanOptions {
  /** `auto`, an importer's id, or the path of a manifest. @default 'auto' */
  readonly importer?: string
  /** A manifest's columns, where they are not called as the fields are. */
  readonly columns?: ManifestColumns
  readonly signal?: AbortSignal
  /** Files seen so far. */
  readonly onProgress?: (files: number) => void
}

export interface Scan {
  readonly report: ScanReport
  /** In code-unit order of `file`. */
  readonly clips: readonly ClipFacts[]
  /** What was accepted but should be known: a delimiter that was guessed, a table that could not be read. */
  readonly notes: readonly ErrorBody[]
}

/**
 * Finds the clips of a folder, at any depth, before anything is stored or decoded. The same folder gives the same
 * answer on every platform.
 *
 * @throws CueScopeError where there is no folder, no audio in it, or no clip whose emotion can be told
 */
export async function scanFolder(folder: string, options: ScanOptions = {}): Promise<Scan> {
  const root = resolve(folder)
  await checkFolder(root)
  const source = await chooseSource(options.importer ?? 'auto', root)
  const contents = await walkFolder(root, options)
  const audio = contents.files.filter(isAudioName)
  const found =
    'manifest' in source
      ? await fromManifest(contents.files, source.manifest, options)
      : await fromNames(contents.files, source.importers, sideTableReader(root))
  if (found.clips.length === 0) {
    if ('manifest' in source) throw noUsableRow(root, basename(source.manifest), found.refused)
    throw audio.length === 0 ? noAudio(root, contents) : nothingRecognised(root, audio, source.importers)
  }
  const taken = new Set(found.clips.map(clip => clip.file))
  const unrecognised = audio.filter(file => !taken.has(file))
  const report: ScanReport = {
    folder: root,
    corpora: found.corpora,
    unrecognised: { count: unrecognised.length, examples: unrecognised.slice(0, MAX_EXAMPLES) },
    refused: mergeRefused(contents.refused, found.refused),
  }
  return { report, clips: found.clips.toSorted((a, b) => (a.file < b.file ? -1 : 1)), notes: found.notes }
}

/** What the walk says of a file (a link, a pipe) is truer than a manifest's "not in the folder". */
function mergeRefused(walked: readonly Refusal[], rows: readonly Refusal[]): Refusal[] {
  const known = new Set(walked.map(refusal => refusal.file))
  return [...walked, ...rows.filter(refusal => !known.has(refusal.file))]
}
