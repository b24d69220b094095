import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, test, type Page } from '@playwright/test'
import type { AuditScores } from '#contracts/audit-scores'
import type { ClipPage } from '#contracts/clip'
import type { ExperimentCard, ExperimentResult } from '#contracts/experiment'
import type { ReportFigureFile } from '#contracts/report-figure'
import type { AuditTables, ClipPlausibilityView, PlausibilityReport } from '#contracts/plausibility'
import { openWindow, type OpenWindow } from './open-window'

/** What was found over a data set: the list's columns and filters, findings, experiments. */
test.describe.configure({ mode: 'serial' })

let opened: OpenWindow
let page: Page
/** `/projects/<id>/audits/1`, and the page's own address of it. */
let audit = ''
let home = ''

test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
})
test.afterAll(() => opened.close())
test.afterEach(() => expect(opened.trouble).toEqual([]))

const api = <T>(path: string): Promise<T> =>
  page.evaluate(async at => (await fetch(`/api${at}`)).json(), path) as Promise<T>
const total = async (query: string): Promise<number> => (await api<ClipPage>(`${audit}/clips?limit=1&${query}`)).total
const shown = (of: Page) => of.getByText(/^[\d,]+ shown$/)
const where = (...conditions: object[]): string => `where=${encodeURIComponent(JSON.stringify(conditions))}`
const inAddress = (field: string) => new URL(page.url().replace('#', 'x')).searchParams.get(field)
const head = (name: string) => page.getByRole('columnheader', { name })
const firstRow = () => page.locator('[role=row][aria-rowindex="2"]')

async function saved(press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()])
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') }
}
async function inBothThemes(): Promise<void> {
  await opened.isAccessible()
  await page.getByRole('button', { name: /^Switch to/ }).click()
  await opened.isAccessible()
  await page.getByRole('button', { name: /^Switch to/ }).click()
}

