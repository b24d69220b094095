import { z } from 'zod'

/** A column of an audit's table, e.g. `confidence`, `salient.loudness.mean`, `z.f0`, `plausibility`. */
export const columnIdSchema = z.string().min(1).max(100)

/** Who reads: all that tells of the clips which this annotator has yet to hear in blind queues is left out. */
export const readerSchema = z.coerce.number().int().min(1).optional()
export const readerQuerySchema = z.object({ reader: readerSchema })

/** A search that begins so looks into notes, not into file names. */
export const NOTES_ONLY = 'note:'

/** What a row must be to be shown. */
export const conditionSchema = z.discriminatedUnion('kind', [
  /** One of these words; null: has none. */
  z.strictObject({ kind: z.literal('words'), column: columnIdSchema, words: z.array(z.string().nullable()).max(1000) }),
  /** A number between these, both included; null: no bound. */
  z.strictObject({
    kind: z.literal('range'),
    column: columnIdSchema,
    min: z.number().nullable(),
    max: z.number().nullable(),
  }),
  /** Chosen by hand on a map (`clip-map.ts`); `clips`: how many they are, for people. */
  z.strictObject({
    kind: z.literal('selection'),
    column: z.literal('selection'),
    id: z.string().max(64),
    clips: z.number().int(),
  }),
  /** Part of the file name or of a note on the clip, any case; of a note alone where it begins with `NOTES_ONLY`. */
  z.strictObject({ kind: z.literal('text'), text: z.string().max(200) }),
])
export type Condition = z.infer<typeof conditionSchema>

/** Which rows of an audit's table, and in which order; the file breaks ties. */
export const clipSelectionSchema = z.strictObject({
  sort: columnIdSchema.default('file'),
  order: z.enum(['asc', 'desc']).default('asc'),
  where: z.array(conditionSchema).max(100).default([]),
})
export type ClipSelection = z.output<typeof clipSelectionSchema>
export type ClipSelectionInput = z.input<typeof clipSelectionSchema>

/** A column that the table can show, sort and filter by. */
export const columnInfoSchema = z.object({
  id: columnIdSchema,
  title: z.string(),
  unit: z.string(),
  group: z.enum(['clip', 'prediction', 'plausibility', 'cues', 'annotation']),
  kind: z.enum(['word', 'number']),
  /** Decimals that make sense. */
  digits: z.number().int(),
})
export type ColumnInfo = z.infer<typeof columnInfoSchema>
