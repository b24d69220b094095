import type { Segment } from '#contracts/segment'
import { exportedClipId } from './clip-id'
import { decimals, encodeCsv, significant, type CsvColumn } from './csv'
import { byText } from './row-order'

/** One salient window of one method. */
export interface SegmentExport extends Segment {
  readonly file: string
  readonly sha256: string
  readonly method: string
}

const byFileAndMethod = byText<SegmentExport>('file', 'method')

/** `segments.csv`, by file, method and rank. Times in seconds of the whole clip. */
export function segmentsCsv(segments: readonly SegmentExport[]): string {
  return encodeCsv(
    columns,
    segments.toSorted((a, b) => byFileAndMethod(a, b) || a.rank - b.rank),
  )
}

const columns: readonly CsvColumn<SegmentExport>[] = [
  { title: 'clip_id', cell: segment => exportedClipId(segment.file, segment.sha256) },
  { title: 'method', cell: segment => segment.method },
  { title: 'rank', cell: segment => segment.rank },
  { title: 'start', cell: segment => segment.startSec, format: decimals(4) },
  { title: 'end', cell: segment => segment.endSec, format: decimals(4) },
  { title: 'score', cell: segment => segment.score, format: significant(6) },
  { title: 'share', cell: segment => segment.share, format: decimals(6) },
]
