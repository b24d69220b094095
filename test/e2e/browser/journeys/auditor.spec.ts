import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import type { ClipAnnotation } from '#contracts/annotation'
import type { AuditCard } from '#contracts/audit'
import type { ClipPage } from '#contracts/clip'
import type { Comparison } from '#contracts/comparison'
import type { DatasetCard } from '#contracts/dataset'
import type { Library, Project } from '#contracts/project'
import type { SliceReport, TableView } from '#contracts/table-view'
import { openWindow, type OpenWindow } from '../open-window'
import { keep, settled, tourOver } from '../pages'
import { keepPicture } from './keep-picture'

/** An auditor holds a vendor's model against another one, listens where it fails, and hands in a report without names. */
test.describe.configure({ mode: 'serial' })

let opened: OpenWindow
let page: Page
let project: Project
let [a, b] = [0, 0]
let comparison: Comparison
/** The list of B. */
let home = ''
const work = mkdtempSync(join(realpathSync(tmpdir()), 'cuescope-auditor-'))
const corpus = join(work, 'call centre')

const api = <T>(path: string, body?: object): Promise<T> =>
  page.evaluate(
    async ([at, sent]) => {
      const json = { 'content-type': 'application/json' }
      const asked = sent === undefined ? {} : { method: 'POST', headers: json, body: JSON.stringify(sent) }
      return (await fetch(`/api${at}`, asked)).json()
    },
    [path, body] as const,
  ) as Promise<T>
const theme = (colorScheme: 'light' | 'dark'): Promise<void> => page.emulateMedia({ colorScheme })
const shown = () => page.getByText(/^[\d,]+ shown$/)
const grid = () => page.getByRole('grid', { name: 'Clips' })
const slices = () => page.getByRole('region', { name: 'Slices against the rest' })
const clipId = (): number => Number(/clips\/(\d+)/.exec(page.url())![1])

/** Five speakers, and six clips of a sixth; a model that does not know such voices, and one that does. */
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000)
  opened = await openWindow(browser)
  page = opened.page
  await page.waitForURL(/#\/p\/\w+\/a\/\d+/, { timeout: 110_000 })
  const [, demo] = /#\/p\/(\w+)/.exec(page.url())!
  await api(`/projects/${demo}/audits/1/cancel`, {})
  const { folder } = (await api<Project>(`/projects/${demo}`)).datasets[0]
  const few = /spk06_(?!sadness_0[1-6])/
  cpSync(folder, corpus, { recursive: true, filter: file => !few.test(file) })
  const { id } = await api<Project>('/projects', { name: 'Vendor evaluation' })
  const { id: datasetId } = await api<DatasetCard>(`/projects/${id}/datasets`, { folder: corpus })
  const { models } = await api<Library>('/library')
  for (const name of ['shallow-resnet-en', 'demo-synthetic']) {
    const modelId = models.find(model => model.name === name)!.id
    const made = await api<AuditCard>(`/projects/${id}/audits`, { datasetId, modelId })
    const at = `/projects/${id}/audits/${made.id}`
    await expect.poll(async () => (await api<AuditCard>(at)).state, { timeout: 100_000 }).toBe('done')
  }
  project = await api<Project>(`/projects/${id}`)
  ;[a, b] = project.audits.map(audit => audit.id).sort((one, two) => one - two)
  await keep(page, tourOver)
})
test.afterAll(async () => {
  await opened.close()
  rmSync(work, { recursive: true, force: true })
})
test.afterEach(() => expect(opened.trouble).toEqual([]))

