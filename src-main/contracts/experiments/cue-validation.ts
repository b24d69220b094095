import { z } from 'zod'
import { dataTableSchema } from '../plausibility'
import { drawnClipSchema, windowsOfSchema } from './drawn-clip'

/** Cues where the model looks, in clips that it names rightly. */
export const cueValidationSettingsSchema = z.strictObject({
  /** Correct clips drawn of each label, or all of them. */
  clips: z.union([z.number().int().min(1).max(100_000), z.literal('all')]).default(10),
  method: windowsOfSchema,
})

/** Which label is at the top or bottom, and how sure that is: in what share of bootstrap draws it is there too. */
const placeSchema = z.object({ label: z.string(), mean: z.number(), share: z.number() })

/** The labels' order by the mean of one column; only labels with a value count. */
export const labelOrderSchema = z.object({ column: z.string(), highest: placeSchema, lowest: placeSchema })
export type LabelOrder = z.infer<typeof labelOrderSchema>

export const cueValidationResultSchema = z.object({
  kind: z.literal('cue-validation'),
  /** Whose windows. */
  method: z.string(),
  labels: z.array(z.object({ label: z.string(), correct: z.number().int(), drawn: z.number().int() })),
  /** The sample; empty where all clips were taken. */
  clips: z.array(drawnClipSchema),
  /** By label, of the salient windows: the paper's Table 2. Columns `loudness.mean`, `loudness.sd`, `loudness.cv`, `f0.mean`... */
  cues: dataTableSchema,
  /** The same less random speech windows of the same clips. */
  deltas: dataTableSchema,
  /** Of each column with two labels or more that have a value. */
  order: z.array(labelOrderSchema),
  caveats: z.array(z.string()),
})
export type CueValidationResult = z.infer<typeof cueValidationResultSchema>
