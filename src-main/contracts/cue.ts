import { z } from 'zod'

/** The cues shown in this order. Keys are those of the exported columns. */
export const cueKeys = [
  'loudness',
  'f0',
  'f0_hz',
  'jitter',
  'shimmer',
  'hnr',
  'slope_0_500',
  'slope_500_1500',
  'alpha_ratio',
  'hammarberg',
  'spectral_flux',
  'f1',
  'f2',
  'f3',
  'harmonicity',
  'h1_h2',
] as const
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

export const reliabilityReasons = [
  'no-frames',
  'no-voice',
  'few-periods',
  'little-voice',
  'low-snr',
  'clipped',
] as const

/** What a cue of a region was measured from, and whether that is enough: 'none' is not measurable, 'little' is with care. */
export const cueReliabilitySchema = z.object({
  /** All of the region for cues of the spectrum, the voiced frames in it for the others. */
  measuredSec: z.number(),
  voicedSec: z.number(),
  /** Pitch periods: matched ones for jitter and shimmer, else as many as fit into the voiced frames. */
  periods: z.number(),
  /** Speech above the clip's background, -20..60; null where the region holds no speech. */
  snrDb: z.number().nullable(),
  /** Share of the region's time that is cut off at full scale, 0..1. */
  clippedShare: z.number(),
  state: z.enum(['good', 'little', 'none']),
  reason: z.enum(reliabilityReasons).nullable(),
  /** The reason in words, with its figures. */
  message: z.string().nullable(),
})
export type CueReliability = z.infer<typeof cueReliabilitySchema>

/** Why a cue's track rests on little at a moment of the clip. */
export const trackWeaknesses = ['few-periods', 'low-snr', 'clipped', 'unclear-pitch'] as const
export type TrackWeakness = (typeof trackWeaknesses)[number]

/** Where windows were drawn at random: anywhere in the clip, or only where there is speech. */
export const baselineNames = ['anywhere', 'speech'] as const
export const baselineNameSchema = z.enum(baselineNames)
export type BaselineName = z.infer<typeof baselineNameSchema>

/** A figure of the salient windows against the same figure of windows drawn at random. */
export const chanceSchema = z.object({
  /** Draws in which it could be measured. */
  draws: z.number().int(),
  /** Over these draws. */
  mean: z.number(),
  sd: z.number(),
  /** (salient - mean) / sd; null, and so is p, where the draws don't differ or the salient windows have no value. */
  z: z.number().nullable(),
  /** Permutation p-value, two-sided: (1 + draws at least as far from the draws' mean) / (1 + draws). */
  p: z.number().nullable(),
})
export type Chance = z.infer<typeof chanceSchema>

/** Chance for a region's mean of a cue, and for its standard deviation: the variability. */
export const cueBaselineSchema = z.object({ mean: chanceSchema, sd: chanceSchema })
export type CueBaseline = z.infer<typeof cueBaselineSchema>

/** null: measurable in no draw. */
export const cueBaselinesSchema = z.partialRecord(
  baselineNameSchema,
  z.partialRecord(cueKeySchema, cueBaselineSchema.nullable()),
)

/** How windows were drawn: 0 draws where so many windows don't fit with room for one more (too little speech). */
export const drawFactsSchema = z.object({
  draws: z.number().int(),
  /** Share of the draws whose voiced fraction is within 10 points of the salient windows', 0..1. */
  matchedVoicedShare: z.number(),
  /** Over the draws: the part of their frames that is voiced, 0..1. */
  meanVoicedFraction: z.number(),
  salientVoicedFraction: z.number(),
})
export type DrawFacts = z.infer<typeof drawFactsSchema>

/** Windows drawn at random, as many and as long as others: the first of those that the baseline is made of. */
export const drawnWindowsSchema = z.object({
  baseline: baselineNameSchema,
  /** How many draws the baseline is made of; 0: so many windows don't fit with room for one more. */
  draws: z.number().int(),
  /** Of each draw, in order of time. */
  windows: z.array(z.array(z.object({ startSec: z.number(), endSec: z.number() }))),
})
export type DrawnWindows = z.infer<typeof drawnWindowsSchema>

/** The cues of chosen windows, and what it takes to judge them. */
export const measuresSchema = z.object({
  cues: z.partialRecord(cueRegionSchema, cueVectorSchema),
  /** Empty in results of versions that had none. */
  baselines: cueBaselinesSchema,
  /** How the windows of each baseline were drawn. */
  draws: z.partialRecord(baselineNameSchema, drawFactsSchema),
  reliability: z.partialRecord(cueRegionSchema, z.partialRecord(cueKeySchema, cueReliabilitySchema)),
})
export type Measures = z.infer<typeof measuresSchema>

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
