import type { LabelsFile } from '#contracts/labels-file'
import { getAnnotator } from '#engine/store/annotators'
import type { ReadDb } from '#engine/store/handles'
import { sentLabels } from '#engine/store/sent-labels'

/** A project's labels, to send. @param annotatorIds null: everybody @throws CueScopeError not-found */
export function projectLabels(db: ReadDb, project: string, annotatorIds: readonly number[] | null): LabelsFile {
  for (const id of annotatorIds ?? []) getAnnotator(db, id)
  return {
    ...{ kind: 'cuescope-labels', version: 1, project, madeAt: new Date().toISOString() },
    clips: sentLabels(db, annotatorIds),
  }
}
