import { z } from 'zod'
import { canonicalEmotions } from './dataset'

/**
 * Cues as the literature names them; each is read off one or more measured cues (`engine/plausibility/expert-cues.ts`).
 * A table may speak of cues that are shown but never scored, or not measured yet.
 */
export const expertCues = [
  'loudness',
  'loudness_variability',
  'f0',
  'f0_variability',
  'high_frequency_energy',
  'spectral_flux',
  'jitter',
  'shimmer',
  'hnr',
  'speech_rate',
] as const
export const expertCueSchema = z.enum(expertCues)
export type ExpertCue = z.infer<typeof expertCueSchema>

/** What a cue is compared with: the same speaker in all emotions, the same speaker in neutral, or all of the data set. */
export const populations = ['speaker', 'speaker-neutral', 'dataset'] as const
export const populationSchema = z.enum(populations)
export type Population = z.infer<typeof populationSchema>

/** A: several sources agree and one was read; B: one good source read, or textbook knowledge; C: recalled only, or sources conflict. */
export const cellConfidences = ['A', 'B', 'C'] as const

export const expertCellSchema = z.strictObject({
  emotion: z.enum(canonicalEmotions),
  cue: expertCueSchema,
  /** Relative to the table's reference; mixed: sources contradict each other. */
  direction: z.enum(['higher', 'lower', 'mixed']),
  strength: z.enum(['clear', 'weak']).default('clear'),
  confidence: z.enum(cellConfidences),
  source: z.string().min(1).max(500),
})
export type ExpertCell = z.infer<typeof expertCellSchema>

const levelSchema = z.number().min(-1).max(1).nullable()

export const expertEmotionSchema = z.strictObject({
  emotion: z.enum(canonicalEmotions),
  /** -1 low .. 1 high; null: undecided. */
  arousal: levelSchema,
  /** -1 unpleasant .. 1 pleasant; null: undecided. */
  valence: levelSchema,
  /** Whether the sources settle how it sounds; if not, its cells are shown but nothing is held against them. */
  isSettled: z.boolean(),
})
export type ExpertEmotion = z.infer<typeof expertEmotionSchema>

/** What experts expect of the voice in each emotion, as data. */
export const expertTableSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(60),
  /** Rises with each change that is saved. */
  version: z.number().int().min(1),
  title: z.string().min(1).max(200),
  citation: z.string().min(1).max(2000),
  /** What its directions are relative to. */
  reference: populationSchema,
  cells: z.array(expertCellSchema).max(500),
  emotions: z.array(expertEmotionSchema).max(50),
})
export type ExpertTable = z.infer<typeof expertTableSchema>

export const expertTableChangeSchema = z.object({
  /** An emotion's levels (cue null), or one of its cells. */
  emotion: z.enum(canonicalEmotions),
  cue: expertCueSchema.nullable(),
  kind: z.enum(['added', 'removed', 'changed']),
  before: z.union([expertCellSchema, expertEmotionSchema]).nullable(),
  after: z.union([expertCellSchema, expertEmotionSchema]).nullable(),
})
export type ExpertTableChange = z.infer<typeof expertTableChangeSchema>

/** How the window names a cue, and from which confidence on its cells are scored (null: never). */
export const expertCueInfoSchema = z.object({
  key: expertCueSchema,
  title: z.string(),
  scoredFrom: z.enum(['A', 'B']).nullable(),
  isMeasured: z.boolean(),
  /** As a clinician says it: louder, softer. */
  higher: z.string(),
  lower: z.string(),
})
export type ExpertCueInfo = z.infer<typeof expertCueInfoSchema>
