import { z } from 'zod'
import { saliencyMethods } from '../settings'

/** Whose windows are looked at; null: those of the audit's first method. */
export const windowsOfSchema = z
  .enum([...saliencyMethods, 'both'])
  .nullable()
  .default(null)

/** A clip of a sample, for a person to listen to: its windows are where the cues of the tables were measured. */
export const drawnClipSchema = z.object({
  clipId: z.number().int(),
  file: z.string(),
  dataset: z.string(),
  speaker: z.string().nullable(),
  expected: z.string(),
  predicted: z.string(),
  confidence: z.number(),
  /** Highest score first. */
  windows: z.array(z.object({ startSec: z.number(), endSec: z.number() })),
})
export type DrawnClip = z.infer<typeof drawnClipSchema>
