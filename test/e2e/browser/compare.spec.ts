import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, test, type Page } from '@playwright/test'
import type { AuditCard } from '#contracts/audit'
import type { ClipPage } from '#contracts/clip'
import type { ComparedWindows, Comparison } from '#contracts/comparison'
import type { Library, Project } from '#contracts/project'
import { openWindow, type OpenWindow } from './open-window'

/** Two models and two methods on the demo corpus, side by side; and the way from each number to its clips. */
test.describe.configure({ mode: 'serial' })

let opened: OpenWindow
let page: Page
let project: Project
let comparison: Comparison
let [other, otherMethod] = [0, 0]

test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
})
test.afterAll(() => opened.close())
test.afterEach(() => expect(opened.trouble).toEqual([]))

const api = <T>(path: string, body?: object): Promise<T> =>
  page.evaluate(
    async ([at, sent]) => {
      const json = { 'content-type': 'application/json' }
      const asked = sent === undefined ? {} : { method: 'POST', headers: json, body: JSON.stringify(sent) }
      return (await fetch(`/api${at}`, asked)).json()
    },
    [path, body] as const,
  ) as Promise<T>
const shown = () => page.getByText(/^[\d,]+ shown$/)
const compareAt = (query: string): Promise<unknown> =>
  page.goto(page.url().replace(/#.*/, `#/p/${project.id}/compare${query}`))

async function audited(modelId: string, methods: string[]): Promise<number> {
  const base = `/projects/${project.id}/audits`
  const { id } = await api<AuditCard>(base, { datasetId: project.datasets[0].id, modelId, settings: { methods } })
  await expect.poll(async () => (await api<AuditCard>(`${base}/${id}`)).state, { timeout: 100_000 }).toBe('done')
  return id
}

test('renderer - two models: one sentence, the four cells, and every number is what the engine says', async () => {
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible({ timeout: 110_000 })
  await page.waitForURL(/\/a\/\d+$/)
  const [id] = /(?<=#\/p\/)\w+/.exec(page.url())!
  project = await api<Project>(`/projects/${id}`)
  const { models } = await api<Library>('/library')
  const [audit] = project.audits
  other = await audited(models.find(model => model.id !== audit.modelId)!.id, ['gradient'])
  otherMethod = await audited(audit.modelId, ['gradient'])
  comparison = await api<Comparison>(`/projects/${id}/compare?a=1&b=${other}`)
  await page.getByRole('link', { name: 'Compare' }).click()
  await page.getByRole('combobox', { name: 'Audit B' }).selectOption(String(other))
  await expect(page.getByText(/^A is right more often: 82\.5 % against/)).toBeVisible()
  const { onlyA, onlyB, bothRight, bothWrong } = comparison.overall.outcomes!
  for (const count of [onlyA, onlyB, bothRight, bothWrong])
    await expect(page.getByRole('link', { name: new RegExp(`^${count} clips?: .*list of A$`) }).first()).toBeVisible()
  const gaps = page.getByRole('table', { name: /^By label/ })
  const [angry] = comparison.byLabel
  await expect(gaps.getByRole('row', { name: /^angry/ })).toContainText(
    `${(100 * angry.gap.value!).toFixed(1).replace('-', '−')}`,
  )
})

test('renderer - the view is accessible in both themes', async () => {
  await expect(page.getByRole('heading', { name: 'Cues in the windows, B less A' })).toBeVisible({ timeout: 30_000 })
  for (let theme = 0; theme < 2; theme++) {
    await opened.isAccessible()
    await page.getByRole('button', { name: /^Switch to/ }).click()
  }
})

test('renderer - “only A is right” leads to exactly these clips; Back finds the comparison as it was', async () => {
  const { onlyA } = comparison.overall.outcomes!
  await page.getByRole('link', { name: /A right, B wrong. Opens the list of A/ }).click()
  await expect(shown()).toHaveText(`${onlyA} shown`)
  await expect(page.getByText(new RegExp(`Audit ${other} .*outcome: wrong`))).toBeVisible()
  await page.goBack()
  await expect(page.getByText(/^A is right more often/)).toBeVisible({ timeout: 2000 })
  const [change] = comparison.changes
  await page.getByRole('link', { name: new RegExp(`that A calls ${change.a} and B ${change.b}$`) }).click()
  await expect(shown()).toHaveText(`${change.clips} shown`)
  await page.goBack()
})

test('renderer - every other count leads to its clips too, and the pages of the audit stay at hand', async () => {
  await expect(page.getByText(/^A is right more often/)).toBeVisible()
  const right = comparison.changes.find(({ aRight }) => aRight > 0)!
  await page
    .getByRole('link', {
      name: new RegExp(`^${right.aRight} clips? that A calls ${right.a} and B ${right.b}, A right`),
    })
    .click()
  await expect(shown()).toHaveText(`${right.aRight} shown`)
  await page.goBack()
  const [of, as] = comparison.confusion.b
    .flatMap((row, i) => row.map((count, j) => [i, j, count]))
    .find(([i, j, count]) => i !== j && count > comparison.confusion.a[i][j])!
  const names = comparison.labels.map(({ name }) => name)
  await page
    .getByRole('link', { name: new RegExp(`Expected ${names[of]}, predicted ${names[as]}: .*list of B`) })
    .click()
  await page.waitForURL(new RegExp(`/a/${other}\\?`))
  await expect(shown()).toHaveText(`${comparison.confusion.b[of][as]} shown`)
  await page.goBack()
  await page.getByRole('link', { name: /^Plausible in A/ }).click()
  await page.waitForURL(/\/a\/1\?where=/)
  await page.goBack()
  await page.getByRole('navigation', { name: 'Pages of the audit' }).getByRole('link', { name: 'Findings' }).click()
  await page.waitForURL(/\/a\/1\/findings$/)
  await page.goBack()
})

test('renderer - each chart is saved as pixels, as lines and text, and as its values', async () => {
  await expect(page.getByText(/^A is right more often/)).toBeVisible()
  const charts = ['Save B less A', 'Save By label', 'Save Sex', /^Save A · /, /^Save B · /]
  for (const name of charts) {
    const files = new Map<string, Buffer>()
    for (const format of ['PNG', 'SVG', 'CSV']) {
      await page.getByRole('button', { name }).first().click()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: format }).click(),
      ])
      expect(download.suggestedFilename()).toMatch(
        new RegExp(`^comparison-1-${other}-[a-z-]+\\.${format.toLowerCase()}$`),
      )
      files.set(format, readFileSync(await download.path()))
    }
    const png = files.get('PNG')!
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    const [, width] = /<svg [^>]*width="([\d.]+)"/.exec(files.get('SVG')!.toString())!
    expect(png.readUInt32BE(16)).toBe(Math.round(2 * Number(width)))
    expect(files.get('CSV')!.toString().split('\n').length).toBeGreaterThan(2)
  }
})

