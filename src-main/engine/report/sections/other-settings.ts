import type { MethodComparison } from '#engine/comparisons/compare-settings'
import type { StoredAudit } from '#engine/store/audits'
import { columnTitle } from '../column-title'
import type { ReportCell, ReportSection } from '../document'
import { isPaper, odditiesTable } from '../paper-preset'
import { countOf, plainNumber, withInterval } from '../words'

/** What is compared in words; all cues of both stand in their own reports. */
export const comparedColumns = [
  'loudness.mean',
  'loudness.sd',
  'f0.mean',
  'f0.sd',
  'hnr.mean',
  'jitter.mean',
  'shimmer.mean',
]

/** What changes on the same clips with the settings of another audit of the same model. */
export function otherSettingsSection(
  one: StoredAudit,
  other: StoredAudit,
  found: readonly MethodComparison[],
): ReportSection {
  const nameOf = (audit: StoredAudit): string => (isPaper(audit.settings) ? 'preset paper' : `audit ${audit.id}`)
  const [here, there] = [nameOf(one), nameOf(other)]
  return {
    title: `Other settings: ${here} and ${there} on the same clips`,
    blocks: [
      {
        kind: 'text',
        text:
          found.length === 0
            ? 'The two audits have no method in common.'
            : found
                .map(
                  ({ method, clips, overlap, interval }) =>
                    `${method}: over ${countOf(clips, 'clip')} the windows overlap by ${withInterval(overlap, interval)} (intersection over union in time).`,
                )
                .join(' '),
      },
      ...(isPaper(other.settings) ? [odditiesTable()] : []),
      {
        kind: 'table',
        id: `other-settings-cues-${other.id}`,
        caption: 'Cues in salient windows of correct predictions, mean over the clips that both explained',
        columns: ['windows of', 'emotion', 'cue', 'clips', here, `clips, ${there}`, there].map(title => ({ title })),
        rows: found.flatMap(cueRows),
      },
      {
        kind: 'table',
        id: `other-settings-areas-${other.id}`,
        caption:
          'Area under the ROC curve: plausibility for wrong predictions, over the clips that both explained and that could be judged',
        columns: ['windows of', 'clips', here, 'low', 'high', `clips, ${there}`, there, 'low', 'high'].map(title => ({
          title,
        })),
        rows: found.map(({ method, areas: [a, b] }): ReportCell[] => [
          ...[method, a.clips, a.area, a.interval?.low ?? null, a.interval?.high ?? null],
          ...[b.clips, b.area, b.interval?.low ?? null, b.interval?.high ?? null],
        ]),
      },
    ],
  }
}

function cueRows({ method, cues: [here, there] }: MethodComparison): ReportCell[][] {
  return here.rows.flatMap(({ key, cells }) =>
    cells.map(({ column, n, mean }): ReportCell[] => {
      const { title, unit, digits } = columnTitle(column)
      const other = there.rows.find(row => row.key[0] === key[0])?.cells.find(cell => cell.column === column)
      const written = (value: number | null | undefined): ReportCell =>
        value === null || value === undefined ? null : plainNumber(value, digits)
      return [
        method,
        key[0],
        unit === '' ? title : `${title} (${unit})`,
        n,
        written(mean),
        other?.n ?? 0,
        written(other?.mean),
      ]
    }),
  )
}
