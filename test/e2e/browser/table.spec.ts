import { expect, test, type Page } from '@playwright/test'
import type { ClipPage } from '#contracts/clip'
import type { Project } from '#contracts/project'
import type { SliceReport, TableView } from '#contracts/table-view'
import { openWindow, type OpenWindow } from './open-window'

/** The list of clips: pictures, sound on pointing, keys, views and slices of the project, charts that filter. */
test.describe.configure({ mode: 'serial' })

let opened: OpenWindow
let page: Page
let audit = ''
let home = ''

test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible({ timeout: 110_000 })
  await page.waitForURL(/\/a\/\d+$/)
  home = page.url()
  audit = home.replace(/.*#\/p\/(\w+)\/a\/(\d+)$/, '/projects/$1/audits/$2')
  await expect(page.getByRole('button', { name: /^Plausible \d/ })).toBeVisible({ timeout: 110_000 })
})
test.afterAll(() => opened.close())
test.afterEach(() => expect(opened.trouble).toEqual([]))

const api = <T>(path: string): Promise<T> =>
  page.evaluate(async at => (await fetch(`/api${at}`)).json(), path) as Promise<T>
const grid = () => page.getByRole('grid', { name: 'Clips' })
const selected = () => page.locator('[role=row][aria-selected=true]')
const shown = () => page.getByText(/^[\d,]+ shown$/)
const words = (column: string, ...chosen: string[]): string =>
  `where=${encodeURIComponent(JSON.stringify([{ kind: 'words', column, words: chosen }]))}`

test('renderer - rows in sight have a picture of their own clip, rows that flew past are not fetched', async () => {
  const asked: string[] = []
  page.on('request', request => {
    const clip = /clips\/(\d+)\/thumbnail/.exec(request.url())
    if (clip) asked.push(clip[1])
  })
  const { rows } = await api<ClipPage>(`${audit}/clips?limit=1000`)
  const ink = (row: number): Promise<string> =>
    page.locator(`#clip-row-${row} canvas`).evaluate(canvas => (canvas as HTMLCanvasElement).toDataURL())
  const isDrawn = (row: number): Promise<boolean> =>
    page.locator(`#clip-row-${row} canvas`).evaluate(canvas => {
      const { width, height } = canvas as HTMLCanvasElement
      const context = (canvas as HTMLCanvasElement).getContext('2d')!
      return context.getImageData(0, 0, width, height).data.some((value, i) => i % 4 === 3 && value > 0)
    })
  await expect.poll(() => isDrawn(0)).toBe(true)
  await expect.poll(() => isDrawn(1)).toBe(true)
  expect(await ink(0)).not.toBe(await ink(1))
  await grid().focus()
  await page.keyboard.press('End')
  await expect.poll(() => isDrawn(rows.length - 1)).toBe(true)
  await page.waitForTimeout(500)
  const middle = rows.slice(80, 150).map(({ clipId }) => String(clipId))
  expect(asked.filter(clip => middle.includes(clip))).toEqual([])
  expect(asked).toContain(String(rows.at(-1)!.clipId))
})

test('renderer - Home, End, pages and arrows move through the list; what is selected is in sight', async () => {
  await expect(selected()).toHaveAttribute('aria-rowindex', '253')
  await page.keyboard.press('Home')
  await expect(selected()).toHaveAttribute('aria-rowindex', '2')
  await page.keyboard.press('PageDown')
  const after = Number(await selected().getAttribute('aria-rowindex'))
  expect(after).toBeGreaterThan(8)
  await expect(selected()).toBeInViewport()
  await page.keyboard.press('PageUp')
  await expect(selected()).toHaveAttribute('aria-rowindex', '2')
  await page.keyboard.press('ArrowUp')
  await expect(selected()).toHaveAttribute('aria-rowindex', '2')
})

test('renderer - Space hears the salient part of the selected clip, Shift+Space all of it', async () => {
  const { rows } = await api<ClipPage>(`${audit}/clips?limit=1`)
  const length = rows[0].durationSec!
  const seconds = async (key: string): Promise<number> => {
    const from = await opened.startCount()
    await page.keyboard.press(key)
    await expect.poll(opened.startCount).toBeGreaterThan(from)
    const [sound] = await opened.startsSince(from)
    await page.keyboard.press(key)
    return sound.length / sound.sampleRateHz
  }
  const [salient, whole] = [await seconds(' '), await seconds('Shift+ ')]
  expect(salient).toBeGreaterThan(0)
  expect(salient).toBeLessThan(whole)
  expect(whole).toBeCloseTo(length, 2)
})

