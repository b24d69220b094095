import { scaleLinear } from 'd3-scale'
import { describe, expect, it } from 'vitest'
import type { TokenColors } from '../../src-renderer/canvas/token-colors'
import { intervalCsv } from '../../src-renderer/components/charts/chart'
import type { IntervalRow } from '../../src-renderer/components/charts/chart'
import { chartName } from '../../src-renderer/composables/save-chart'
import { intervalChartSvg } from '../../src-renderer/picture/interval-chart'
import { matrixChartSvg } from '../../src-renderer/picture/matrix-chart'

const colors = new Proxy({}, { get: (_, name) => (name === 'font' ? 'Sans' : `#${String(name)}`) }) as TokenColors
const rows: IntervalRow[] = [
  { key: 'a', label: 'angry & <loud>', value: 0.5, low: 0.25, high: 0.75, n: 1234, cells: ['50 %'] },
  { key: 'b', label: 'sad', value: null, low: null, high: null, n: 3, note: 'too few', mark: 'few clips' },
]
const chart = {
  ...{ title: 'Recall', rows, firstTitle: 'label', countTitle: 'n', cellTitles: ['A'], valueTitle: 'recall' },
  ...{ reference: 0.5, referenceText: 'chance', ticks: [0, 0.5, 1], colors },
  scale: scaleLinear().domain([0, 1]).range([0, 1000]),
  tickText: (tick: number) => String(tick),
  valueText: ({ value }: IntervalRow) => (value === null ? '–' : value.toFixed(2)),
  rangeText: ({ low, high, note }: IntervalRow) => (low === null ? (note ?? '') : `${low}…${high}`),
}

describe('renderer/chart files', () => {
  it('renderer/interval chart - every row has its name, count, cells, value and interval; what data says is no markup', () => {
    const svg = intervalChartSvg(chart)
    for (const text of [
      'angry &amp; &lt;loud&gt;',
      '1234',
      '50 %',
      '0.50',
      '0.25…0.75',
      'sad (few clips)',
      '–',
      'too few',
    ])
      expect(svg).toContain(`>${text}</text>`)
    expect(svg).not.toContain('<loud>')
  })

  it('renderer/interval chart - the interval reaches from bound to bound on the scale of the marks', () => {
    const svg = intervalChartSvg(chart)
    const tickX = (text: string): number => Number(new RegExp(`<text x="([\\d.]+)" [^>]*>${text}</text>`).exec(svg)![1])
    const [, from, to] = /<path d="M([\d.]+) [\d.]+L([\d.]+) [\d.]+" fill="none" stroke="#line"/.exec(svg)!
    const [zero, one] = [tickX('0'), tickX('1')]
    expect((Number(from) - zero) / (one - zero)).toBeCloseTo(0.25, 3)
    expect((Number(to) - zero) / (one - zero)).toBeCloseTo(0.75, 3)
    // Of the row without an interval nothing is drawn.
    expect([...svg.matchAll(/stroke="#line"/g)]).toHaveLength(1)
  })

  it('renderer/interval chart - its table has the numbers unrounded, and why one is missing', () => {
    const third = { ...rows[0], value: 1 / 3 }
    expect(intervalCsv([third, rows[1]], { first: 'label', cells: ['A'], value: 'recall' })).toBe(
      'label,n,A,recall,low (95 %),high (95 %),note\nangry & <loud>,1234,50 %,0.333333333,0.25,0.75,\nsad,3,,,,,few clips\n',
    )
  })

  it('renderer/matrix chart - a cell for each pair of labels, as strong as it is said', () => {
    const cell = (text: string, strength: number): { text: string; color: string; strength: number } => ({
      ...{ text, color: '#hit', strength },
    })
    const cells = [[cell('7', 0.25), cell('·', 0)], [cell('2', 0.5), cell('9', 1)]] // prettier-ignore
    const svg = matrixChartSvg({ title: 'A · one', labels: ['angry', 'sad'], cells, colors })
    expect([...svg.matchAll(/fill="#hit"/g)]).toHaveLength(4)
    expect([...svg.matchAll(/fill="#hit" opacity="([\d.]+)"/g)].map(([, opacity]) => opacity)).toEqual([
      '0.25',
      '0',
      '0.5',
    ])
    expect([...svg.matchAll(/>angry<\/text>/g)]).toHaveLength(2)
  })

  it('renderer/chart files - names of files are small letters and hyphens', () => {
    expect(chartName('comparison-1-2', 'B less A, by Label')).toBe('comparison-1-2-b-less-a-by-label')
  })
})
