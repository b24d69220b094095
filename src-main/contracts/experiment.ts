import { z } from 'zod'
import { auditStateSchema } from './audit'
import { readerSchema } from './clip-query'
import { errorBodySchema } from './error'
import { ablationResultSchema, ablationSettingsSchema } from './experiments/ablation'
import { modelBaselineResultSchema, modelBaselineSettingsSchema } from './experiments/baseline'
import { crossDatasetResultSchema, crossDatasetSettingsSchema } from './experiments/cross-dataset'
import { cueValidationResultSchema, cueValidationSettingsSchema } from './experiments/cue-validation'
import { embeddingResultSchema, embeddingSettingsSchema } from './experiments/embedding'
import { faithfulnessResultSchema, faithfulnessSettingsSchema } from './experiments/faithfulness'
import { misclassificationsResultSchema, misclassificationsSettingsSchema } from './experiments/misclassifications'
import { referenceClipsResultSchema, referenceClipsSettingsSchema } from './experiments/reference-clips'
import { spuriousFeaturesResultSchema, spuriousFeaturesSettingsSchema } from './experiments/spurious-features'

export const experimentKinds = [
  'baseline',
  'cue-validation',
  'misclassifications',
  'ablation',
  'spurious-features',
  'cross-dataset',
  'faithfulness',
  'reference-clips',
  'embedding',
] as const
export const experimentKindSchema = z.enum(experimentKinds)
export type ExperimentKind = z.infer<typeof experimentKindSchema>

const asked = {
  baseline: {
    kind: z.literal('baseline'),
    settings: modelBaselineSettingsSchema.prefault({}),
  },
  'cue-validation': {
    kind: z.literal('cue-validation'),
    settings: cueValidationSettingsSchema.prefault({}),
  },
  misclassifications: {
    kind: z.literal('misclassifications'),
    settings: misclassificationsSettingsSchema.prefault({}),
  },
  ablation: {
    kind: z.literal('ablation'),
    settings: ablationSettingsSchema.prefault({}),
  },
  'cross-dataset': {
    kind: z.literal('cross-dataset'),
    settings: crossDatasetSettingsSchema.prefault({}),
  },
  'reference-clips': {
    kind: z.literal('reference-clips'),
    settings: referenceClipsSettingsSchema.prefault({}),
  },
  faithfulness: {
    kind: z.literal('faithfulness'),
    settings: faithfulnessSettingsSchema.prefault({}),
  },
  'spurious-features': {
    kind: z.literal('spurious-features'),
    settings: spuriousFeaturesSettingsSchema.prefault({}),
  },
  embedding: {
    kind: z.literal('embedding'),
    settings: embeddingSettingsSchema.prefault({}),
  },
} as const

/** What is asked of an audit's clips. The same question again is the same experiment: it goes on, or is there. */
export const newExperimentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...asked.baseline, seed: z.number().int().min(0).default(1) }),
  z.strictObject({ ...asked['cue-validation'], seed: z.number().int().min(0).default(1) }),
  z.strictObject({ ...asked.misclassifications, seed: z.number().int().min(0).default(1) }),
  z.strictObject({ ...asked.ablation, seed: z.number().int().min(0).default(1) }),
  z.strictObject({ ...asked['cross-dataset'], seed: z.number().int().min(0).default(1) }),
  z.strictObject({ ...asked['reference-clips'], seed: z.number().int().min(0).default(1) }),
  z.strictObject({ ...asked.faithfulness, seed: z.number().int().min(0).default(1) }),
  z.strictObject({ ...asked['spurious-features'], seed: z.number().int().min(0).default(1) }),
  z.strictObject({ ...asked.embedding, seed: z.number().int().min(0).default(1) }),
])
export type NewExperiment = z.input<typeof newExperimentSchema>
/** With all defaults filled in. */
export type ExperimentQuestion = z.output<typeof newExperimentSchema>

export const experimentProgressSchema = z.object({
  /** Pieces of work: a clip, or a clip with one of several variants. */
  total: z.number(),
  done: z.number(),
  refused: z.number(),
  /** Pieces a second since the experiment (last) started; null before the second. */
  itemsPerSec: z.number().nullable(),
  secondsLeft: z.number().nullable(),
})
export type ExperimentProgress = z.infer<typeof experimentProgressSchema>

const cardFields = {
  id: z.number().int(),
  auditId: z.number().int(),
  seed: z.number().int(),
  createdAt: z.string(),
  state: auditStateSchema,
  error: errorBodySchema.nullable(),
  progress: experimentProgressSchema,
}

export const experimentCardSchema = z.discriminatedUnion('kind', [
  z.object({ ...asked.baseline, ...cardFields }),
  z.object({ ...asked['cue-validation'], ...cardFields }),
  z.object({ ...asked.misclassifications, ...cardFields }),
  z.object({ ...asked.ablation, ...cardFields }),
  z.object({ ...asked['cross-dataset'], ...cardFields }),
  z.object({ ...asked['reference-clips'], ...cardFields }),
  z.object({ ...asked.faithfulness, ...cardFields }),
  z.object({ ...asked['spurious-features'], ...cardFields }),
  z.object({ ...asked.embedding, ...cardFields }),
])
export type ExperimentCard = z.infer<typeof experimentCardSchema>

/** What could not be worked on, and pieces that were worked on otherwise than asked. */
export const experimentRefusalSchema = z.object({
  file: z.string(),
  /** E.g. the saliency method; '' where a clip is one piece of work. */
  variant: z.string(),
  error: errorBodySchema,
})
export type ExperimentRefusal = z.infer<typeof experimentRefusalSchema>

export const experimentResultQuerySchema = z.object({
  /** reference-clips: the channel whose clips are wanted. */
  channel: z.coerce.number().int().min(0).optional(),
  /** reference-clips: so many clips of each list. */
  limit: z.coerce.number().int().min(1).max(200).default(8),
  reader: readerSchema,
})
export type ExperimentResultQuery = z.output<typeof experimentResultQuerySchema>

/** What the pieces done so far say; there at any time, complete once the experiment is done. */
export const experimentResultSchema = z.object({
  experiment: experimentCardSchema,
  result: z.discriminatedUnion('kind', [
    modelBaselineResultSchema,
    cueValidationResultSchema,
    misclassificationsResultSchema,
    ablationResultSchema,
    crossDatasetResultSchema,
    referenceClipsResultSchema,
    faithfulnessResultSchema,
    spuriousFeaturesResultSchema,
    embeddingResultSchema,
  ]),
  refused: z.array(experimentRefusalSchema),
  /** E.g. that the CPU stood in for a provider. */
  notes: z.array(errorBodySchema),
})
export type ExperimentResult = z.infer<typeof experimentResultSchema>
