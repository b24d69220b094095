import type { DatasetRow } from '#contracts/plausibility'
import type { ReportSection } from '../document'

/** One model on several data sets, side by side. */
export function datasetsSection(rows: readonly DatasetRow[]): ReportSection {
  return {
    title: 'Across data sets',
    blocks: [
      ...(rows.length < 2
        ? [{ kind: 'text' as const, text: 'The audit holds one data set: there is nothing to compare it with.' }]
        : []),
      {
        kind: 'table',
        id: 'data-sets',
        caption: 'The same model on each data set',
        columns: [
          { title: 'data set' },
          { title: 'clips' },
          { title: 'speakers' },
          { title: 'accuracy' },
          { title: 'accuracy low' },
          { title: 'accuracy high' },
          { title: 'measured' },
          { title: 'mean alignment' },
          { title: 'alignment low' },
          { title: 'alignment high' },
          { title: 'implausible share' },
        ],
        rows: rows.map(row => [
          row.dataset,
          row.clips,
          row.speakers,
          row.accuracy,
          row.accuracyInterval?.low ?? null,
          row.accuracyInterval?.high ?? null,
          row.measured,
          row.meanAlignment,
          row.alignmentInterval?.low ?? null,
          row.alignmentInterval?.high ?? null,
          row.implausibleShare,
        ]),
      },
    ],
  }
}
