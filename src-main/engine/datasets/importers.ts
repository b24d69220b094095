import type { Importer } from './importer'
import { cremaD } from './importers/crema-d'
import { demo } from './importers/demo'
import { ravdess } from './importers/ravdess'
import { tess } from './importers/tess'

/** In the order in which they are asked; no name fits two of them. */
export const importers: readonly Importer[] = [cremaD, ravdess, tess, demo]
