import { z } from 'zod'
import { columnIdSchema } from './clip-query'
import { shareSchema, sizeCautionSchema } from './experiments/baseline'

/** Exemplars of a slice: as many as one can keep in mind. */
export const mostPins = 6

/** Fields of a clip query that narrow or order the list, as its address has them. */
export const viewFilterSchema = z.partialRecord(
  z.enum(['sort', 'order', 'expected', 'predicted', 'outcome', 'dataset', 'speaker', 'text', 'where']),
  z.string().max(20_000),
)

export const newTableViewSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /** Empty: those shown at first. */
  columns: z.array(columnIdSchema).max(60),
  filter: viewFilterSchema,
  /** A slice is held against the rest of the clips. */
  isSlice: z.boolean().default(false),
})
export type NewTableView = z.input<typeof newTableViewSchema>

/** A view of the table that the project keeps, for everybody who opens it. */
export const tableViewSchema = newTableViewSchema.extend({
  id: z.number().int(),
  isSlice: z.boolean(),
  /** Clips that show what the slice is about, in the order in which they were pinned. */
  pins: z.array(z.object({ clipId: z.number().int(), file: z.string() })),
  createdAt: z.string(),
})
export type TableView = z.output<typeof tableViewSchema>

/** A slice against the rest of the scored clips. */
export const sliceRowSchema = z.object({
  viewId: z.number().int(),
  name: z.string(),
  /** Clips that the slice selects, scored or not. */
  clips: z.number().int(),
  scored: z.number().int(),
  speakers: z.number().int(),
  accuracy: shareSchema,
  uar: shareSchema,
  rest: z.object({ scored: z.number().int(), accuracy: shareSchema, uar: shareSchema }),
  /** The slice less the rest. */
  accuracyGap: shareSchema,
  uarGap: shareSchema,
  /** Two-sided, of the accuracy gap, from the draws that the interval is read from; null: too few clips. */
  p: z.number().nullable(),
  /** Adjusted over all slices: any false call (Holm), and the share of false ones among those called (Benjamini-Hochberg). */
  pHolm: z.number().nullable(),
  qBh: z.number().nullable(),
  caution: sizeCautionSchema.nullable(),
})
export type SliceRow = z.infer<typeof sliceRowSchema>

export const sliceReportSchema = z.object({ draws: z.number().int(), rows: z.array(sliceRowSchema) })
export type SliceReport = z.infer<typeof sliceReportSchema>
