import { z } from 'zod'
import {
  baseRateSchema,
  dataTableSchema,
  datasetRowSchema,
  intervalSchema,
  plausibilitySettingsSchema,
} from '../plausibility'
import { scoreRowSchema } from './baseline'

/** One model on several data sets: the corpora of the audit, and those of the project's other audits made the same way. */
export const crossDatasetSettingsSchema = z.strictObject({
  /** Other audits of the same model with the same settings count too. */
  hasOtherAudits: z.boolean().default(true),
  plausibility: plausibilitySettingsSchema.prefault({}),
  draws: z.number().int().min(100).max(20_000).default(2000),
})

/** How much more of one thing a data set has than the one it is compared with. */
export const gapSchema = z.object({
  dataset: z.string(),
  /** The data set with most clips. */
  reference: z.string(),
  /** null: over all labels. */
  label: z.string().nullable(),
  clips: z.number().int(),
  referenceClips: z.number().int(),
  /** Recall of the label, or accuracy over all labels: data set less reference; null: one of them has no such clip. */
  difference: z.number().nullable(),
  interval: intervalSchema.nullable(),
})
export type Gap = z.infer<typeof gapSchema>

export const crossDatasetResultSchema = z.object({
  kind: z.literal('cross-dataset'),
  method: z.string().nullable(),
  /** Audits that took part; the one asked first. */
  audits: z.array(z.number().int()),
  datasets: z.array(scoreRowSchema),
  /** By data set and label. */
  recall: z.array(
    z.object({
      dataset: z.string(),
      label: z.string(),
      clips: z.number().int(),
      recall: z.number().nullable(),
      interval: intervalSchema.nullable(),
    }),
  ),
  gaps: z.array(gapSchema),
  /** Of correct predictions, by data set and label. */
  cues: dataTableSchema,
  deltas: dataTableSchema,
  plausibility: z.array(datasetRowSchema),
  baseRates: z.array(baseRateSchema),
  caveats: z.array(z.string()),
})
export type CrossDatasetResult = z.infer<typeof crossDatasetResultSchema>
