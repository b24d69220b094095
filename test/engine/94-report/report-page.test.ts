import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ReportDocument } from '#engine/report/document'
import { confusionPlot } from '#engine/report/figures/confusion-plot'
import { intervalPlot } from '#engine/report/figures/interval-plot'
import { reportHtml } from '#engine/report/report-html'
import { writeReport } from '#engine/report/write-report'
import { tempDir } from '../../helpers/temp-dir'

const hostile = `<script>alert('x')</script>"&`

const plot = intervalPlot({
  title: `Loudness ${hostile}`,
  measure: 'difference to random speech',
  series: ['correct', hostile],
  groups: [
    {
      name: hostile,
      points: [
        { series: 0, estimate: 0.4, low: 0.2, high: 0.6, n: 31 },
        { series: 1, estimate: -0.1, low: null, high: null, n: 2 },
      ],
    },
    { name: 'sad', points: [{ series: 0, estimate: -0.3, low: -0.5, high: -0.1, n: 28 }] },
  ],
  reference: 0,
})

const page: ReportDocument = {
  title: hostile,
  dataset: hostile,
  subtitle: 'one audit',
  sections: [
    {
      title: 'Cues',
      blocks: [
        { kind: 'text', text: hostile, isWarning: true },
        {
          kind: 'table',
          id: 'cues-correct',
          caption: hostile,
          columns: [{ title: 'emotion' }, { title: 'loudness', digits: 2 }, { title: 'n' }],
          rows: [
            [hostile, 0.123456789, 12],
            ['=sad', null, 0],
          ],
        },
        { kind: 'figure', id: 'loudness', caption: hostile, ...plot },
        {
          kind: 'figure',
          id: 'confusion',
          caption: 'c',
          ...confusionPlot(
            'c',
            ['angry', hostile],
            [
              [3, 1],
              [0, 0],
            ],
          ),
        },
      ],
    },
  ],
}

describe('engine/report', () => {
  it('engine/report - what data says never becomes markup', () => {
    const html = reportHtml(page)
    expect(html).not.toContain('<script')
    expect(html).not.toContain(`"alert`)
    expect(html.split('&lt;script&gt;').length - 1).toBeGreaterThan(8)
  })

  it('engine/report - the policy allows its own style and nothing else', () => {
    const html = reportHtml(page)
    const style = /<style>([^]*?)<\/style>/.exec(html)![1]
    const hash = createHash('sha256').update(style).digest('base64')
    expect(html).toContain(`default-src 'none'; style-src 'sha256-${hash}'`)
    expect(html).not.toMatch(/\sstyle=|\son\w+=|(src|href)="(?!#)/)
  })

  it('engine/report - every table is a CSV file and every figure an SVG file', async () => {
    const folder = join(await tempDir(), 'out')
    const paths = await writeReport(page, folder)
    expect(paths.map(path => path.slice(folder.length + 1))).toEqual([
      'report.html',
      'cues-correct.csv',
      'loudness.svg',
      'loudness-figure.csv',
      'confusion.svg',
      'confusion-figure.csv',
    ])
    const csv = await readFile(join(folder, 'cues-correct.csv'), 'utf8')
    expect(csv.split('\n')[1]).toBe(`"${hostile.replaceAll('"', '""')}",0.1234568,12`)
    expect(csv.split('\n')[2]).toBe(`'=sad,,0`)
    const drawn = await readFile(join(folder, 'loudness-figure.csv'), 'utf8')
    expect(drawn.split('\n')[0]).toBe('name,series,difference to random speech,low,high,n')
    expect(drawn.split('\n').at(-2)).toBe('sad,correct,-0.3,-0.5,-0.1,28')
    const cells = (await readFile(join(folder, 'confusion-figure.csv'), 'utf8')).split('\n')
    expect(cells[1]).toBe('angry,angry,3,0.75')
    // Of no clips there is no share.
    expect(cells[4]).toMatch(/,0,$/)
  })

  it('engine/report - a dot without an interval is hollow, one with an interval has a line over its bounds', () => {
    const lines = [...plot.svg.matchAll(/<line x1="([\d.]+)" x2="([\d.]+)"[^>]*stroke-width="2"/g)]
    expect(lines).toHaveLength(2)
    const dots = [...plot.svg.matchAll(/<circle cx="([\d.]+)"[^>]*r="4" fill="(#\w+)"/g)]
    expect(dots.map(([, , fill]) => fill === '#ffffff')).toEqual([false, true, false])
    const [[, from, to]] = lines
    expect(Number(dots[0][1])).toBeCloseTo((Number(from) + Number(to)) / 2, 1)
  })

  it('engine/report - long tables are folded up, and those for files only are named', () => {
    const row = (i: number): [string, number] => [`clip ${i}`, i]
    const table = { kind: 'table', columns: [{ title: 'clip' }, { title: 'n' }] } as const
    const html = reportHtml({
      title: 'Long',
      dataset: null,
      subtitle: '',
      sections: [
        {
          title: 'Tables',
          blocks: [
            { ...table, id: 'short', caption: 'Short', rows: [row(1)] },
            { ...table, id: 'long', caption: 'Long one', rows: Array.from({ length: 40 }, (_, i) => row(i)) },
            { ...table, id: 'apart', caption: 'Apart', rows: [row(77)], isFileOnly: true },
          ],
        },
      ],
    })
    expect(html.match(/<details>/g)).toHaveLength(1)
    expect(html).toContain('<summary>Long one (40 rows)</summary>')
    expect(html).toContain('Apart: <code>apart.csv</code> (1 rows)')
    expect(html).not.toContain('clip 77')
  })
})
