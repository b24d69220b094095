import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, test, type Page } from '@playwright/test'
import type { ClipPage } from '#contracts/clip'
import type { ExperimentCard, ExperimentResult } from '#contracts/experiment'
import type { ExpertTable } from '#contracts/expert-table'
import type { AuditTables, ClipPlausibilityView, PlausibilityReport } from '#contracts/plausibility'
import { openWindow, type OpenWindow } from './open-window'

/** What was found over a data set: the list's columns and filters, findings, expert tables, experiments. */
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

test('renderer - any column filters: words by a checklist with counts, numbers by a stretch', async () => {
  const filter = page.getByRole('button', { name: 'Filter', exact: true })
  await filter.click()
  const panel = page.getByRole('dialog', { name: 'Filter' })
  await panel.getByLabel('Column').selectOption('speaker')
  const lines = panel.locator('li')
  await expect(lines.first()).toBeVisible()
  for (const line of await lines.all()) {
    const [word, count] = [await line.locator('.ellipsis').textContent(), await line.locator('.count').textContent()]
    expect(await total(where({ kind: 'words', column: 'speaker', words: [word!.trim()] }))).toBe(Number(count))
  }
  const first = (await lines.first().locator('.ellipsis').textContent())!.trim()
  await lines.first().getByRole('checkbox').check()
  await panel.getByLabel('Column').selectOption('confidence')
  await panel.getByLabel('From').fill('0.5')
  await panel.getByLabel('From').press('Enter')
  const both = where(
    { kind: 'words', column: 'speaker', words: [first] },
    { kind: 'range', column: 'confidence', min: 0.5, max: null },
  )
  await expect(shown(page)).toHaveText(`${await total(both)} shown`)
  expect(inAddress('where')).toContain('"confidence"')
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
  expect(lines.map(line => Number(line.clip_id))).toEqual(rows.map(row => row.clipId))
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

test('renderer - an expert table is edited with undo, mistakes are told at the cell, saving shows what changes', async () => {
  const project = audit.split('/')[2]
  await page.goto(`${new URL(home).origin}/#/p/${project}/expert-tables`)
  const cell = page.getByRole('button', { name: /^anger, Loudness: clearly louder/ })
  await cell.click()
  const save = page.getByRole('button', { name: 'Save…' })
  await expect(save).toBeDisabled()
  await page.getByRole('radio', { name: 'Lower' }).check({ force: true })
  await expect(page.getByRole('button', { name: /^anger, Loudness: clearly softer/ })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(cell).toBeVisible()
  await page.keyboard.press('Control+y')
  await page.getByLabel('Source', { exact: true }).fill('')
  await expect(page.getByRole('alert').filter({ hasText: 'Every cell needs a source.' })).toBeVisible()
  await expect(save).toBeDisabled()
  await page.getByLabel('Source', { exact: true }).fill('our own listening test')
  await inBothThemes()
  await save.click()
  const dialog = page.getByRole('dialog', { name: 'Save the table' })
  await expect(dialog).toContainText('1 change')
  await expect(dialog.locator('li')).toContainText('our own listening test')
  await dialog.getByLabel('Title').fill('Lab table')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL(/expert-tables\/lab-table$/)
  const tables = await api<ExpertTable[]>(`/projects/${project}/expert-tables`)
  const ours = tables.find(one => one.id === 'lab-table')!
  expect(ours).toMatchObject({ title: 'Lab table', version: 1 })
  expect(ours.cells.find(one => one.emotion === 'anger' && one.cue === 'loudness')).toMatchObject({
    direction: 'lower',
    source: 'our own listening test',
  })
  const exported = await saved(() => page.getByRole('button', { name: 'Export' }).click())
  expect(JSON.parse(exported.text)).toEqual(ours)
  const bad = { ...ours, cells: [{ ...ours.cells[0], cue: 'loudnes' }] }
  const file = { name: 'bad.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(bad)) }
  await page.getByLabel('Table as JSON').setInputFiles(file)
  await expect(page.getByText(/there is no cue “loudnes”/)).toBeVisible()
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
