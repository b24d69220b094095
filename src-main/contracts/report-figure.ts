import { z } from 'zod'

/** A figure of an audit's report, and what it shows as a table. */
export const reportFigureFileSchema = z.object({
  /** Title of the section that it stands in. */
  section: z.string(),
  /** Name of its files, without an ending. */
  id: z.string(),
  caption: z.string(),
  svg: z.string(),
  csv: z.string(),
})
export type ReportFigureFile = z.infer<typeof reportFigureFileSchema>