test('renderer - once an audit is over, its list shows verdicts, and verdicts filter it', async () => {
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible({ timeout: 110_000 })
  await page.waitForURL(/\/a\/\d+$/)
  home = page.url()
  audit = home.replace(/.*#\/p\/(\w+)\/a\/(\d+)$/, '/projects/$1/audits/$2')
  await expect(head('Verdict')).toBeVisible()
  const { counts } = await api<PlausibilityReport>(`${audit}/plausibility`)
  const bar = page.getByRole('button', { name: /^Plausible \d/ })
  await expect(bar).toContainText(String(counts.plausible))
  await bar.click()
  await expect(shown(page)).toHaveText(`${counts.plausible} shown`)
  await expect(firstRow()).toContainText('Plausible')
  await page.getByRole('button', { name: 'Remove filter: Verdict: plausible' }).click()
  await expect(shown(page)).toHaveText('252 shown')
})

test('renderer - the matrix narrows to one speaker, and the list with it', async () => {
  await page.getByRole('combobox', { name: 'Narrow to' }).selectOption('speaker')
  const which = page.getByRole('combobox', { name: 'Which' })
  const option = which.locator('option').nth(1)
  const speaker = (await option.getAttribute('value'))!
  await which.selectOption(speaker)
  const only = where({ kind: 'words', column: 'speaker', words: [speaker] })
  await expect(shown(page)).toHaveText(`${await total(only)} shown`)
  const cell = page.getByRole('button', { name: /^Expected angry, predicted angry: / })
  const hits = await total(`expected=angry&predicted=angry&${only}`)
  await expect(cell).toHaveText(String(hits || '·'))
  await opened.isAccessible()
  await page.getByRole('combobox', { name: 'Narrow to' }).selectOption('')
  await expect(page).toHaveURL(home)
})

test('renderer - by sex there is a matrix for each, with n and UAR; a cell lists its clips', async () => {
  await page.getByRole('combobox', { name: 'Narrow to' }).selectOption('sex')
  const scores = await api<AuditScores>(`${audit}/scores?by=sex`)
  expect(scores.groups.length).toBeGreaterThan(1)
  for (const { word, clips, uar, confusion } of scores.groups) {
    const group = page.getByRole('listitem').filter({ has: page.getByRole('grid', { name: `matrix of ${word}:` }) })
    await expect(group).toContainText(`n ${clips}`)
    await expect(group).toContainText(`UAR ${(100 * uar.value!).toFixed(1)} %`)
    await expect(group).toContainText(`${(100 * uar.interval!.low).toFixed(1)}…`)
    expect(confusion.flat().reduce((sum, n) => sum + n, 0)).toBe(clips)
  }
  await opened.isAccessible()
  const [group] = scores.groups
  const errors = group.confusion.flatMap((counts, i) =>
    counts.map((count, j) => ({ i, j, count: i === j ? 0 : count })),
  )
  const { i: row, j: column } = errors.reduce((most, one) => (one.count > most.count ? one : most))
  const pair = `Expected ${scores.labels[row]}, predicted ${scores.labels[column]}: `
  await page
    .getByRole('grid', { name: `matrix of ${group.word}:` })
    .getByRole('button', { name: pair })
    .click()
  await expect(shown(page)).toHaveText(`${group.confusion[row][column]} shown`)
  expect(inAddress('where')).toBe(JSON.stringify([{ kind: 'words', column: 'sex', words: [group.word] }]))
  await page.goBack()
  await page.goBack()
  await page.getByRole('combobox', { name: 'Narrow to' }).selectOption('')
  await expect(page).toHaveURL(home)
})

test('renderer - the headline has the intervals that the report has', async () => {
  const { overall } = await api<AuditScores>(`${audit}/scores`)
  const { low, high } = overall.accuracy.interval!
  const range = `95 %: ${(100 * low).toFixed(1)}…${(100 * high).toFixed(1)} %`
  await expect(page.getByText(range)).toBeVisible()
  const report = await page.evaluate(async at => (await fetch(`/api${at}/report`)).text(), audit)
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
  expect(report.replaceAll('\u00a0', ' ')).toContain(`[${percent(low)}, ${percent(high)}]`)
})

test('renderer - any column filters: words by a checklist with counts, numbers by a stretch', async () => {
  const filter = page.getByRole('button', { name: 'Filter', exact: true })
  await filter.click()
  const panel = page.getByRole('dialog', { name: 'Filter' })
  // Hundreds of columns are found by typing.
  const column = panel.getByRole('combobox', { name: 'Column' })
  await expect(column).toBeFocused()
  await expect(panel.getByRole('option', { name: 'Plausibility' }).first()).toBeVisible()
  await column.pressSequentially('cues rand pitch')
  const options = panel.getByRole('option')
  for (const option of await options.all()) await expect(option).toContainText(/pitch|F0/i)
  await column.fill('speaker')
  await column.press('Enter')
  await expect(column).toHaveValue('Speaker')
  const lines = panel.locator('li')
  await expect(lines.first()).toBeVisible()
  for (const line of await lines.all()) {
    const [word, count] = [await line.locator('.ellipsis').textContent(), await line.locator('.count').textContent()]
    expect(await total(where({ kind: 'words', column: 'speaker', words: [word!.trim()] }))).toBe(Number(count))
  }
  const first = (await lines.first().locator('.ellipsis').textContent())!.trim()
  await lines.first().getByRole('checkbox').check()
  await column.fill('confidence')
  await panel
    .getByRole('option', { name: /^Confidence/ })
    .first()
    .click()
  await panel.getByLabel('From').fill('50')
  await panel.getByLabel('From').press('Enter')
  const both = where(
    { kind: 'words', column: 'speaker', words: [first] },
    { kind: 'range', column: 'confidence', min: 0.5, max: null },
  )
  await expect(shown(page)).toHaveText(`${await total(both)} shown`)
  expect(inAddress('where')).toContain('"confidence"')
  await expect(page.getByRole('button', { name: 'Confidence from 50.0 %', exact: true })).toBeVisible()
  await opened.isAccessible()
  const chart = panel.getByRole('img', { name: /^Confidence: / })
  const box = (await chart.boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width, box.y + 20, { steps: 4 })
  await page.mouse.up()
  const bounds = () => JSON.parse(inAddress('where')!)[1] as { min: number; max: number | null }
  await expect.poll(() => bounds().max).not.toBeNull()
  expect(bounds().max).toBeGreaterThan(bounds().min)
  const chosen = inAddress('where')!
  await expect(shown(page)).toHaveText(`${await total(`where=${encodeURIComponent(chosen)}`)} shown`)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Clear all' }).click()
  await expect(page).toHaveURL(home)
})

test('renderer - columns are chosen, sort the list, and are kept with it as a view', async () => {
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByLabel('Find a column').fill('loudness: z')
  await page.getByRole('checkbox', { name: /^Loudness: z against random speech/ }).check()
  await opened.isAccessible()
  await page.keyboard.press('Escape')
  const column = head('Loudness z')
  await column.getByRole('button').click()
  await expect(column).toHaveAttribute('aria-sort', 'ascending')
  await column.getByRole('button').click()
  await expect(column).toHaveAttribute('aria-sort', 'descending')
  const { rows } = await api<ClipPage>(`${audit}/clips?limit=1&sort=z.loudness.mean&order=desc&columns=z.loudness.mean`)
  await expect(firstRow()).toContainText(rows[0].file.split('/').at(-1)!)
  await expect(firstRow()).toContainText(Number(rows[0].values['z.loudness.mean']).toFixed(2))
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByLabel('Name of this view').fill('Loudest')
  await page.getByLabel('Name of this view').press('Enter')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('button', { name: 'Reset' }).click()
  await page.keyboard.press('Escape')
  await page.goto(home)
  await expect(column).toBeHidden()
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('button', { name: 'Loudest', exact: true }).click()
  await expect(column).toHaveAttribute('aria-sort', 'descending')
})

test('renderer - the list is saved as it is shown, every clip of it', async () => {
  await page.getByRole('button', { name: 'Save what the list shows' }).click()
  const { name, text } = await saved(() => page.getByRole('menuitem', { name: /^As CSV/ }).click())
  expect(name).toBe('clips-audit-1.csv')
  const lines = parse(text, { columns: true }) as Record<string, string>[]
  const { rows } = await api<ClipPage>(
    `${audit}/clips?limit=1000&sort=z.loudness.mean&order=desc&columns=z.loudness.mean,verdict`,
  )
  expect(lines.map(line => line.file)).toEqual(rows.map(row => row.file))
  expect(new Set(lines.map(line => line.clip_id)).size).toBe(rows.length)
  expect(lines.map(line => line.verdict)).toEqual(rows.map(row => row.values.verdict ?? ''))
  expect(Number(lines[0]['z.loudness.mean'])).toBeCloseTo(Number(rows[0].values['z.loudness.mean']), 6)
})

test('renderer - findings: each check says how it stands in words; figures are those of the engine', async () => {
  await page.getByRole('link', { name: 'Findings', exact: true }).click()
  const report = await api<PlausibilityReport>(`${audit}/plausibility`)
  const cards = page.locator('.check.panel')
  await expect(cards).toHaveCount(report.checks.length)
  const words = { ok: 'Nothing found', warn: 'Look closer', unknown: 'Not known' }
  for (const [i, check] of report.checks.entries()) {
    await expect(cards.nth(i)).toContainText(check.title)
    await expect(cards.nth(i)).toContainText(words[check.state])
    await expect(cards.nth(i)).toContainText(check.explanation)
  }
  const areas = page.getByRole('table', { name: /Area under the ROC curve/ })
  const { area } = report.errorDetection.confidence
  await expect(areas.getByRole('row', { name: /^Low confidence/ })).toContainText(area === null ? '–' : area.toFixed(2))
  const tables = await api<AuditTables>(`${audit}/cue-tables`)
  const [row] = tables.correct.rows
  const cue = page.getByRole('region', { name: /Table 2/ }).getByRole('row', { name: new RegExp(`^${row.key[0]}`) })
  await expect(cue).toContainText(row.cells.find(cell => cell.column === 'loudness.mean')!.mean!.toFixed(3))
  await inBothThemes()
})

test('renderer - settings are tried before they are kept; then the list follows them', async () => {
  const slider = page.getByRole('slider')
  await slider.focus()
  for (let i = 0; i < 25; i++) await page.keyboard.press('ArrowRight')
  const tried = await api<PlausibilityReport>(`${audit}/plausibility?table=default&percentile=30`)
  const before = await api<PlausibilityReport>(`${audit}/plausibility`)
  expect(before.settings.percentile).toBe(5)
  expect(tried.counts.implausible).not.toBe(before.counts.implausible)
  const bar = page.locator('.bars .line', { hasText: 'Implausible' })
  await expect(bar).toContainText(String(tried.counts.implausible))
  await expect(page.getByText(/^With these: implausible \+/)).toBeVisible()
  await page.getByRole('button', { name: 'Use these' }).click()
  await expect(page.getByRole('button', { name: 'Use these' })).toBeHidden()
  expect((await api<PlausibilityReport>(`${audit}/plausibility`)).settings.percentile).toBe(30)
  await bar.click()
  await page.waitForURL(/where=/)
  await expect(shown(page)).toHaveText(`${tried.counts.implausible} shown`)
})

test('renderer - a box drawn over the points lists the clips in it', async () => {
  await page.getByRole('link', { name: 'Findings', exact: true }).click()
  const plot = page.getByRole('img', { name: /^Alignment with the table against Confidence/ })
  await plot.scrollIntoViewIfNeeded()
  const box = (await plot.boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width - 20, box.y + 200, { steps: 5 })
  await page.mouse.up()
  await page.waitForURL(/where=/)
  const chosen = inAddress('where')!
  const [across, up] = JSON.parse(chosen) as { column: string; min: number; max: number }[]
  expect([across.column, up.column]).toEqual(['alignment', 'confidence'])
  const found = await total(`where=${encodeURIComponent(chosen)}`)
  expect(found).toBeGreaterThan(0)
  await expect(shown(page)).toHaveText(`${found} shown`)
})

test('renderer - an experiment runs at a click, with its settings and seed in sight', async () => {
  await page.goto(home)
  await page.getByRole('link', { name: 'Experiments', exact: true }).click()
  await page.getByRole('button', { name: 'Run' }).click()
  const result = async (): Promise<ExperimentResult> => {
    const cards = await api<ExperimentCard[]>(`${audit}/experiments`)
    return api(`${audit}/experiments/${cards.find(one => one.kind === 'baseline')!.id}/result`)
  }
  const recall = page.getByRole('table', { name: /^Recall by label/ })
  await expect(recall).toBeVisible({ timeout: 30_000 })
  const found = (await result()).result
  if (found.kind !== 'baseline') throw new Error('another kind was asked')
  const [angry] = found.recall
  await expect(recall.getByRole('row', { name: new RegExp(`^${angry.label}`) })).toContainText(
    `${(100 * angry.recall.value!).toFixed(1)} %`,
  )
  await expect(page.getByText('2,000 bootstrap draws, seed 1')).toBeVisible()
  await inBothThemes()
})

test('renderer - cue validation lists its clips to be ticked off, and keeps the answers', async () => {
  await page.getByRole('link', { name: 'Cue validation' }).click()
  await page.getByRole('button', { name: 'Run' }).click()
  const list = page.getByRole('region', { name: 'Clips to listen to' })
  await expect(list).toBeVisible({ timeout: 30_000 })
  await list.getByRole('button', { name: 'audible' }).first().click()
  await list.getByRole('button', { name: 'not', exact: true }).nth(1).click()
  await expect(list.getByRole('status')).toContainText('2 of 70 clips, audible in 50 %')
  await page.reload()
  await expect(list.getByRole('status')).toContainText('2 of 70 clips, audible in 50 %')
  const { text } = await saved(() => list.getByRole('button', { name: 'Save as CSV' }).click())
  const answers = (parse(text, { columns: true }) as Record<string, string>[]).map(line => line.audible)
  expect(answers.slice(0, 2)).toEqual(['yes', 'no'])
  await opened.isAccessible()
})

test('renderer - a clip says whether its cues fit, with the base rate beside the verdict', async () => {
  const { rows } = await api<ClipPage>(
    `${audit}/clips?limit=1&${where({ kind: 'words', column: 'verdict', words: ['implausible'] })}`,
  )
  await page.goto(`${home}/clips/${rows[0].clipId}`)
  const view = await api<ClipPlausibilityView>(`${audit}/clips/${rows[0].clipId}/plausibility`)
  const card = page.locator('.plausibility')
  await expect(card.locator('.verdict').first()).toHaveText('Implausible')
  await expect(card).toContainText(view.sentence)
  await expect(card).toContainText(`Base rate: ${(100 * view.baseRate!.rate!).toFixed(0)} %`)
  await expect(card.getByRole('table').getByRole('row')).toHaveCount(1 + view.plausibility.findings.length)
  await opened.isAccessible()
  await page.goBack()
})

test('renderer - the report is saved as one page that runs nothing', async () => {
  const { name, text } = await saved(() => page.getByRole('button', { name: 'Save report…' }).click())
  expect(name).toBe('report-audit-1.html')
  expect(text).toMatch(/^<!doctype html>/i)
  expect(text).not.toMatch(/<script/i)
})

test('renderer - each figure of the report is saved by itself: pixels, lines and text, values', async () => {
  await page.goto(`${home}/findings`)
  await page.getByRole('button', { name: 'Figures…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Figures of the report' })
  const figures = await api<ReportFigureFile[]>(`${audit}/report/figures`)
  await expect(dialog.getByRole('img')).toHaveCount(figures.length)
  // As an image each is drawn, or nothing would be wide.
  const widths = await dialog
    .getByRole('img')
    .evaluateAll(all => all.map(one => (one as HTMLImageElement).naturalWidth))
  expect(Math.min(...widths)).toBeGreaterThan(300)
  await opened.isAccessible()
  const [figure] = figures
  const save = (format: string): Promise<{ name: string; text: string }> =>
    saved(() => dialog.getByRole('button', { name: `Save as ${format}: ${figure.caption}` }).click())
  expect(await save('SVG')).toEqual({ name: `report-audit-1-${figure.id}.svg`, text: figure.svg })
  expect(await save('CSV')).toEqual({ name: `report-audit-1-${figure.id}.csv`, text: figure.csv })
  const png = await save('PNG')
  expect([png.name, png.text.slice(1, 4)]).toEqual([`report-audit-1-${figure.id}.png`, 'PNG'])
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})
