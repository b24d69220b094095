import type { AuditSummary } from '#contracts/audit'
import { errorBodySchema } from '#contracts/error'
import { scoresOf } from '#engine/datasets/scores'
import type { StoredAudit } from './audits'
import { auditScope, scopeParameters, someOfAuditScope } from './audit-scope'
import type { ReadDb } from './handles'

/** Clips that are alike in what scores depend on. */
export interface Count {
  readonly corpus: string
  readonly emotion: string | null
  readonly expected: string | null
  readonly predicted: string | null
  readonly n: number
  readonly refused: number
}

/** Scores of an audit so far, over clips that have a result and whose emotion maps onto a label. */
export function summarise(
  db: ReadDb,
  audit: StoredAudit,
  labels: readonly string[],
  all: readonly Count[] = countGroups(db, audit),
): AuditSummary {
  const counts = all.filter(isScored)
  const confusion = confusionOf(counts, labels)
  const corpora = [...new Set(counts.map(({ corpus }) => corpus))]
  return {
    labels: [...labels],
    confusion,
    ...scoresOf(confusion),
    unmapped: unmappedOf(all),
    refused: all.some(({ refused }) => refused > 0) ? refusedClips(db, audit) : [],
    datasets: corpora.map(corpus => {
      const { scored, correct, accuracy, uar } = scoresOf(
        confusionOf(
          counts.filter(count => count.corpus === corpus),
          labels,
        ),
      )
      return { dataset: corpus, scored, correct, accuracy, uar }
    }),
  }
}

const grouped = `SELECT corpus, emotion, expected, predicted, count(*) AS n, count(error) AS refused FROM scope
  GROUP BY corpus, emotion, expected, predicted ORDER BY corpus, emotion`

/** One pass over the clips: what scores and progress follow from. */
export function countGroups(db: ReadDb, audit: StoredAudit): Count[] {
  return db.prepare<[object], Count>(`${auditScope} ${grouped}`).all(scopeParameters(audit))
}

/** The same of some clips, without a look at the others. */
export function countSome(db: ReadDb, audit: StoredAudit, clipIds: Iterable<number>): Count[] {
  const parameters = { ...scopeParameters({ ...audit, reader: null }), clipIds: JSON.stringify([...clipIds]) }
  return db.prepare<[object], Count>(`${someOfAuditScope} ${grouped}`).all(parameters)
}

/** All counts less some of them. */
export function countsWithout(counts: readonly Count[], some: readonly Count[]): Count[] {
  const keyOf = ({ corpus, emotion, expected, predicted }: Count): string =>
    JSON.stringify([corpus, emotion, expected, predicted])
  const left = new Map(some.map(count => [keyOf(count), count]))
  return counts.flatMap(count => {
    const { n = 0, refused = 0 } = left.get(keyOf(count)) ?? {}
    return n === count.n ? [] : [{ ...count, n: count.n - n, refused: count.refused - refused }]
  })
}

type Scored = Count & { readonly expected: string; readonly predicted: string }

function isScored(count: Count): count is Scored {
  return count.predicted !== null && count.expected !== null
}

function unmappedOf(counts: readonly Count[]): Record<string, number> {
  const found = new Map<string, number>()
  for (const { emotion, expected, predicted, n } of counts) {
    if (predicted === null || expected !== null) continue
    const name = emotion ?? 'no label'
    found.set(name, (found.get(name) ?? 0) + n)
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function refusedClips(db: ReadDb, audit: StoredAudit): AuditSummary['refused'] {
  return db
    .prepare<[object], { file: string; error: string }>(
      `${auditScope} SELECT file, error FROM scope WHERE error IS NOT NULL ORDER BY file`,
    )
    .all(scopeParameters(audit))
    .map(({ file, error }) => ({ file, error: errorBodySchema.parse(JSON.parse(error)) }))
}

function confusionOf(counts: readonly Scored[], labels: readonly string[]): number[][] {
  const index = new Map(labels.map((label, i) => [label, i]))
  const confusion = labels.map(() => labels.map(() => 0))
  for (const { expected, predicted, n } of counts) {
    const [row, col] = [index.get(expected), index.get(predicted)]
    // A label map may name a label that the model lacks; such clips can't be scored.
    if (row !== undefined && col !== undefined) confusion[row][col] += n
  }
  return confusion
}

/** How far an audit is. */
export function countProgress(db: ReadDb, audit: StoredAudit): Progress {
  return progressOf(countGroups(db, audit))
}

export interface Progress {
  readonly total: number
  readonly done: number
  readonly refused: number
  readonly scored: number
  readonly correct: number
}

export function progressOf(counts: readonly Count[]): Progress {
  const sum = (of: (count: Count) => number): number => counts.reduce((total, count) => total + of(count), 0)
  return {
    total: sum(({ n }) => n),
    done: sum(({ predicted, n }) => (predicted === null ? 0 : n)),
    refused: sum(({ refused }) => refused),
    scored: sum(count => (isScored(count) ? count.n : 0)),
    correct: sum(({ expected, predicted, n }) => (predicted !== null && predicted === expected ? n : 0)),
  }
}
