import { z } from 'zod'
import { clipQuerySchema } from './clip'
import { columnIdSchema } from './clip-query'

/** Which clips are counted: as a list of them is filtered. */
const counted = clipQuerySchema.omit({ offset: true, limit: true, sort: true, order: true, columns: true })

export const clipCountsQuerySchema = counted.extend({
  /** One to three columns of words, commas between. */
  by: z.string().min(1).max(400),
})
export type ClipCountsQueryInput = z.input<typeof clipCountsQuerySchema>

export const clipCountsSchema = z.object({
  /** Clips that the filter leaves. */
  total: z.number().int(),
  /** What the columns say together, in their order; null: none. The most frequent first. */
  groups: z.array(z.object({ key: z.array(z.string().nullable()), clips: z.number().int() })),
})
export type ClipCounts = z.infer<typeof clipCountsSchema>

export const clipSpreadQuerySchema = counted.extend({
  /** A column of numbers. */
  column: columnIdSchema,
  bins: z.coerce.number().int().min(1).max(200).default(24),
})
export type ClipSpreadQueryInput = z.input<typeof clipSpreadQuerySchema>

export const clipSpreadSchema = z.object({
  total: z.number().int(),
  /** Of them, those without a value. */
  missing: z.number().int(),
  /** Of one width from the least to the greatest value; none: no clip has a value. A value on an edge counts above it. */
  bins: z.array(z.object({ min: z.number(), max: z.number(), clips: z.number().int() })),
})
export type ClipSpread = z.infer<typeof clipSpreadSchema>
