import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { plausibilitySettingsSchema } from '#contracts/plausibility'
import { buildReport } from '#engine/report/build-report'
import type { ReportDocument, ReportTable } from '#engine/report/document'
import { reportHtml } from '#engine/report/report-html'
import { writeReport } from '#engine/report/write-report'
import { labelOf, spokenClips, storeOfSpeech, type SpokenClip } from '../../helpers/audited-cues'
import { codeOf } from '../../helpers/error-code'
import { tempDir } from '../../helpers/temp-dir'

const opened: { close(): void }[] = []
afterAll(() => opened.forEach(project => project.close()))

const settings = plausibilitySettingsSchema.parse({})

function reportOf(clips: readonly SpokenClip[], table = 'default'): ReportDocument {
  const { project, db, audit } = storeOfSpeech(tempDir(), clips)
  opened.push(project)
  return buildReport(db, audit, { programVersion: '1.2.3', plausibility: { ...settings, table } })
}

const tablesOf = ({ sections }: ReportDocument): ReportTable[] =>
  sections.flatMap(({ blocks }) => blocks).filter(block => block.kind === 'table')

const wordsOf = ({ sections }: ReportDocument): string =>
  sections
    .flatMap(({ blocks }) => blocks)
    .flatMap(block => (block.kind === 'text' ? [block.text] : block.kind === 'table' ? [block.note ?? ''] : []))
    .join('\n')

/** What must hold of a report of anything. */
function isSound(document: ReportDocument): void {
  const blocks = document.sections.flatMap(({ blocks: all }) => all)
  const ids = blocks.flatMap(block => (block.kind === 'text' ? [] : [block.id]))
  expect(ids).toEqual([...new Set(ids)])
  for (const { id, columns, rows } of tablesOf(document))
    for (const row of rows) {
      expect([id, row.length]).toEqual([id, columns.length])
      expect(row.filter(cell => typeof cell === 'number' && !Number.isFinite(cell))).toEqual([])
    }
  expect(reportHtml(document)).not.toMatch(/NaN|undefined|Infinity|\[object/)
}

describe('engine/report - of an audit', () => {
  const clips = spokenClips(180, 10)
  const document = reportOf(clips)
  const html = reportHtml(document)

  it('has a section for each experiment, plausibility, checks and methods', () => {
    isSound(document)
    expect(document.sections.map(({ title }) => title.split(':')[0])).toEqual([
      'At a glance',
      '1 Baseline',
      '2 Cue validation',
      '3 Misclassifications',
      'Beyond chance',
      '4 Ablation',
      '5 Spurious features',
      '6 Across data sets',
      'Plausibility',
      'Failure signatures',
      'Methods',
    ])
  })

  it('Tables 2 and 3 have a column for each emotion, and for each pair of what it is and what was said', () => {
    const table = (id: string): ReportTable => tablesOf(document).find(found => found.id === id)!
    expect(table('table-2-cues-correct').columns.map(({ title }) => title)).toEqual(['cue', 'angry', 'happy', 'sad'])
    expect(
      table('table-3-cues-wrong')
        .columns.map(({ title }) => title)
        .sort(),
    ).toEqual(['angry → happy', 'cue', 'happy → sad', 'sad → angry'])
    const [, angry, , sad] = table('table-2-cues-correct').rows.find(([cue]) => cue === 'Loudness')!
    expect(parseFloat(angry as string)).toBeCloseTo(7, 0)
    expect(parseFloat(sad as string)).toBeCloseTo(3, 0)
  })

  it('says what the figures say: the loudest emotion, and how sure that is', () => {
    expect(wordsOf(document)).toMatch(/Loudness: highest for angry \(in 100 % of bootstrap draws too\), lowest for sad/)
  })

  it('the methods name program, model, hash, settings and seed', () => {
    const settingsTable = tablesOf(document).find(({ id }) => id === 'settings')!
    const text = JSON.stringify(settingsTable.rows)
    for (const part of ['CueScope 1.2.3', 'ab'.repeat(32), 'label map', '"windowSec":0.15', '"seed":1'])
      expect(text.replaceAll('\\"', '"')).toContain(part)
  })

  it('the same project gives the same report', () => {
    expect(reportHtml(reportOf(clips))).toBe(html)
  })

  it('every table is a CSV file that holds its rows, every figure an SVG file', async () => {
    const folder = join(tempDir(), 'report')
    const names = (await writeReport(document, folder)).map(path => basename(path))
    const figures = document.sections.flatMap(({ blocks }) => blocks).filter(({ kind }) => kind === 'figure')
    expect(names.filter(name => name.endsWith('.svg'))).toHaveLength(figures.length)
    for (const { id, rows } of tablesOf(document)) {
      expect(names).toContain(`${id}.csv`)
      expect(
        readFileSync(join(folder, `${id}.csv`), 'utf8')
          .trimEnd()
          .split('\n'),
      ).toHaveLength(rows.length + 1)
    }
  })
})

describe('engine/report - of odd audits', () => {
  const odd: [what: string, clips: SpokenClip[], said: RegExp][] = [
    ['one speaker only', spokenClips(90, 10).map(clip => ({ ...clip, speaker: 's1' })), /One speaker only/],
    [
      'one clip a class',
      [0, 1, 2].map(i => ({ predicted: i, emotion: ['anger', 'happiness', 'sadness'][i] })),
      /One clip alone has no spread/,
    ],
    [
      'a class never predicted',
      spokenClips(90, 0).map(({ predicted }) => ({ predicted: predicted === 2 ? 0 : predicted })),
      /The model never says sad/,
    ],
    [
      'no voiced frames',
      spokenClips(90, 10).map(clip => ({ ...clip, isVoiceless: true })),
      /No prediction has both a known label and a measurable plausibility/,
    ],
    ['all predictions right', spokenClips(90, 0), /Every prediction is right: there is no error to look into/],
    ['all predictions wrong', spokenClips(90, 1), /No prediction is right: there is nothing to validate/],
    [
      'no clip with a label of the model',
      spokenClips(12, 0).map(clip => ({ ...clip, emotion: 'calm' as never })),
      /nothing can be scored/,
    ],
    [
      'unknown speakers',
      spokenClips(90, 10).map(clip => ({ ...clip, speaker: null })),
      /clips of unknown speakers count as those of one speaker/,
    ],
  ]
  it.each(odd)('%s: a sound report that says so', (_, clips, said) => {
    const document = reportOf(clips)
    isSound(document)
    expect(wordsOf(document)).toMatch(said)
  })

  it('a label never predicted has no place in Table 2, and a recall of 0 with an interval', () => {
    const document = reportOf(
      spokenClips(90, 0).map(({ predicted }, i) => ({ predicted: labelOf(i) === 2 ? 0 : predicted })),
    )
    const row = tablesOf(document)
      .find(({ id }) => id === 'recall-by-label')!
      .rows.find(([label]) => label === 'sad')!
    expect(row.slice(0, 4)).toEqual(['sad', 30, 0, 0])
    expect(row[4]).toBeGreaterThan(0.05)
    expect(row[6]).toBeNull()
  })

  it('an expert table that is not there is refused', async () => {
    expect(await codeOf(() => reportOf(spokenClips(12, 0), 'nowhere'))).toBe('not-found')
  })
})
