import { z } from 'zod'
import { saliencyMethodSchema } from './settings'

/** `difference`: of maps that ask for a label rather than another. */
export const saliencyScaleQuerySchema = z.object({
  method: saliencyMethodSchema,
  question: z.enum(['label', 'difference']).default('label'),
})
export type SaliencyScaleQuery = z.infer<typeof saliencyScaleQuerySchema>

/** What saliency is strong in an audit: one value for all its clips, so that their maps compare. */
export const saliencyScaleSchema = z.object({
  /** The magnitude that 99.5 % of the bins of the sampled maps stay below; null: not known (yet). */
  limit: z.number().positive().nullable(),
  /** Maps that it is read from, and clips in the sample. */
  clips: z.number().int(),
  of: z.number().int(),
  /** Maps are still being made: ask again. */
  isDue: z.boolean(),
})
export type SaliencyScale = z.infer<typeof saliencyScaleSchema>
