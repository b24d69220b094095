import { expect, test, type Page } from '@playwright/test'
import type { QueueCard, QueuePage } from '#contracts/annotation-queue'
import type { ClipPage } from '#contracts/clip'
import { openWindow, type OpenWindow } from './open-window'
import { demoProject, goTo, keep, pages, tourOver } from './pages'

/** Several clips of the list at once: selected by keys and pointer, tagged, judged, queued; one undo takes all of it back. */
test.describe.configure({ mode: 'serial' })

let opened: OpenWindow
let page: Page
let project = ''

test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
  page.setDefaultTimeout(20_000)
  project = await demoProject(page)
  await keep(page, tourOver)
  await goTo(page, pages.list(project))
})
test.afterAll(() => opened.close())
test.afterEach(() => expect(opened.trouble).toEqual([]))

const bar = (): ReturnType<Page['getByRole']> => page.getByRole('region', { name: 'Selected clips' })
const row = (index: number): ReturnType<Page['locator']> => page.locator(`#clip-row-${index}`)
const selected = (): Promise<number[]> =>
  page
    .locator('.row[aria-selected=true]')
    .evaluateAll(rows => rows.map(one => Number(one.getAttribute('aria-rowindex')) - 2).sort((a, b) => a - b))
const list = (query: string): Promise<ClipPage> =>
  page.evaluate(async ([id, asked]) => (await fetch(`/api/projects/${id}/audits/1/clips?${asked}`)).json(), [
    project,
    query,
  ] as const) as Promise<ClipPage>
const tagged = (tag: string): Promise<ClipPage> =>
  list(`where=${encodeURIComponent(JSON.stringify([{ kind: 'words', column: `tag.${tag}`, words: ['yes'] }]))}`)

test('marked - Shift and arrows select a stretch, there and back', async () => {
  await expect(bar()).toHaveCount(0)
  for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowDown')
  await expect(bar().getByText('5 clips selected')).toBeVisible()
  expect(await selected()).toEqual([0, 1, 2, 3, 4])
  await page.keyboard.press('Shift+ArrowUp')
  await expect.poll(selected).toEqual([0, 1, 2, 3])
  await opened.isAccessible()
  await page.keyboard.press('Escape')
  await expect(bar()).toHaveCount(0)
  expect(page.url(), 'the list stays').toMatch(/\/a\/1$/)
})

test('marked - Ctrl and a click add or take away, Shift and a click all up to there', async () => {
  await row(2).click()
  await row(5).click({ modifiers: ['Control'] })
  await row(7).click({ modifiers: ['Control'] })
  expect(await selected()).toEqual([2, 5, 7])
  await row(5).click({ modifiers: ['Control'] })
  expect(await selected()).toEqual([2, 7])
  await row(8).click({ modifiers: ['Shift'] })
  await expect.poll(selected).toEqual([5, 6, 7, 8])
  await row(3).click()
  await expect(bar()).toHaveCount(0)
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  expect(await selected()).toEqual([3, 5])
})

test('marked - nothing is said by nobody: who annotates is chosen there', async () => {
  await expect(bar().getByLabel('Tag', { exact: true })).toBeDisabled()
  await bar().getByRole('button', { name: 'Who annotates?' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Ada')
  await page.keyboard.press('Enter')
  await expect(bar().getByRole('button', { name: 'Annotator: Ada. Change' })).toBeVisible()
  await expect(bar().getByLabel('Tag', { exact: true })).toBeEnabled()
})

test('marked - a tag on all of a narrowed list is told with its count and is one step', async () => {
  await goTo(page, `${pages.list(project)}?outcome=wrong`)
  const { total, rows } = await list('outcome=wrong')
  await expect(bar(), 'another list has none selected').toHaveCount(0)
  await page.keyboard.press('Control+a')
  await expect(bar().getByText(`${total} clips selected`)).toBeVisible()
  await page.keyboard.press('Shift+t')
  await page.keyboard.type('noisy')
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${total} clips tagged “noisy”`)).toBeVisible()
  expect((await tagged('noisy')).rows.map(one => one.clipId)).toEqual(rows.map(one => one.clipId))
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+z')
  await expect(page.getByText(`Undone: tags of ${total} clips`)).toBeVisible()
  expect((await tagged('noisy')).total).toBe(0)
  await expect(page, 'where it was done').toHaveURL(/\/a\/1\?outcome=wrong$/)
  await page.keyboard.press('Control+y')
  await expect(page.getByText(`Done again: tags of ${total} clips`)).toBeVisible()
  expect((await tagged('noisy')).total).toBe(total)
})

test('marked - a tag is taken away again; who had none is told', async () => {
  const { total } = await list('outcome=wrong')
  await row(0).click()
  await page.keyboard.press('Shift+ArrowDown')
  await bar().getByLabel('Tag', { exact: true }).fill('noisy')
  await bar().getByRole('button', { name: 'Take away' }).click()
  await expect(page.getByText('“noisy” taken from 2 clips')).toBeVisible()
  expect((await tagged('noisy')).total).toBe(total - 2)
  await bar().getByLabel('Tag', { exact: true }).fill('noisy')
  await bar().getByLabel('Tag', { exact: true }).press('Enter')
  await expect(page.getByText('2 clips tagged “noisy”')).toBeVisible()
  await bar().getByLabel('Tag', { exact: true }).fill('noisy')
  await bar().getByLabel('Tag', { exact: true }).press('Enter')
  await expect(page.getByText('2 clips had it so before.')).toBeVisible()
})

test('marked - a verdict on all of them', async () => {
  await bar().getByRole('button', { name: 'Verdict' }).click()
  await page.getByRole('menuitem', { name: /^Label wrong/ }).click()
  await expect(page.getByText('2 clips: label wrong')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByText('Undone: verdict of 2 clips')).toBeVisible()
})

test('marked - a queue of exactly those', async () => {
  await row(1).click()
  await row(4).click({ modifiers: ['Control'] })
  const wanted = (await list('outcome=wrong')).rows.filter((_, at) => at === 1 || at === 4).map(one => one.clipId)
  await bar().getByRole('button', { name: 'Make a queue…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('heading')).toHaveText('Make a queue of these 2 clips')
  await dialog.getByLabel('Name', { exact: true }).fill('two')
  await dialog.getByRole('button', { name: 'Make the queue' }).click()
  await page.waitForURL(/\/queues$/)
  const clips = await page.evaluate(async id => {
    const [queue] = (await (await fetch(`/api/projects/${id}/queues`)).json()) as QueueCard[]
    return (await (await fetch(`/api/projects/${id}/queues/${queue.id}/clips`)).json()) as QueuePage
  }, project)
  expect(clips.rows.map(one => one.clipId).sort()).toEqual(wanted.sort())
})
