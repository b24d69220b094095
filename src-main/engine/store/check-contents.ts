import { CueScopeError } from '#engine/base/errors'
import { listAudits } from './audits'
import { listDatasets } from './datasets'
import type { ReadDb } from './handles'
import { getModel } from './models'

/**
 * Can what the project says of its data sets, audits and models be read back? SQLite knows a damaged page, not a damaged
 * text in a sound one.
 * @throws CueScopeError corrupt-db
 */
export function checkContents(db: ReadDb, path: string): void {
  try {
    listDatasets(db)
    for (const { modelSha } of listAudits(db)) getModel(db, modelSha)
  } catch (cause) {
    const message = `${path} is damaged: what it says of its data sets, audits or models can't be read. Use a copy.`
    throw new CueScopeError('corrupt-db', message, { path }, { cause })
  }
}
