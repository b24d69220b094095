import type { AuditSummary } from '#contracts/audit'
import { errorBodySchema } from '#contracts/error'
import { scoresOf } from '#engine/datasets/scores'
import type { StoredAudit } from './audits'
import { auditScope, scopeParameters } from './audit-scope'
import type { ReadDb } from './handles'

interface Count {
  corpus: string
  expected: string
  predicted: string
  n: number
}

/** Scores of an audit so far, over clips that have a result and whose emotion maps onto a label. */
export function summarise(db: ReadDb, audit: StoredAudit, labels: readonly string[]): AuditSummary {
  const parameters = scopeParameters(audit)
  const counts = db
    .prepare<[object], Count>(
      `${auditScope} SELECT corpus, expected, predicted, count(*) AS n FROM scope
       WHERE predicted IS NOT NULL AND expected IS NOT NULL GROUP BY corpus, expected, predicted ORDER BY corpus`,
    )
    .all(parameters)
  const unmapped = db
    .prepare<[object], { emotion: string | null; n: number }>(
      `${auditScope} SELECT emotion, count(*) AS n FROM scope WHERE predicted IS NOT NULL AND expected IS NULL GROUP BY emotion ORDER BY emotion`,
    )
    .all(parameters)
  const refused = db
    .prepare<[object], { file: string; error: string }>(
      `${auditScope} SELECT file, error FROM scope WHERE error IS NOT NULL ORDER BY file`,
    )
    .all(parameters)
  const confusion = confusionOf(counts, labels)
  const corpora = [...new Set(counts.map(({ corpus }) => corpus))]
  return {
    labels: [...labels],
    confusion,
    ...scoresOf(confusion),
    unmapped: Object.fromEntries(unmapped.map(({ emotion, n }) => [emotion ?? 'no label', n])),
    refused: refused.map(({ file, error }) => ({ file, error: errorBodySchema.parse(JSON.parse(error)) })),
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

function confusionOf(counts: readonly Count[], labels: readonly string[]): number[][] {
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
export function countProgress(
  db: ReadDb,
  audit: StoredAudit,
): { total: number; done: number; refused: number; scored: number; correct: number } {
  return db
    .prepare<[object], { total: number; done: number; refused: number; scored: number; correct: number }>(
      `${auditScope} SELECT count(*) AS total, count(result_id) AS done, count(error) AS refused,
        coalesce(sum(predicted IS NOT NULL AND expected IS NOT NULL), 0) AS scored,
        coalesce(sum(predicted = expected), 0) AS correct FROM scope`,
    )
    .get(scopeParameters(audit))!
}
