import { basename } from 'node:path'
import { readRegularFile } from '#engine/files/read-file'
import { stemOf } from './audio-names'
import { fileFinder } from './find-file'
import type { Found } from './found'
import { readManifest, type ManifestColumns } from './importers/manifest'
import { describeCorpora } from './scan-report'

const MAX_BYTES = 256 * 2 ** 20

export interface FromManifestOptions {
  readonly columns?: ManifestColumns
  readonly signal?: AbortSignal
}

/** The files that a manifest's rows name; the data set is called as the manifest where its rows name none. */
export async function fromManifest(
  files: readonly string[],
  manifest: string,
  { columns, signal }: FromManifestOptions,
): Promise<Found> {
  const name = basename(manifest)
  const bytes = await readRegularFile(manifest, MAX_BYTES)
  const read = await readManifest(bytes, { name, dataset: stemOf(name), findFile: fileFinder(files), columns, signal })
  return { ...read, corpora: describeCorpora(read.clips, 'manifest', dataset => dataset) }
}
