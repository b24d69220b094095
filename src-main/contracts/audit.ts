import { z } from 'zod'
import { errorBodySchema } from './error'
import { explainSettingsSchema } from './settings'
import { labelMapSchema } from './dataset'
import { providerReportSchema } from './provider'

export const auditStates = ['running', 'paused', 'done', 'cancelled', 'failed'] as const
export const auditStateSchema = z.enum(auditStates)
export type AuditState = z.infer<typeof auditStateSchema>

export const auditProgressSchema = z.object({
  total: z.number(),
  /** Clips with a result, those found already computed included. */
  done: z.number(),
  refused: z.number(),
  /** Of `done`, how many needed no computing this time. */
  reused: z.number(),
  /** Of `done`, those whose emotion maps onto a label of the model. */
  scored: z.number(),
  correct: z.number(),
  /** Clips computed a second since the audit (last) started; null before the first. */
  clipsPerSec: z.number().nullable(),
  secondsLeft: z.number().nullable(),
})
export type AuditProgress = z.infer<typeof auditProgressSchema>

export const newAuditSchema = z.object({
  datasetId: z.number().int(),
  modelId: z.string(),
  labelMap: labelMapSchema.optional(),
  settings: explainSettingsSchema.prefault({}),
  /** Only the first clips by file name: for a quick look. */
  limit: z.number().int().positive().optional(),
})
export type NewAudit = z.input<typeof newAuditSchema>

export const renameAuditSchema = z.object({ name: z.string().trim().min(1).max(200).nullable() })

export const auditCardSchema = z.object({
  id: z.number().int(),
  /** As a person called it; null: by model and data set. */
  name: z.string().nullable(),
  datasetId: z.number().int(),
  datasetName: z.string(),
  modelId: z.string(),
  modelName: z.string(),
  labels: z.array(z.string()),
  /** The model's layers, for concepts. */
  layers: z.array(z.string()),
  labelMap: labelMapSchema,
  settings: explainSettingsSchema,
  createdAt: z.string(),
  state: auditStateSchema,
  error: errorBodySchema.nullable(),
  /** What runs the model, as it last started; null: not started yet. */
  provider: providerReportSchema.nullable(),
  progress: auditProgressSchema,
})
export type AuditCard = z.infer<typeof auditCardSchema>

/** Scores over the clips that have a result and whose emotion maps onto a label of the model. */
export const auditSummarySchema = z.object({
  labels: z.array(z.string()),
  scored: z.number(),
  correct: z.number(),
  accuracy: z.number().nullable(),
  /** Unweighted average recall over the labels that occur. */
  uar: z.number().nullable(),
  /** counts[expected][predicted], in the order of `labels`. */
  confusion: z.array(z.array(z.number())),
  /** Recall per label; null where the label does not occur. */
  recall: z.array(z.number().nullable()),
  unmapped: z.record(z.string(), z.number()),
  refused: z.array(z.object({ file: z.string(), error: errorBodySchema })),
  datasets: z.array(
    z.object({
      dataset: z.string(),
      scored: z.number(),
      correct: z.number(),
      accuracy: z.number().nullable(),
      uar: z.number().nullable(),
    }),
  ),
})
export type AuditSummary = z.infer<typeof auditSummarySchema>
