import { readdir } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { Library } from '#contracts/project'
import type { ModelCard, ModelManifest } from '#contracts/model'
import { CueScopeError, toErrorBody } from '#engine/base/errors'
import { sha256 as hash } from '#engine/files/sha256'
import { readModelPackage } from './model-package'

interface CatalogEntry {
  readonly folder: string
  readonly sha256: string
  readonly manifest: ModelManifest
}

/** The models that the program ships and those that people added, by content hash. */
export class ModelCatalog {
  readonly #entries = new Map<string, CatalogEntry>()
  /** Folders that were added and hold no readable package now, by a hash of their path. */
  readonly #lost = new Map<string, Library['lostModels'][number]>()

  constructor(private readonly bundledFolder: string) {}

  /** Bundled packages first; a folder that is gone or damaged is left out and reported to `onProblem`. */
  async load(folders: readonly string[], onProblem: (folder: string, error: unknown) => void): Promise<void> {
    const bundled = (await readdir(this.bundledFolder, { withFileTypes: true })).filter(entry => entry.isDirectory())
    const all = [...bundled.map(entry => join(this.bundledFolder, entry.name)).sort(), ...folders]
    for (const folder of all) {
      try {
        await this.add(folder)
      } catch (error) {
        const id = hash(folder)
        if (!folder.startsWith(this.bundledFolder + sep)) this.#lost.set(id, { id, folder, error: toErrorBody(error) })
        onProblem(folder, error)
      }
    }
  }

  async add(folder: string): Promise<CatalogEntry> {
    const { sha256, manifest } = await readModelPackage(folder)
    const entry = this.#entries.get(sha256) ?? { folder, sha256, manifest }
    this.#entries.set(sha256, entry)
    this.#lost.delete(hash(folder))
    return entry
  }

  /** @returns its folder. @throws CueScopeError forbidden for a model that comes with the program */
  remove(id: string): string {
    const folder = this.#lost.get(id)?.folder ?? this.get(id).folder
    if (folder.startsWith(this.bundledFolder + sep))
      throw new CueScopeError('forbidden', 'This model comes with the program: it stays in the library.')
    this.#entries.delete(id)
    this.#lost.delete(id)
    return folder
  }

  lost(): Library['lostModels'] {
    return [...this.#lost.values()]
  }

  find(id: string): CatalogEntry | null {
    return this.#entries.get(id) ?? null
  }

  get(id: string): CatalogEntry {
    const entry = this.find(id)
    if (entry === null)
      throw new CueScopeError('not-found', 'This model is not in the library any more: add its folder again.')
    return entry
  }

  /** Id of a package that the program ships. */
  bundledId(name: string): string {
    const folder = join(this.bundledFolder, name)
    const entry = [...this.#entries.values()].find(candidate => candidate.folder === folder)
    if (entry === undefined)
      throw new CueScopeError(
        'file-missing',
        `The model ${folder} that comes with the program is missing: install it again.`,
      )
    return entry.sha256
  }

  cards(): ModelCard[] {
    return [...this.#entries.values()].map(({ folder, sha256, manifest }) => ({
      id: sha256,
      sha256,
      name: manifest.name,
      version: manifest.version,
      license: manifest.license,
      labels: manifest.labels,
      sampleRateHz: manifest.frontEnd.sampleRate,
      nMels: manifest.frontEnd.nMels,
      layers: manifest.concepts.map(({ layer }) => layer),
      isBundled: folder.startsWith(this.bundledFolder + sep),
      isMissing: false,
      training: manifest.training,
      metrics: manifest.metrics,
    }))
  }
}
