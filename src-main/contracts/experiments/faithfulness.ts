import { z } from 'zod'
import { replacementSchema, saliencyMethodSchema } from '../settings'

export const faithfulnessChecks = ['concentration', 'stability', 'randomisation', 'correlation'] as const
export const faithfulnessCheckSchema = z.enum(faithfulnessChecks)
export type FaithfulnessCheck = z.infer<typeof faithfulnessCheckSchema>

/** How maps are judged, for one clip and for a data set. Removal curves always; the further checks cost more. */
export const judgeSettingsSchema = z.strictObject({
  /** What is taken away together: 4 mel bands by 5 frames, or all bands of 0.15 s. */
  features: z.enum(['blocks', 'strips']).default('blocks'),
  /** What it is replaced by. */
  value: replacementSchema.default('mean'),
  /** What is measured meanwhile: the target's probability or its logit. */
  score: z.enum(['probability', 'logit']).default('probability'),
  /** Points of a removal curve beside its start. */
  steps: z.number().int().min(2).max(200).default(20),
  /** Random orders that stand beside the map's. */
  draws: z.number().int().min(1).max(100).default(5),
  /** Noisy copies for `stability`. */
  noisyCopies: z.number().int().min(1).max(200).default(5),
  /** Random sets of features for `correlation`. */
  subsets: z.number().int().min(10).max(1000).default(50),
  checks: z.array(faithfulnessCheckSchema).default([...faithfulnessChecks]),
})
export type JudgeSettings = z.infer<typeof judgeSettingsSchema>

/** Whether the maps of some methods tell what the model uses, over a sample of an audit's clips. */
export const faithfulnessSettingsSchema = z.strictObject({
  /** The methods' own settings are the audit's. */
  methods: z.array(saliencyMethodSchema).min(1).default(['occlusion', 'crp']),
  /** Size of the sample, each predicted label with its part; or all clips. */
  clips: z.union([z.number().int().min(2).max(100_000), z.literal('all')]).default(50),
  judge: judgeSettingsSchema.prefault({}),
})

/** In the order of a table; which direction is good: `-1` low, `1` high, `0` neither. */
export const faithfulnessMetrics = {
  deletion: -1,
  insertion: 1,
  aopc: 1,
  abpc: 1,
  correlation: 1,
  infidelity: -1,
  sparseness: 0,
  complexity: 0,
  maxSensitivity: -1,
  redrawnSpearman: 0,
} as const
export type FaithfulnessMetric = keyof typeof faithfulnessMetrics
export const faithfulnessMetricSchema = z.enum(
  Object.keys(faithfulnessMetrics) as [FaithfulnessMetric, ...FaithfulnessMetric[]],
)

/** A mean over clips with its 95 % bootstrap interval. */
export const estimateSchema = z.object({
  clips: z.number().int(),
  mean: z.number(),
  /** Standard deviation over clips; null for one clip. */
  sd: z.number().nullable(),
  /** null for one clip. */
  low: z.number().nullable(),
  high: z.number().nullable(),
})
export type Estimate = z.infer<typeof estimateSchema>

/** Map minus control, clip by clip. */
export const pairedSchema = estimateSchema.extend({
  /** Share of clips where the map does better than the control; ties count half. */
  beats: z.number(),
})
export type Paired = z.infer<typeof pairedSchema>

export const faithfulnessResultSchema = z.object({
  kind: z.literal('faithfulness'),
  /** Clips in the sample. */
  clips: z.number().int(),
  /** In the order of the settings. A metric that could be measured on no clip is left out. */
  methods: z.array(
    z.object({
      method: saliencyMethodSchema,
      metrics: z.array(
        estimateSchema.extend({
          metric: faithfulnessMetricSchema,
          /** null: the metric has no such control. */
          overRandom: pairedSchema.nullable(),
          overEnergy: pairedSchema.nullable(),
        }),
      ),
    }),
  ),
  /** Features in random order, and loudest first: the removal metrics only. */
  controls: z.array(
    z.object({
      control: z.enum(['random', 'energy']),
      metrics: z.array(estimateSchema.extend({ metric: faithfulnessMetricSchema })),
    }),
  ),
})
export type FaithfulnessResult = z.infer<typeof faithfulnessResultSchema>
