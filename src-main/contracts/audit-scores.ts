import { z } from 'zod'
import { readerSchema } from './clip-query'
import { scoreRowSchema, shareSchema, sizeCautionSchema } from './experiments/baseline'

export const scoreGroupKinds = ['dataset', 'speaker', 'sex', 'intensity'] as const
export type ScoreGroupKind = (typeof scoreGroupKinds)[number]

export const auditScoresQuerySchema = z.strictObject({
  /** What clips are put into groups by; left out: into none. */
  by: z.enum(scoreGroupKinds).optional(),
  reader: readerSchema,
})

const scoredGroupSchema = scoreRowSchema.omit({ name: true }).extend({
  /** What all of its clips say in the column; null: nothing. */
  word: z.string().nullable(),
  /** Of a speaker: speakers of different data sets are different people. Else null. */
  dataset: z.string().nullable(),
  /** counts[expected][predicted], in the order of `labels`. */
  confusion: z.array(z.array(z.number().int())),
  /** Per label; null where it does not occur. */
  recall: z.array(z.number().nullable()),
  caution: sizeCautionSchema.nullable(),
})
export type ScoredGroup = z.infer<typeof scoredGroupSchema>

/** How often a model is right, with intervals: the figures of the experiment `baseline` as the report has them. */
export const auditScoresSchema = z.object({
  labels: z.array(z.string()),
  overall: scoreRowSchema.omit({ name: true }),
  /** What keeps the intervals from saying much, in whole sentences. */
  caveats: z.array(z.string()),
  by: z.enum(scoreGroupKinds).nullable(),
  groups: z.array(scoredGroupSchema),
  /** Of exactly two groups: the second less the first. */
  gap: z.object({ accuracy: shareSchema, uar: shareSchema }).nullable(),
})
export type AuditScores = z.infer<typeof auditScoresSchema>
