import { z } from 'zod'
import { intervalSchema } from '../plausibility'

/** How often a model is right, and for whom. */
export const modelBaselineSettingsSchema = z.strictObject({
  /** Of the bootstrap: speakers are resampled, then their clips. */
  draws: z.number().int().min(100).max(20_000).default(2000),
})

/** A share with its 95 % interval; null: of nothing. */
export const shareSchema = z.object({ value: z.number().nullable(), interval: intervalSchema.nullable() })
export type Share = z.infer<typeof shareSchema>

/**
 * Why the figures of a group of clips say little: too few clips; one speaker, so that the interval says nothing of others;
 * or so few that it is rough.
 */
export const sizeCautionSchema = z.enum(['few-clips', 'one-speaker', 'few-speakers'])
export type SizeCaution = z.infer<typeof sizeCautionSchema>

/** Scores of a group of clips whose label is known. */
export const scoreRowSchema = z.object({
  name: z.string(),
  clips: z.number().int(),
  speakers: z.number().int(),
  correct: z.number().int(),
  accuracy: shareSchema,
  /** Unweighted average recall, over the labels that occur. */
  uar: shareSchema,
})
export type ScoreRow = z.infer<typeof scoreRowSchema>

export const modelBaselineResultSchema = z.object({
  kind: z.literal('baseline'),
  /** In the model's order. */
  labels: z.array(z.string()),
  overall: scoreRowSchema,
  /** Rows: what the clips are; columns: what the model says. */
  confusion: z.array(z.array(z.number().int())),
  recall: z.array(
    z.object({
      label: z.string(),
      clips: z.number().int(),
      recall: shareSchema,
      /** How often the model says it, right or wrong. */
      predicted: z.number().int(),
      /** Share of these that are right; null: never said. */
      precision: z.number().nullable(),
    }),
  ),
  datasets: z.array(scoreRowSchema),
  speakers: z.array(scoreRowSchema),
  sexes: z.array(scoreRowSchema),
  /** Clips with a prediction whose emotion stands for no label of the model, by emotion. */
  unscored: z.record(z.string(), z.number().int()),
  refused: z.number().int(),
  /** What keeps the figures from saying much. */
  caveats: z.array(z.string()),
})
export type ModelBaselineResult = z.infer<typeof modelBaselineResultSchema>
