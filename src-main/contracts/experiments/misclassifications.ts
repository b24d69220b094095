import { z } from 'zod'
import { contrastCellSchema, dataTableSchema } from '../plausibility'
import { drawnClipSchema, windowsOfSchema } from './drawn-clip'

/** Cues where the model looks, in clips that it names wrongly. */
export const misclassificationsSettingsSchema = z.strictObject({
  /** Wrong predictions drawn, each predicted label with its part; or all of them. */
  clips: z.union([z.number().int().min(1).max(100_000), z.literal('all')]).default(20),
  method: windowsOfSchema,
})

export const misclassificationsResultSchema = z.object({
  kind: z.literal('misclassifications'),
  method: z.string(),
  /** Wrong predictions with windows, and how many of them were drawn. */
  wrong: z.number().int(),
  drawn: z.number().int(),
  /** The sample; empty where all clips were taken. */
  clips: z.array(drawnClipSchema),
  /** What was taken for what, the most frequent first; over all wrong predictions. */
  pairs: z.array(z.object({ expected: z.string(), predicted: z.string(), clips: z.number().int() })),
  /** By label and what was said instead: the paper's Table 3. */
  cues: dataTableSchema,
  /** By what was said: the windows less random speech windows of the same clips. */
  deltas: dataTableSchema,
  /** Drawn wrong predictions of a label against all correct ones of it. */
  contrast: z.array(contrastCellSchema),
  caveats: z.array(z.string()),
})
export type MisclassificationsResult = z.infer<typeof misclassificationsResultSchema>
