import { rasterise } from '../picture/raster'
import { savePicture, saveSvg, saveText } from './save-file'

export const chartFormats = ['png', 'svg', 'csv'] as const
export type ChartFormat = (typeof chartFormats)[number]

/** A chart as it leaves the window: drawn, and as the table of what it shows. */
export interface ChartFile {
  /** Without an ending. */
  readonly name: string
  svg(): string
  csv(): string
}

export async function saveChart({ name, svg, csv }: ChartFile, format: ChartFormat): Promise<void> {
  if (format === 'csv') return saveText(`${name}.csv`, csv())
  if (format === 'svg') return saveSvg(`${name}.svg`, svg())
  return savePicture(`${name}.png`, await rasterise(svg()))
}

/** "B less A, by label" -> "b-less-a-by-label" */
export function chartName(...parts: readonly string[]): string {
  return parts
    .join('-')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
}
