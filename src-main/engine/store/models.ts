import { modelManifestSchema, type ModelManifest } from '#contracts/model'
import { CueScopeError } from '#engine/base/errors'
import type { ReadDb, WriteDb } from './handles'

export interface StoredModel {
  readonly sha256: string
  readonly folder: string
  readonly manifest: ModelManifest
}

/** Remembers where a model lies; the same model at another place is the same model, moved. */
export function saveModel(db: WriteDb, model: StoredModel): void {
  db.prepare(
    'INSERT INTO models (sha256, folder, manifest) VALUES (?, ?, ?) ON CONFLICT (sha256) DO UPDATE SET folder = excluded.folder, manifest = excluded.manifest',
  ).run(model.sha256, model.folder, JSON.stringify(model.manifest))
}

/** Where each model lay when the project last knew. */
export function modelPlaces(db: ReadDb): Pick<StoredModel, 'sha256' | 'folder'>[] {
  return db.prepare<[], { sha256: string; folder: string }>('SELECT sha256, folder FROM models').all()
}

export function getModel(db: ReadDb, sha256: string): StoredModel {
  const row = db
    .prepare<[string], { sha256: string; folder: string; manifest: string }>('SELECT * FROM models WHERE sha256 = ?')
    .get(sha256)
  if (row === undefined) throw new CueScopeError('not-found', `This project has no model ${sha256}.`)
  return { ...row, manifest: modelManifestSchema.parse(JSON.parse(row.manifest)) }
}
