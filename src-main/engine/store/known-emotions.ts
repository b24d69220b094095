import { canonicalEmotions } from '#contracts/dataset'
import { CueScopeError } from '#engine/base/errors'
import type { ReadDb } from './handles'
import { getModel } from './models'

/** What an annotator can call a clip: labels of the project's models, and the canonical emotions. */
export function knownEmotions(db: ReadDb): ReadonlySet<string> {
  const models = db.prepare<[], { sha256: string }>('SELECT sha256 FROM models ORDER BY sha256').all()
  return new Set([...models.flatMap(({ sha256 }) => getModel(db, sha256).manifest.labels), ...canonicalEmotions])
}

/** @throws CueScopeError label-unknown */
export function checkEmotion(db: ReadDb, emotion: string | null | undefined): void {
  if (emotion === null || emotion === undefined) return
  const known = knownEmotions(db)
  if (known.has(emotion)) return
  const message = `“${emotion}” is no label of this project’s models and no emotion of the list: ${[...known].join(', ')}.`
  throw new CueScopeError('label-unknown', message, { emotion })
}
