import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { importerIds } from '#contracts/dataset'
import { CueScopeError } from '#engine/base/errors'
import { quoted } from './quoted'
import type { Importer } from './importer'
import { importers } from './importers'

/** Where a scan's labels come from: names that these importers know, or one table. */
export type LabelSource = { readonly importers: readonly Importer[] } | { readonly manifest: string }

/**
 * @param choice `auto`, an importer's id, or a manifest's path (looked for where the program runs, then in the folder)
 * @throws CueScopeError bad-option, file-missing
 */
export async function chooseSource(choice: string, folder: string): Promise<LabelSource> {
  if (choice === 'auto') return { importers }
  const chosen = importers.filter(importer => importer.id === choice)
  if (chosen.length > 0) return { importers: chosen }
  if (choice === 'manifest') return { manifest: join(folder, 'manifest.csv') }
  if (!/\.(csv|tsv|txt)$/i.test(choice)) {
    const known = ['auto', ...importerIds].join(', ')
    throw new CueScopeError(
      'bad-option',
      `${quoted(choice)} is no importer: choose ${known} or a manifest's path (.csv).`,
    )
  }
  for (const path of [resolve(choice), join(folder, choice)]) if (await isThere(path)) return { manifest: path }
  throw new CueScopeError('file-missing', `The manifest ${quoted(choice)} is not there.`, { path: choice })
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
