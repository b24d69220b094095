import { modelVerdicts } from '#contracts/annotation'
import type { AgreementInput } from '#engine/annotations/agreement'
import { LabelCodes } from '#engine/annotations/ratings'
import { eachSaid } from '#engine/store/annotation-figures'
import { getAnnotator, listAnnotators } from '#engine/store/annotators'
import type { StoredAudit } from '#engine/store/audits'
import type { ReadDb } from '#engine/store/handles'
import { getModel } from '#engine/store/models'
import type { AuditTable } from './audit-table'

/** What annotators said of an audit's clips, as arrays. */
export interface AuditRatings extends AgreementInput {
  /** Int32 [clips]: clips that anybody annotated */
  readonly clipIds: Int32Array
}

/**
 * @param annotatorIds null: everybody who annotated clips of the audit
 * @param untold clips that are left out; whoever said something of these only is there all the same
 */
export function auditRatings(
  db: ReadDb,
  audit: StoredAudit,
  table: AuditTable,
  annotatorIds: readonly number[] | null,
  untold: ReadonlySet<number> = new Set(),
): AuditRatings {
  const wanted = new Set(annotatorIds ?? listAnnotators(db).map(({ id }) => id))
  const all = [...eachSaid(db, audit.modelSha)].filter(
    ({ clipId, annotatorId }) => wanted.has(annotatorId) && table.has(clipId),
  )
  const ids = annotatorIds ?? [...new Set(all.map(({ annotatorId }) => annotatorId))].sort((a, b) => a - b)
  const said = all.filter(({ clipId }) => !untold.has(clipId))
  const columnOf = new Map(ids.map((id, column) => [id, column]))
  const clipIds = Int32Array.from(new Set(said.map(({ clipId }) => clipId)))
  const rowOf = new Map(Array.from(clipIds, (clipId, row) => [clipId, row]))
  const [clips, raters, columns] = [clipIds.length, ids.length, ids.length + 2]
  const emotions = new LabelCodes(getModel(db, audit.modelSha).manifest.labels, true)
  const verdicts = new LabelCodes(modelVerdicts, false)
  const emotion = new Int32Array(clips * columns).fill(-1)
  const verdict = new Int32Array(clips * raters).fill(-1)
  const arousal = new Float64Array(clips * raters).fill(NaN)
  const valence = new Float64Array(clips * raters).fill(NaN)
  let blind = 0
  for (const one of said) {
    const [row, column] = [rowOf.get(one.clipId)!, columnOf.get(one.annotatorId)!]
    emotion[row * columns + column] = emotions.codeOf(one.emotion)
    verdict[row * raters + column] = verdicts.codeOf(one.verdict)
    arousal[row * raters + column] = one.arousal ?? NaN
    valence[row * raters + column] = one.valence ?? NaN
    if (one.emotion !== null && one.isBlind === true) blind++
  }
  clipIds.forEach((clipId, row) => {
    emotion[row * columns + raters] = emotions.codeOf(table.wordOf(clipId, 'predicted'))
    emotion[row * columns + raters + 1] = emotions.codeOf(
      table.wordOf(clipId, 'expected') ?? table.wordOf(clipId, 'emotion'),
    )
  })
  return {
    annotators: ids.map(id => ({ id, name: getAnnotator(db, id).name })),
    ...{ clips, clipIds, blind },
    emotion: { raters: columns, labels: emotions.labels, codes: emotion },
    verdict: { raters, labels: verdicts.labels, codes: verdict },
    arousal: { raters, values: arousal },
    valence: { raters, values: valence },
  }
}
