import { z } from 'zod'
import { columnIdSchema, readerSchema } from './clip-query'
import { clipFactsSchema } from './dataset'
import { measuresSchema } from './cue'
import { segmentSchema } from './segment'
import { saliencyMethodSchema } from './settings'
import { errorBodySchema } from './error'

/** One row of an audit's table. */
export const clipRowSchema = z.object({
  clipId: z.number().int(),
  file: z.string(),
  dataset: z.string(),
  speaker: z.string().nullable(),
  sex: z.string().nullable(),
  emotion: z.string().nullable(),
  /** The model's label that the clip's emotion maps onto; null: unmapped. */
  expected: z.string().nullable(),
  predicted: z.string().nullable(),
  confidence: z.number().nullable(),
  isCorrect: z.boolean().nullable(),
  durationSec: z.number().nullable(),
  /** Somebody finished annotating it. */
  isAnnotated: z.boolean(),
  state: z.enum(['waiting', 'done', 'refused']),
  error: errorBodySchema.nullable(),
})
export type ClipRow = z.infer<typeof clipRowSchema>

export const clipQuerySchema = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  sort: columnIdSchema.default('file'),
  order: z.enum(['asc', 'desc']).default('asc'),
  /** Model label expected / predicted. */
  expected: z.string().optional(),
  predicted: z.string().optional(),
  outcome: z.enum(['all', 'correct', 'wrong', 'unmapped', 'refused']).default('all'),
  dataset: z.string().optional(),
  speaker: z.string().optional(),
  /** Part of the file name or of a note on the clip, any case. */
  text: z.string().max(200).optional(),
  /** Further conditions on any column: JSON of `Condition[]`. */
  where: z.string().max(20_000).optional(),
  /** Columns wanted as `values` of the rows, parted by commas. */
  columns: z.string().max(2000).optional(),
  reader: readerSchema,
})
export type ClipQuery = z.infer<typeof clipQuerySchema>
/** As the window writes it: every field may be left out. */
export type ClipQueryInput = z.input<typeof clipQuerySchema>

/** Clips of a list by their ids only. */
export const clipIdsQuerySchema = clipQuerySchema.omit({ columns: true }).extend({
  limit: z.coerce.number().int().min(1).max(5000).default(5000),
})
export type ClipIdsQueryInput = z.input<typeof clipIdsQuerySchema>

/** A list as a file: `columns` are those it has beside clip_id and sha256. */
export const listFileQuerySchema = clipQuerySchema.omit({ offset: true, limit: true }).extend({
  format: z.enum(['csv', 'parquet']).default('csv'),
  /** hidden: nothing in it tells who speaks. */
  names: z.enum(['shown', 'hidden']).default('shown'),
})
export type ListFileQueryInput = z.input<typeof listFileQuerySchema>

/** A row with the values of the columns asked for; null: none. */
export const shownClipSchema = clipRowSchema.extend({
  values: z.record(columnIdSchema, z.union([z.string(), z.number(), z.null()])),
})
export type ShownClip = z.infer<typeof shownClipSchema>

export const clipPageSchema = z.object({ total: z.number(), offset: z.number(), rows: z.array(shownClipSchema) })
export type ClipPage = z.infer<typeof clipPageSchema>

/** One method's explanation of one clip. The map itself comes from `/saliency` as binary. */
export const explanationSchema = measuresSchema.extend({
  method: saliencyMethodSchema,
  target: z.string(),
  segments: z.array(segmentSchema),
  /**
   * Figures that belong to the map: `share` is its sum as a part of the target's logit, `gap` what it misses;
   * `offSpeechRelevance` the part of its positive relevance in frames that are no speech, `offSpeechTime` of all frames...
   */
  facts: z.record(z.string(), z.number()),
  /** Concept methods: the chosen channels of the layer, by relevance. */
  concepts: z
    .object({
      layer: z.string(),
      channels: z.number().int(),
      top: z.array(
        z.object({
          channel: z.number().int(),
          relevance: z.number(),
          /** Part of the magnitudes of all channels' relevances, with its sign. */
          share: z.number(),
        }),
      ),
    })
    .nullable(),
})
export type Explanation = z.infer<typeof explanationSchema>

/** Occlusion and concept relevance together. */
export const bothSchema = measuresSchema.extend({
  target: z.string(),
  segments: z.array(segmentSchema),
  agreement: z.object({
    /** Rank correlation of the two time profiles, -1..1; null where one is flat. */
    profileSpearman: z.number().nullable(),
    /** Intersection over union in time of the two methods' windows, 0..1. */
    windowOverlap: z.number().nullable(),
  }),
})
export type Both = z.infer<typeof bothSchema>

/** A note about a clip that was accepted: resampled, downmixed, clipped, damaged... */
export const noteSchema = errorBodySchema

export const clipDetailSchema = z.object({
  row: clipRowSchema,
  facts: clipFactsSchema,
  sha256: z.string(),
  sampleRateHz: z.number(),
  channels: z.number(),
  samples: z.number(),
  notes: z.array(noteSchema),
  /** Probability of each of the model's labels, in the model's order. */
  probabilities: z.array(z.object({ label: z.string(), probability: z.number(), logit: z.number() })),
  explanations: z.array(explanationSchema),
  both: bothSchema.nullable(),
  /** Demo corpus only: the true place of the emotional gesture and what was planted. */
  truth: z.record(z.string(), z.unknown()).nullable(),
})
export type ClipDetail = z.infer<typeof clipDetailSchema>
