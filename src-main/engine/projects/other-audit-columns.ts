import type { ColumnInfo } from '#contracts/clip-query'
import { pairClips } from '#engine/comparisons/pair-clips'
import { listAudits, type StoredAudit } from '#engine/store/audits'
import type { AuditRows } from '#engine/store/clip-columns'
import type { ReadDb } from '#engine/store/handles'
import { getModel } from '#engine/store/models'
import { scoredClips, type ScoredClip } from '#engine/store/scored-clips'
import { numberColumn, wordColumn, type Column } from '#engine/tables/column'

const pattern = /^other\.(\d+)\.(predicted|outcome|confidence)$/
type Figure = 'predicted' | 'outcome' | 'confidence'

/** What each audit of a project says, for the tables of the others; none where there is but one. */
export function otherAuditColumnInfos(db: ReadDb): ColumnInfo[] {
  const audits = listAudits(db)
  if (audits.length < 2) return []
  return audits.flatMap(({ id, modelSha }) => {
    const name = `Audit ${id} (${getModel(db, modelSha).manifest.name})`
    return [
      info(`other.${id}.predicted`, `${name}: predicted`),
      info(`other.${id}.outcome`, `${name}: outcome`),
      info(`other.${id}.confidence`, `${name}: confidence`, 'number', 3),
    ]
  })
}

const info = (id: string, title: string, kind: ColumnInfo['kind'] = 'word', digits = 0): ColumnInfo => ({
  ...{ id, title, kind, digits },
  unit: '',
  group: 'prediction',
})

/** Null: the column is none of another audit, or there is no such audit. Empty for clips that it has no prediction of. */
export function otherAuditColumn(db: ReadDb, audit: StoredAudit, { clipIds }: AuditRows, id: string): Column | null {
  const [, number, figure] = pattern.exec(id) ?? []
  const other = listAudits(db).find(one => one.id === Number(number))
  if (other === undefined) return null
  const answers = answersByClip(db, audit, other)
  const values = Array.from(clipIds, clipId => valueOf(answers.get(clipId), figure as Figure))
  return figure === 'confidence' ? numberColumn(values as (number | null)[]) : wordColumn(values as (string | null)[])
}

function valueOf(answer: ScoredClip | undefined, figure: Figure): string | number | null {
  if (answer === undefined) return null
  if (figure !== 'outcome') return answer[figure]
  if (answer.expected === null) return 'unmapped'
  return answer.expected === answer.predicted ? 'correct' : 'wrong'
}

/** By the clips of the one audit. Within a data set a clip is itself; else it is found as a comparison finds it. */
function answersByClip(db: ReadDb, audit: StoredAudit, other: StoredAudit): Map<number, ScoredClip> {
  const answers = scoredClips(db, other)
  if (audit.datasetId === other.datasetId) return new Map(answers.map(answer => [answer.clipId, answer]))
  return new Map(pairClips(scoredClips(db, audit), answers).map(({ a, b }) => [a.clipId, b]))
}
