import type { Comparison } from '#contracts/comparison'
import { tokenColors } from '../../canvas/token-colors'
import { cellStrength, cellText, matrixRows } from '../../components/confusion-matrix/matrix-cells'
import type { Confusion } from '../../components/confusion-matrix/matrix-cells'
import type { ChartFile } from '../../composables/save-chart'
import { matrixChartSvg } from '../../picture/matrix-chart'
import { csvText } from '../../text/csv'
import { matrixWords as words } from '../../text/words/compare'
import { differenceHeat, differenceRows, mostDifferent } from './compare-rows'

const { csv } = words

/** The colours of hits and errors as the style sheet has them: parts of `rgb()`. */
function heatColors(): { readonly hit: string; readonly error: string } {
  const style = getComputedStyle(document.documentElement)
  const of = (name: string): string => `rgb(${style.getPropertyValue(name).trim()})`
  return { hit: of('--diagonal-heat'), error: of('--error-heat') }
}

/** One audit's confusion matrix. */
export function confusionFile(
  name: string,
  title: string,
  confusion: Confusion,
  shows: 'counts' | 'rates',
  isDark: boolean,
): ChartFile {
  const rows = matrixRows(confusion, shows)
  return {
    name,
    csv: () =>
      csvText(
        [csv.expected, csv.predicted, csv.clips, csv.share],
        rows.flatMap(({ cells }) =>
          cells.map(({ expected, predicted, count, rate }) => [expected, predicted, count, rate]),
        ),
      ),
    svg() {
      const { hit, error } = heatColors()
      const cells = rows.map(row =>
        row.cells.map(cell => ({
          text: cellText(cell, shows),
          color: cell.isDiagonal ? hit : error,
          strength: cellStrength(cell),
        })),
      )
      return matrixChartSvg({ title, labels: confusion.labels, cells, colors: tokenColors(isDark) })
    },
  }
}

/** What B does more of than A. */
export function differenceFile(name: string, title: string, comparison: Comparison, isDark: boolean): ChartFile {
  const rows = differenceRows(comparison)
  const labels = comparison.labels.map(one => one.name)
  return {
    name,
    csv: () =>
      csvText(
        [csv.expected, csv.predicted, csv.gap],
        rows.flatMap((row, i) => row.map((gap, j) => [labels[i], labels[j], gap])),
      ),
    svg() {
      const { hit, error } = heatColors()
      const most = mostDifferent(rows)
      const cells = rows.map((row, i) =>
        row.map((gap, j) => {
          const { strength, isBetter } = differenceHeat(gap, i === j, most)
          return { text: words.gapText(gap), color: isBetter ? hit : error, strength }
        }),
      )
      return matrixChartSvg({ title, labels, cells, colors: tokenColors(isDark) })
    },
  }
}
