import { z } from 'zod'

/** What a model makes of each clip right before its last layer: the numbers from which maps of clips are drawn. */
export const embeddingSettingsSchema = z.strictObject({})

export const embeddingResultSchema = z.object({
  kind: z.literal('embedding'),
  /** Tensor that holds the activations; '' before the first clip is done. */
  layer: z.string(),
  /** Numbers a clip. */
  size: z.number().int(),
  clips: z.number().int(),
})
export type EmbeddingResult = z.infer<typeof embeddingResultSchema>
