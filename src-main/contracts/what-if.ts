import { z } from 'zod'

/** What the model says of a clip, of it without a part of its log-Mel, and of that part alone: probabilities by label. */
export const whatIfSchema = z.object({
  labels: z.array(z.string()),
  whole: z.array(z.number()),
  without: z.array(z.number()),
  only: z.array(z.number()),
  /** Of the bins that the model sees, how many lie in the part: 0 to 1. */
  share: z.number(),
})
export type WhatIf = z.infer<typeof whatIfSchema>
