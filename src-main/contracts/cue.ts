import { z } from 'zod'

/** The cues shown in this order. Keys are those of the exported columns. */
export const cueKeys = ['loudness', 'f0', 'f0_hz', 'hnr', 'slope_0_500', 'slope_500_1500'] as const
export const cueKeySchema = z.enum(cueKeys)
export type CueKey = z.infer<typeof cueKeySchema>

/** A cue pooled over the frames of a region; null: not measurable there (e.g. no voiced frame). */
export const cueStatisticsSchema = z.object({
  mean: z.number(),
  sd: z.number(),
  p20: z.number(),
  p50: z.number(),
  p80: z.number(),
  range: z.number(),
  frames: z.number().int(),
})
export type CueStatistics = z.infer<typeof cueStatisticsSchema>

export const cueVectorSchema = z.partialRecord(cueKeySchema, cueStatisticsSchema.nullable())
export type CueVector = z.infer<typeof cueVectorSchema>

export const cueRegions = ['salient', 'full'] as const
export const cueRegionSchema = z.enum(cueRegions)
export type CueRegion = z.infer<typeof cueRegionSchema>

/** What the window needs to know to show a cue. */
export const cueInfoSchema = z.object({
  key: cueKeySchema,
  title: z.string(),
  unit: z.string(),
  digits: z.number().int(),
  definition: z.string(),
  source: z.string(),
})
export type CueInfo = z.infer<typeof cueInfoSchema>