test('renderer - Space, X and Enter mean the selected clip, also while its row is still on its way', async () => {
  const { rows } = await api<ClipPage>(`${audit}/clips?limit=1000`)
  const last = /\/clips\?.*offset=200/
  const atEnd = async (...keys: string[]): Promise<void> => {
    await page.reload()
    await expect(page.locator('#clip-row-0 a')).toBeVisible()
    await page.route(last, async route => {
      await new Promise(resolve => setTimeout(resolve, 1000))
      await route.continue()
    })
    await grid().focus()
    for (const key of ['End', ...keys]) await page.keyboard.press(key)
    await page.waitForResponse(last)
    await page.unroute(last)
  }
  await atEnd(' ')
  await expect.poll(opened.startCount).toBe(1)
  await atEnd('x')
  await expect(page.getByRole('region', { name: 'Selected clips' })).toContainText('1 clip selected')
  await atEnd('Enter')
  await expect(page).toHaveURL(new RegExp(`/clips/${rows.at(-1)!.clipId}\\?`))
  await page.goto(home)
  await expect(grid()).toBeVisible()
  await page.keyboard.press('Home')
})

test('renderer - pointing at a clip plays it, once that is switched on', async () => {
  const rowAt = (row: number) => page.locator(`#clip-row-${row}`)
  const before = await opened.startCount()
  await rowAt(2).hover()
  await page.waitForTimeout(600)
  expect(await opened.startCount()).toBe(before)
  await page.getByRole('button', { name: 'Pointing at a clip plays it: off' }).click()
  await rowAt(3).hover()
  await expect.poll(() => opened.startCount()).toBeGreaterThan(before)
  const toggle = page.getByRole('button', { name: 'Pointing at a clip plays it: on' })
  await expect(toggle).toHaveAttribute('aria-pressed', 'true')
  await toggle.click()
})

test('renderer - the matrix is of the clips that the filter leaves, whichever column filters', async () => {
  await page.goto(`${home}?${words('verdict', 'plausible')}`)
  const { total } = await api<ClipPage>(
    `${audit}/clips?limit=1&expected=angry&predicted=angry&${words('verdict', 'plausible')}`,
  )
  const cell = page.getByRole('button', { name: /^Expected angry, predicted angry: / })
  await expect(cell).toHaveText(String(total || '·'))
  await cell.click()
  await expect(shown()).toHaveText(`${total} shown`)
  await expect(grid()).toBeFocused()
  await page.goto(home)
})

test('renderer - Enter after a filter opens a clip of the list that was asked for, however late it comes', async () => {
  const { rows } = await api<ClipPage>(`${audit}/clips?limit=1&outcome=wrong`)
  await grid().focus()
  const slow = /\/clips\?.*outcome=wrong/
  await page.route(slow, async route => {
    await new Promise(resolve => setTimeout(resolve, 1500))
    await route.continue()
  })
  await page.evaluate(at => (location.hash = at), `${home.replace(/.*#/, '')}?outcome=wrong`)
  await expect(grid()).toHaveAttribute('aria-busy', 'true')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/clips/${rows[0].clipId}\\?`))
  await page.unroute(slow)
  await page.goto(home)
  await expect(grid()).toBeVisible()
})

test('renderer - a file is found by typing after “/”: Enter leads to the hits, Enter again opens the first', async () => {
  const { rows, total } = await api<ClipPage>(`${audit}/clips?limit=1&text=fear_03`)
  await grid().focus()
  await page.keyboard.press('/')
  await page.keyboard.type('fear_03')
  await page.keyboard.press('Enter')
  await expect(grid()).toBeFocused()
  await expect(shown()).toHaveText(`${total} shown`)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/clips/${rows[0].clipId}\\?`))
  await page.goto(home)
  await expect(grid()).toBeVisible()
})

test('renderer - names are whole, folders stand in all rows or in none; the whole path is copied', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const { rows } = await api<ClipPage>(`${audit}/clips?limit=1`)
  const [folder, name] = rows[0].file.split('/')
  const cells = page.getByRole('grid').locator('.path')
  const isCut = (): Promise<boolean[]> =>
    cells.locator('a').evaluateAll(names => names.map(one => one.scrollWidth > one.clientWidth))
  for (const [width, hasFolders] of [
    [1280, false],
    [1920, true],
  ] as const) {
    await page.setViewportSize({ width, height: 800 })
    await expect(cells.locator('.folder')).toHaveCount(hasFolders ? await cells.count() : 0)
    expect(await isCut()).not.toContain(true)
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  await expect(cells.first()).toHaveAttribute('title', rows[0].file)
  await page.locator('#clip-row-0').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Copy the file’s path' }).click()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  const { datasets } = await api<Project>(audit.replace(/\/audits.*/, ''))
  expect(copied).toBe([datasets[0].folder, folder, name].join('/'))
  // A browser can show no folder.
  await page.locator('#clip-row-0').click({ button: 'right' })
  await expect(page.getByRole('menuitem', { name: 'Show the file in its folder' })).toHaveCount(0)
  await page.keyboard.press('Escape')
})

