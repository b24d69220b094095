import type { Segment } from '#contracts/segment'
import { exportedClipId } from './clip-id'
import { decimals, significant, type CsvColumn } from './csv'
import { byText } from './row-order'
import { tabulate, type Table } from './table'

/** One salient window of one method. */
export interface SegmentExport extends Segment {
  readonly file: string
  readonly sha256: string
  readonly method: string
}

const byFileAndMethod = byText<SegmentExport>('file', 'method')

/** The salient windows, by file, method and rank. Times in seconds of the whole clip. */
export function segmentsTable(segments: readonly SegmentExport[]): Table {
  return tabulate(
    'segments',
    columns,
    segments.toSorted((a, b) => byFileAndMethod(a, b) || a.rank - b.rank),
  )
}

const columns: readonly CsvColumn<SegmentExport>[] = [
  { title: 'clip_id', cell: segment => exportedClipId(segment.file, segment.sha256), isText: true },
  { title: 'method', cell: segment => segment.method, isText: true },
  { title: 'rank', cell: segment => segment.rank },
  { title: 'start', cell: segment => segment.startSec, format: decimals(4) },
  { title: 'end', cell: segment => segment.endSec, format: decimals(4) },
  { title: 'score', cell: segment => segment.score, format: significant(6) },
  { title: 'share', cell: segment => segment.share, format: decimals(6) },
]
