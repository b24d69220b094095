import { z } from 'zod'

/** One salient window. Times refer to the whole clip. */
export const segmentSchema = z.object({
  /** 1 = highest score. */
  rank: z.number().int(),
  startSec: z.number(),
  endSec: z.number(),
  /** Sum of the positive saliency inside the window. */
  score: z.number(),
  /** The score's share of the clip's whole positive saliency, 0..1. */
  share: z.number(),
})
export type Segment = z.infer<typeof segmentSchema>
