import { z } from 'zod'
import { clipRowSchema } from './clip'
import { readerSchema } from './clip-query'
import { errorBodySchema } from './error'

export const mapMethods = ['umap', 'pca'] as const
export type MapMethod = (typeof mapMethods)[number]

/** How a map of an audit's clips is drawn. The same again is the map that is there, if no clips came since. */
export const newClipMapSchema = z.strictObject({
  /** umap: neighbours stay neighbours [mcinnes2018]. pca: the two directions of largest variance [hotelling1933]. */
  method: z.enum(mapMethods).default('umap'),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1),
  /** umap: neighbours that a clip is held by; few show detail, many the whole. */
  neighbours: z.number().int().min(2).max(200).default(15),
  /** umap: how close points may lie on the map. */
  minDist: z.number().min(0).max(0.99).default(0.1),
})
export type NewClipMap = z.input<typeof newClipMapSchema>
export type ClipMapQuestion = z.output<typeof newClipMapSchema>

export const mapSteps = ['reading', 'components', 'neighbours', 'layout', 'placing', 'checking'] as const
export type MapStep = (typeof mapSteps)[number]

/** What is to be known of a drawn map. */
export const mapFactsSchema = z.object({
  /** Numbers a clip that the model gives. */
  size: z.number().int(),
  /** Principal components that the map was drawn from (pca: and judged by). */
  components: z.number().int(),
  /** Part of the variance that those components hold, 0..1; null: there is none. */
  keptVariance: z.number().nullable(),
  /** Part of the variance along each axis of the map, 0..1; umap has no such axes. */
  axisVariance: z.array(z.number()).nullable(),
  /** Clips that the map was fitted to; the others were placed by their neighbours. */
  fitted: z.number().int(),
  /** Over this many nearest clips, of so many clips drawn. */
  judged: z
    .object({
      neighbours: z.number().int(),
      clips: z.number().int(),
      /** 0..1; 1: what is near on the map is near to the model. [venna2001] */
      trustworthiness: z.number(),
      /** Part of the clips nearest to the model that are nearest on the map too. */
      kept: z.number(),
    })
    .nullable(),
})
export type MapFacts = z.infer<typeof mapFactsSchema>

export const clipMapCardSchema = newClipMapSchema.extend({
  id: z.number().int(),
  auditId: z.number().int(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  error: errorBodySchema.nullable(),
  /** While it is drawn. */
  progress: z.object({ step: z.enum(mapSteps), share: z.number() }).nullable(),
  createdAt: z.string(),
  /** On the map; 0: it was never finished. A map that is drawn anew stays as it was until then. */
  clips: z.number().int(),
  facts: mapFactsSchema.nullable(),
})
export type ClipMapCard = z.infer<typeof clipMapCardSchema>

/** Clips that a person chose by hand, kept so that a filter can name them. The same clips are the same selection. */
export const newSelectionSchema = z.strictObject({ clips: z.array(z.number().int().min(0)).max(1_000_000) })
export const clipSelectionCardSchema = z.object({ id: z.string(), clips: z.number().int() })
export type ClipSelectionCard = z.infer<typeof clipSelectionCardSchema>

export const neighboursQuerySchema = z.object({
  k: z.coerce.number().int().min(1).max(200).default(8),
  reader: readerSchema,
})
/** The clips that the model sees as most like one. */
export const clipNeighboursSchema = z.object({
  /** Clips compared; 0: this clip's activations are not known. */
  clips: z.number().int(),
  neighbours: z.array(
    z.object({
      row: clipRowSchema,
      /** Cosine of the two clips' activations, -1..1. */
      similarity: z.number(),
    }),
  ),
})
export type ClipNeighbours = z.infer<typeof clipNeighboursSchema>