test('auditor - both models on the same clips: a tested gap, subgroups with their n, few clips marked as few', async () => {
  await theme('light')
  await page.goto(page.url().replace(/#.*/, `#/p/${project.id}`))
  await page.getByRole('button', { name: 'Compare audits' }).click()
  await page.getByRole('combobox', { name: 'Audit A' }).selectOption(String(a))
  await page.getByRole('combobox', { name: 'Audit B' }).selectOption(String(b))
  comparison = await api<Comparison>(`/projects/${project.id}/compare?a=${a}&b=${b}`)
  const { onlyA, onlyB } = comparison.overall.outcomes!
  await expect(page.getByText(new RegExp(`that only one gets right, A has ${onlyA} and B ${onlyB} \\(p`))).toBeVisible()
  await settled(page)
  await keepPicture(page, 'auditor-1-compare')
  const groups = page.getByRole('region', { name: 'Subgroups' })
  await expect(groups.getByRole('table').first()).toContainText('female')
  await groups.getByText('Speaker', { exact: true }).click()
  const few = groups.getByRole('row', { name: /^spk06 .*few clips/ })
  await expect(few).toContainText('6')
  await expect(groups.getByText('Fewer than ten clips: a hint where to listen, no result.')).toBeVisible()
  await groups.scrollIntoViewIfNeeded()
  await keepPicture(page, 'auditor-2-subgroups')
})

test('auditor - a cell of B leads to its clips, the least plausible first, and J and K play what the model used', async () => {
  const matrix = page.getByRole('grid', { name: /^Confusion matrix/ }).nth(1)
  // Of sadness the table has an expectation, of “neutral” it has none.
  const cells = matrix.getByRole('button', { name: /^Expected (?!sad).*, predicted sad: / })
  const counts = await cells.evaluateAll(all =>
    all.map(cell => Number(/: ([\d,]+) clip/.exec(cell.ariaLabel!)?.[1] ?? 0)),
  )
  const most = cells.nth(counts.indexOf(Math.max(...counts)))
  await most.click()
  await expect(page).toHaveURL(new RegExp(`/p/${project.id}/a/${b}\\?`))
  home = page.url().replace(/\?.*/, '')
  await expect(shown()).toHaveText(`${Math.max(...counts)} shown`)
  await expect(page.getByRole('button', { name: /^Plausible \d/ })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('columnheader', { name: 'Standing' }).getByRole('button').first().click()
  await expect(page).toHaveURL(/sort=plausibility/)
  const query = page.url().replace(/.*\?/, '')
  const { rows } = await api<ClipPage>(`/projects/${project.id}/audits/${b}/clips?limit=4&${query}`)
  await grid().focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/clips/${rows[0].clipId}\\?`))
  await expect(page.getByLabel(/^Saliency: red/)).toBeVisible()
  await expect(
    page.getByRole('complementary', { name: 'About this clip' }).getByText(/^(Impl|Pl)ausible$/),
  ).toBeVisible()
  await page.keyboard.press('Shift+A')
  for (const row of [rows[1], rows[2]]) {
    const before = await opened.startCount()
    await page.keyboard.press('j')
    await expect(page).toHaveURL(new RegExp(`/clips/${row.clipId}\\?`))
    await expect.poll(opened.startCount).toBeGreaterThan(before)
    const [first] = await opened.startsSince(before)
    expect(first.length / first.sampleRateHz).toBeLessThan(row.durationSec!)
  }
  await page.keyboard.press('k')
  await expect(page).toHaveURL(new RegExp(`/clips/${rows[1].clipId}\\?`))
  await page.keyboard.press('Shift+A')
  await page.keyboard.press('Shift+A')
})

test('auditor - “this flag is wrong” is said by one key, and stays with the clip', async () => {
  await page.goto(home)
  await page.getByRole('button', { name: /^Implausible \d/ }).click()
  await expect(page.locator('#clip-row-0')).toContainText('Implausible')
  await grid().focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  const about = page.getByRole('complementary', { name: 'About this clip' })
  await expect(about.getByText('Implausible', { exact: true })).toBeVisible()
  await page.keyboard.press('Shift+N')
  await page.getByRole('button', { name: 'Who annotates?' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Grace')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Annotator: Grace. Change' }).click()
  await page.getByRole('checkbox', { name: /^Blind/ }).uncheck()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+5')
  const bar = page.getByRole('region', { name: 'Annotation' })
  await expect(bar.getByRole('button', { name: 'Flag wrong' })).toHaveAttribute('aria-pressed', 'true')
  await expect(bar.getByText('Saved', { exact: true })).toBeVisible()
  const [said] = await api<ClipAnnotation[]>(`/projects/${project.id}/clips/${clipId()}/annotations`)
  expect(Object.values(said.annotation.verdicts)).toEqual(['flag-wrong'])
  await theme('dark')
  await settled(page)
  await keepPicture(page, 'auditor-3-flag')
  await page.keyboard.press('Shift+N')
  await page.keyboard.press('Backspace')
  await expect(grid()).toBeVisible()
})

/** Of what the list shows now. */
async function keepSlice(name: string): Promise<void> {
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByLabel('Name of this view').fill(name)
  await page.getByRole('checkbox', { name: 'Also as a slice' }).check()
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(slices()).toContainText(name)
  await page.keyboard.press('Escape')
}

test('auditor - slices are kept by name, held against the rest with intervals and corrected p, and exemplars pinned', async () => {
  await page.goto(`${home}?expected=sad`)
  await page.getByRole('combobox', { name: 'Narrow to' }).selectOption('sex')
  await page.getByRole('combobox', { name: 'Which' }).selectOption('female')
  await keepSlice('Female sadness')
  await page.goto(`${home}?expected=angry`)
  await keepSlice('Anger')
  const report = await api<SliceReport>(`/projects/${project.id}/audits/${b}/slices`)
  expect(report.rows).toHaveLength(2)
  for (const row of report.rows) {
    expect(row.pHolm!).toBeGreaterThanOrEqual(row.p!)
    expect(row.accuracyGap.interval).not.toBeNull()
    await expect(slices()).toContainText(`${row.scored} scored clips`)
  }
  await expect(slices().getByRole('img', { name: /95 % interval/ })).toHaveCount(2)
  await expect(slices().getByText(/p .*, adjusted .*, q /)).toHaveCount(2)
  await slices()
    .getByRole('button', { name: /^Female sadness/ })
    .click()
  for (const row of [0, 1, 2]) {
    await page.locator(`#clip-row-${row}`).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Pin to “Female sadness”' }).click()
    await expect(slices().locator('.pin')).toHaveCount(row + 1)
  }
  const views = await api<TableView[]>(`/projects/${project.id}/views`)
  expect(views.find(({ name }) => name === 'Female sadness')!.pins).toHaveLength(3)
  await slices().scrollIntoViewIfNeeded()
  await keepPicture(page, 'auditor-4-slices')
})

test('auditor - with names hidden, the report has none of a speaker or a file, nor where they lie', async () => {
  const save = async (): Promise<string> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save report…' }).click(),
    ])
    return readFileSync(await download.path(), 'utf8')
  }
  await page.getByRole('link', { name: 'Findings', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Findings', level: 1 })).toBeVisible({ timeout: 60_000 })
  const open = await save()
  expect(open).toMatch(/spk0\d/)
  await page.goto(page.url().replace(/#.*/, '#/settings/privacy'))
  await page.getByRole('switch', { name: /Hide names/ }).click()
  await expect(page.getByRole('link', { name: 'Names are hidden' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Findings', level: 1 })).toBeVisible({ timeout: 60_000 })
  const hidden = await save()
  expect(hidden).toContain('demo-synthetic')
  expect(hidden).not.toMatch(/spk0\d|\.wav|[\\/]tmp[\\/]/)
  const report = await page.context().newPage()
  await report.setViewportSize({ width: 1280, height: 800 })
  await report.emulateMedia({ colorScheme: 'light' })
  await report.setContent(hidden)
  await keepPicture(report, 'auditor-5-report')
  await report.close()
})