test('renderer - swapped by key, gaps change their sign', async () => {
  await expect(page.getByText(/^A is right more often/)).toBeVisible()
  await page.keyboard.press('x')
  await expect(page.getByText(/^B is right more often: 82\.5 %/)).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Audit A' })).toHaveValue(String(other))
})

test('renderer - the table that is saved says how many clips each figure is of', async () => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as CSV' }).click(),
  ])
  const rows = parse<Record<string, string>>(readFileSync(await download.path(), 'utf8'), { columns: true })
  expect(rows.every(row => Number(row['clips A']) > 0 && Number(row['clips B']) > 0)).toBe(true)
  const whole = rows.find(({ group, figure }) => group === 'all' && figure === 'accuracy')!
  expect(Number(whole['only A'])).toBe(comparison.overall.outcomes!.onlyB)
  expect(Number(whole['B less A'])).toBeCloseTo(-comparison.overall.accuracyGap.value!, 6)
})

test('renderer - two methods on one model: the same answers, other windows', async () => {
  await compareAt(`?a=1&b=${otherMethod}`)
  await expect(page.getByText(/^A and B are right on the same clips/)).toBeVisible()
  const windows = await api<ComparedWindows>(`/projects/${project.id}/compare/windows?a=1&b=${otherMethod}`)
  await expect(page.getByText(windows.overlap.value!.toFixed(2), { exact: false }).first()).toBeVisible()
  await expect(page.getByRole('heading', { name: 'By label' })).toBeHidden()
})

test('renderer - a clip tells what the other audits say, and opens in them at the same moment', async () => {
  const where = encodeURIComponent(
    JSON.stringify([{ kind: 'words', column: `other.${other}.outcome`, words: ['wrong'] }]),
  )
  const { rows } = await api<ClipPage>(`/projects/${project.id}/audits/1/clips?where=${where}&limit=1`)
  await page.goto(page.url().replace(/#.*/, `#/p/${project.id}/a/1/clips/${rows[0].clipId}?at=0.25`))
  await page.getByRole('tab', { name: 'Facts' }).click()
  await expect(page.getByRole('button', { name: new RegExp(`^Audit ${other}, .*wrong`) })).toBeVisible()
  await page.keyboard.press('Shift+V')
  await expect(page).toHaveURL(new RegExp(`/a/${Math.min(other, otherMethod)}/clips/${rows[0].clipId}\\?at=0\\.25`))
})
