import { readFileSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import type { ExpertTable } from '#contracts/expert-table'
import { openWindow, type OpenWindow } from './open-window'

/** What experts expect, as one edits it. */
test.describe.configure({ mode: 'serial' })

let opened: OpenWindow
let page: Page
let address = ''

test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
})
test.afterAll(() => opened.close())
test.afterEach(() => expect(opened.trouble).toEqual([]))

async function inBothThemes(): Promise<void> {
  await opened.isAccessible()
  await page.getByRole('button', { name: /^Switch to/ }).click()
  await opened.isAccessible()
  await page.getByRole('button', { name: /^Switch to/ }).click()
}

test('renderer - an expert table is edited with undo, mistakes are told at the cell, saving shows what changes', async () => {
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible({ timeout: 110_000 })
  await page.waitForURL(/\/a\/\d+$/)
  const project = /#\/p\/(\w+)/.exec(page.url())![1]
  address = `${new URL(page.url()).origin}/#/p/${project}/expert-tables`
  await page.goto(address)
  const cell = page.getByRole('button', { name: /^anger, Loudness: clearly louder/ })
  await cell.click()
  const save = page.getByRole('button', { name: 'Save…' })
  await expect(save).toBeDisabled()
  await page.getByRole('radio', { name: 'Lower' }).check({ force: true })
  await expect(page.getByRole('button', { name: /^anger, Loudness: clearly softer/ })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(cell).toBeVisible()
  await page.keyboard.press('Control+y')
  const here = page.url()
  const softer = page.getByRole('button', { name: /^anger, Loudness: clearly softer/ })
  const ways: readonly (() => Promise<unknown>)[] = [
    () => page.getByRole('link', { name: 'Demo', exact: true }).click(),
    () => page.evaluate(() => history.back()),
    () => page.evaluate(() => (location.hash = '#/')),
  ]
  for (const leave of ways) {
    await leave()
    await page.getByRole('button', { name: 'Stay' }).click()
    await expect(page).toHaveURL(here)
    await expect(softer).toBeVisible()
  }
  await page.evaluate(() => history.back())
  await page.getByRole('button', { name: 'Leave' }).click()
  await expect(page).not.toHaveURL(here)
  await page.evaluate(() => history.forward())
  await expect(cell, 'what was left unsaved is gone').toBeVisible()
  await cell.click()
  await page.getByRole('radio', { name: 'Lower' }).check({ force: true })
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
  const tables = (await page.evaluate(
    async at => (await fetch(at)).json(),
    `/api/projects/${project}/expert-tables`,
  )) as ExpertTable[]
  const ours = tables.find(one => one.id === 'lab-table')!
  expect(ours).toMatchObject({ title: 'Lab table', version: 1 })
  expect(ours.cells.find(one => one.emotion === 'anger' && one.cue === 'loudness')).toMatchObject({
    direction: 'lower',
    source: 'our own listening test',
  })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export' }).click(),
  ])
  expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).toEqual(ours)
  const bad = { ...ours, cells: [{ ...ours.cells[0], cue: 'loudnes' }] }
  const file = { name: 'bad.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(bad)) }
  await page.getByLabel('Table as JSON').setInputFiles(file)
  await expect(page.getByText(/there is no cue “loudnes”/)).toBeVisible()
})

test('renderer - an expert table that is read once more leaves what is being edited alone', async () => {
  await page.goto(address)
  const cell = page.getByRole('button', { name: /^anger, Loudness: clearly louder/ })
  await expect(cell).toBeVisible()
  await page.getByRole('link', { name: 'Demo', exact: true }).click()
  let release = (): void => undefined
  const held = new Promise<void>(resolve => (release = resolve))
  const again = /\/expert-tables$/
  await page.route(again, route => held.then(() => route.continue()))
  const answer = page.waitForResponse(again)
  await page.evaluate(() => history.back())
  await cell.click()
  await page.getByRole('radio', { name: 'Lower' }).check({ force: true })
  release()
  await (await answer).finished()
  await page.unroute(again)
  await page.evaluate(() => new Promise(requestAnimationFrame))
  await expect(page.getByRole('button', { name: /^anger, Loudness: clearly softer/ })).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Lower' })).toBeChecked()
  await page.keyboard.press('Control+z')
  await expect(cell).toBeVisible()
})