test('renderer - at 420 x 600 scores and list stand below each other', async () => {
  await page.setViewportSize({ width: 420, height: 600 })
  const [scores, list] = await Promise.all(
    [page.locator('.scores'), page.locator('.clips')].map(async part => (await part.boundingBox())!),
  )
  expect(list.y).toBeGreaterThanOrEqual(scores.y + scores.height - 1)
  await grid().scrollIntoViewIfNeeded()
  await expect(page.locator('#clip-row-0')).toBeInViewport()
  await page.setViewportSize({ width: 1280, height: 800 })
})

test('renderer - the tools stay beside the outcomes in a small window, an unmapped one among them', async () => {
  const pattern = /\/summary/
  await page.route(pattern, async route => {
    const answer = await route.fetch()
    await route.fulfill({ json: { ...((await answer.json()) as object), unmapped: { calm: 1234 } } })
  })
  await page.reload()
  await expect(page.getByText('Unmapped 1,234')).toBeVisible()
  const middleOf = async (name: string): Promise<number> => {
    const { y, height } = (await page.getByRole('button', { name, exact: true }).boundingBox())!
    return y + height / 2
  }
  const outcomes = (await page.locator('label', { hasText: 'Unmapped' }).boundingBox())!
  for (const name of ['Filter', 'Columns', 'Views'])
    expect(Math.abs((await middleOf(name)) - outcomes.y - outcomes.height / 2), name).toBeLessThan(3)
  await opened.isAccessible()
  await page.unroute(pattern)
  await page.reload()
  await expect(page.getByText('Unmapped 1,234')).toBeHidden()
})

test('renderer - what is searched for has its chip', async () => {
  await page.getByRole('searchbox').fill('spk02')
  const chip = page.getByRole('button', { name: /“spk02”/ })
  await expect(chip).toBeVisible()
  await chip.click()
  await expect(page.getByRole('searchbox')).toHaveValue('')
  await expect(page).toHaveURL(home)
})

test('renderer - a stretch of a histogram is chosen by keyboard', async () => {
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  const panel = page.getByRole('dialog', { name: 'Filter' })
  await panel.getByRole('combobox', { name: 'Column' }).fill('confidence')
  await page.keyboard.press('Enter')
  const low = panel.getByRole('slider', { name: 'Confidence: lower end' })
  await low.focus()
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight')
  await expect(page).toHaveURL(/where=/)
  const where = new URL(page.url().replace('#', 'x')).searchParams.get('where')!
  const [{ min }] = JSON.parse(where) as { min: number }[]
  const { total } = await api<ClipPage>(`${audit}/clips?limit=1&where=${encodeURIComponent(where)}`)
  expect(min).toBeGreaterThan(0)
  await expect(shown()).toHaveText(`${total} shown`)
  await opened.isAccessible()
  await page.keyboard.press('Escape')
  await page.goto(home)
})

test('renderer - a view kept as a slice stands against the rest, in another window too; its exemplars lead to clips', async () => {
  await page.goto(`${home}?expected=sad`)
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByLabel('Name of this view').fill('Sad clips')
  await page.getByRole('checkbox', { name: 'Also as a slice' }).check()
  await opened.isAccessible()
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await page.keyboard.press('Escape')
  const panel = page.getByRole('region', { name: 'Slices against the rest' })
  const [slice] = (await api<SliceReport>(`${audit}/slices`)).rows
  await expect(panel).toContainText(`${slice.scored} scored clips`)
  await page.locator('#clip-row-1').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Pin to “Sad clips”' }).click()
  const [view] = await api<TableView[]>(`${audit.replace(/\/audits.*/, '')}/views`)
  const file = view.pins[0].file.split('/').at(-1)!
  await expect(panel.getByRole('button', { name: file })).toBeVisible()
  await page.evaluate(() => localStorage.clear())
  await page.reload()
  await expect(panel).toContainText('Sad clips')
  await page.goto(home)
  await panel.getByRole('button', { name: /^Sad clips/ }).click()
  await expect(shown()).toHaveText(`${slice.clips} shown`)
  await opened.isAccessible()
  await panel.getByRole('button', { name: file }).click()
  await expect(page).toHaveURL(new RegExp(`/clips/${view.pins[0].clipId}`))
  await page.goto(home)
})

test('renderer - the list with its pictures, views and slices, in both themes', async () => {
  await expect(page.locator('#clip-row-0')).toBeVisible()
  await opened.isAccessible()
  await page.getByRole('button', { name: /^Switch to/ }).click()
  await opened.isAccessible()
  await page.getByRole('button', { name: /^Switch to/ }).click()
})
