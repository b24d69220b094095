import { z } from 'zod'
import { auditStateSchema } from './audit'
import { errorBodySchema } from './error'
import { faithfulnessResultSchema, faithfulnessSettingsSchema } from './experiments/faithfulness'
import { referenceClipsResultSchema, referenceClipsSettingsSchema } from './experiments/reference-clips'
import { spuriousFeaturesResultSchema, spuriousFeaturesSettingsSchema } from './experiments/spurious-features'

export const experimentKinds = ['reference-clips', 'faithfulness', 'spurious-features'] as const
export const experimentKindSchema = z.enum(experimentKinds)
export type ExperimentKind = z.infer<typeof experimentKindSchema>

const asked = {
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
} as const

/** What is asked of an audit's clips. The same question again is the same experiment: it goes on, or is there. */
export const newExperimentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...asked['reference-clips'], seed: z.number().int().min(0).default(1) }),
  z.strictObject({ ...asked.faithfulness, seed: z.number().int().min(0).default(1) }),
  z.strictObject({ ...asked['spurious-features'], seed: z.number().int().min(0).default(1) }),
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
  z.object({ ...asked['reference-clips'], ...cardFields }),
  z.object({ ...asked.faithfulness, ...cardFields }),
  z.object({ ...asked['spurious-features'], ...cardFields }),
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
})
export type ExperimentResultQuery = z.output<typeof experimentResultQuerySchema>

/** What the pieces done so far say; there at any time, complete once the experiment is done. */
export const experimentResultSchema = z.object({
  experiment: experimentCardSchema,
  result: z.discriminatedUnion('kind', [
    referenceClipsResultSchema,
    faithfulnessResultSchema,
    spuriousFeaturesResultSchema,
  ]),
  refused: z.array(experimentRefusalSchema),
  /** E.g. that the CPU stood in for a provider. */
  notes: z.array(errorBodySchema),
})
export type ExperimentResult = z.infer<typeof experimentResultSchema>
