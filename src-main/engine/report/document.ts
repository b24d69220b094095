import type { Svg } from './figures/svg'

/** Text, a number, or nothing: not measured. */
export type ReportCell = string | number | null

export interface ReportColumn {
  readonly title: string
  /** @default 3 */
  readonly digits?: number
}

/** A table as it stands in the page and, under its id, as a CSV file. */
export interface ReportTable {
  readonly kind: 'table'
  /** Name of the CSV file: small letters and hyphens. */
  readonly id: string
  readonly caption: string
  readonly columns: readonly ReportColumn[]
  readonly rows: readonly (readonly ReportCell[])[]
  /** What is to be known to read it: how n is counted, what an interval means. */
  readonly note?: string
  /** Too long for a page: only the CSV file holds it, and the page names that. @default false */
  readonly isFileOnly?: boolean
}

/** A figure in the page and, under its id, as an SVG file; its data as CSV beside it. */
export interface ReportFigure {
  readonly kind: 'figure'
  readonly id: string
  readonly caption: string
  readonly svg: Svg
  /** What is drawn, unrounded. */
  readonly data: Pick<ReportTable, 'columns' | 'rows'>
}

export interface ReportText {
  readonly kind: 'text'
  readonly text: string
  /** Something that a reader must not miss. @default false */
  readonly isWarning?: boolean
}

export interface ReportSection {
  readonly title: string
  readonly blocks: readonly (ReportTable | ReportFigure | ReportText)[]
}

/** A report before it is a page: what `report-html.ts` lays out and `write-report.ts` writes to a folder. */
export interface ReportDocument {
  readonly title: string
  readonly subtitle: string
  /** The data set it is of, often the name of a folder; null: not told. */
  readonly dataset: string | null
  readonly sections: readonly ReportSection[]
}
