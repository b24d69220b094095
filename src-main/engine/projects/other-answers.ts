import type { OtherAnswer } from '#contracts/comparison'
import { methodsOffered } from '#engine/assess-audit'
import { getAudit, listAudits } from '#engine/store/audits'
import { clipRows, getClip } from '#engine/store/clips'
import type { ReadDb } from '#engine/store/handles'
import { getModel } from '#engine/store/models'
import { sameClip } from '#engine/store/same-clip'

/** What the project's other audits say of a clip; those that have no prediction of it say nothing. */
export function otherAnswers(db: ReadDb, auditId: number, clipId: number): OtherAnswer[] {
  getClip(db, getAudit(db, auditId), clipId)
  return listAudits(db).flatMap((other): OtherAnswer[] => {
    const there = other.id === auditId ? null : sameClip(db, clipId, other)
    const [row] = there === null ? [] : clipRows(db, other, [there])
    if (row === undefined || row.predicted === null) return []
    const { expected, predicted, confidence } = row
    return [
      {
        ...{ auditId: other.id, modelName: getModel(db, other.modelSha).manifest.name },
        ...{ methods: [...methodsOffered(other)], clipId: row.clipId, expected, predicted },
        confidence: confidence!,
      },
    ]
  })
}
