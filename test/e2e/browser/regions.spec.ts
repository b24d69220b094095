import { expect, test, type Page } from '@playwright/test'
import type { ClipAnnotation } from '#contracts/annotation'
import { openWindow, type OpenWindow } from './open-window'

/** Regions on their tiers by pointer and by keys, and where the focus goes from there and from the fields of the bar. */
test.describe.configure({ mode: 'serial' })

let opened: OpenWindow
let page: Page

test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
})
test.afterAll(() => opened.close())
test.afterEach(() => expect(opened.trouble).toEqual([]))

const bar = (): ReturnType<Page['getByRole']> => page.getByRole('region', { name: 'Annotation' })
const saved = (): Promise<void> => expect(bar().getByText('Saved', { exact: true })).toBeVisible()
/** What the one annotator there is said of the clip. */
const said = (): Promise<ClipAnnotation> =>
  page.evaluate(async () => {
    const [, id, clip] = /#\/p\/(\w+)\/a\/\d+\/clips\/(\d+)/.exec(location.href)!
    const [{ id: annotator }] = (await (await fetch(`/api/projects/${id}/annotators`)).json()) as { id: number }[]
    return (await fetch(`/api/projects/${id}/annotators/${annotator}/clips/${clip}`)).json() as Promise<ClipAnnotation>
  })

test('annotation - a region is marked and named by keys', async () => {
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible({ timeout: 110_000 })
  await page.waitForURL(/\/a\/\d+$/)
  await page.locator('#clip-row-0').dblclick()
  await page.waitForURL(/\/clips\/\d+/)
  await page.getByRole('button', { name: 'Play clip' }).waitFor()
  await page.keyboard.press('Shift+N')
  await bar().getByRole('button', { name: 'Who annotates?' }).first().click()
  const menu = page.getByRole('dialog', { name: 'Who annotates?' })
  await menu.getByLabel('Name').fill('Ada')
  await menu.getByLabel('Name').press('Enter')
  await expect(page.getByRole('button', { name: 'Annotator: Ada. Change' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
  await saved()
  await page.locator('.grid').press('Home')
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', '[', 'ArrowRight', 'ArrowRight', ']', 'r'])
    await page.keyboard.press(key)
  await page.keyboard.type('sob')
  await page.keyboard.press('Enter')
  await saved()
  expect((await said()).annotation.regions).toMatchObject([{ text: 'sob' }])
})

test('annotation - a region is dragged by its body, as long as it was: one step', async () => {
  const region = (await page.locator('.region.chosen').boundingBox())!
  const [x, y] = [region.x + region.width / 2, region.y + region.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + region.width, y, { steps: 5 })
  await page.mouse.up()
  await expect.poll(async () => Math.abs((await said()).annotation.regions[0].startSec - 0.5)).toBeLessThan(0.01)
  const [dragged] = (await said()).annotation.regions
  expect(dragged.endSec - dragged.startSec).toBeCloseTo(0.2, 4)
  await page.mouse.move(x + region.width, y)
  await page.mouse.down()
  await page.mouse.move(x - 2000, y, { steps: 5 })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  expect((await said()).annotation.regions, 'Esc gives a drag up').toEqual([dragged])
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await said()).annotation.regions[0].startSec).toBeCloseTo(0.3, 6)
  await expect(page.getByText(/^Undone: region sob /)).toBeVisible()
})

test('annotation - a region in focus is moved, heard, named and deleted by keys, and the focus never gets lost', async () => {
  const focused = (): Promise<string | null> =>
    page.evaluate(() => document.activeElement!.getAttribute('aria-label') ?? document.activeElement!.className)
  const spans = async (): Promise<number[][]> =>
    (await said()).annotation.regions.map(({ startSec, endSec }) => [startSec, endSec])
  const RESTED_MS = 800
  const press = async (...keys: string[]): Promise<void> => {
    for (const one of keys) await page.keyboard.press(one)
    await page.waitForTimeout(RESTED_MS)
    await saved()
  }
  await page.keyboard.press('Escape')
  expect(await focused()).toBe('grid')
  await press('Shift+G', 'ArrowRight')
  const [[startSec, endSec]] = await spans()
  const step = startSec - 0.3
  expect(step).toBeGreaterThan(0)
  expect(endSec - startSec).toBeCloseTo(0.2, 6)
  expect(await focused()).toMatch(/^sob, /)
  await expect(bar().getByText(`sob: ${startSec.toFixed(4)} to ${endSec.toFixed(4)} s`)).toBeAttached()
  await press('Shift+ArrowRight', 'ArrowLeft')
  expect((await spans())[0][0]).toBeCloseTo(0.3 + 10 * step, 4)
  await press('Control+ArrowLeft', 'Alt+Shift+ArrowRight')
  expect((await spans())[0][0]).toBeCloseTo(0.3 + 9 * step, 4)
  expect((await spans())[0][1]).toBeCloseTo(0.5 + 20 * step, 4)
  const before = await opened.startCount()
  await page.keyboard.press('Space')
  await expect.poll(opened.startCount).toBeGreaterThan(before)
  await page.keyboard.press('Space')

  await page.keyboard.press('Enter')
  await page.keyboard.type('sob 2')
  await press('Enter')
  expect(await focused()).toMatch(/^sob 2, /)
  // A second one, from the panes: its text leads back there, where arrows move the cursor.
  await page.keyboard.press('Escape')
  await press('Home', '[', 'Shift+ArrowRight', ']', 'r')
  await page.keyboard.type('breath')
  await press('Enter')
  expect(await focused()).toBe('grid')
  await press('Shift+G', 'ArrowDown', 'ArrowDown')
  expect(await focused()).toMatch(/^sob 2, /)
  await press('ArrowUp')
  expect(await focused()).toMatch(/^breath, /)
  await opened.isAccessible()
  await press('Delete')
  expect(await focused()).toMatch(/^sob 2, /)
  expect(await spans()).toHaveLength(1)
  await press('Delete')
  expect(await focused()).toBe('grid')
  await press('Control+z')
  await expect.poll(spans).toHaveLength(1)
})

test('annotation - Esc leaves every field of the bar for what one came from', async () => {
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement!.className)
  for (const [key, label] of [
    ['Shift+D', 'Arousal and valence'],
    ['Shift+C', 'Sure'],
    ['Shift+T', 'Add a tag'],
    ['n', 'Note'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(bar().getByLabel(label), label).toBeFocused()
    await page.keyboard.press('Escape')
    expect(await focused(), label).toBe('grid')
  }
  // By Tab from field to field: out of the bar all the same.
  await page.keyboard.press('Shift+T')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Escape')
  expect(await focused()).toBe('grid')
  await page.keyboard.press('Shift+T')
  await page.keyboard.type('breathy')
  await page.keyboard.press('Enter')
  await bar().getByRole('button', { name: 'Remove the tag breathy' }).press('Enter')
  await expect(bar().getByLabel('Add a tag')).toBeFocused()
  await page.keyboard.press('Escape')
  await saved()
  expect((await said()).annotation.tags).toEqual([])
})
