import { expect, test, type Locator, type Page } from '@playwright/test'
import { decodeArray } from '#contracts/arrays'
import type { ClipPage } from '#contracts/clip'
import type { ClipMapCard, ClipNeighbours } from '#contracts/clip-map'
import { extentOf, fitCamera, toPx } from '../../../src-renderer/canvas/map-camera'
import { openWindow, type OpenWindow } from './open-window'

/** The map of an audit's clips: made, looked at, selected on, and back to the list and the clips. */
test.describe.configure({ mode: 'serial' })

let opened: OpenWindow
let page: Page
let canvas: Locator
/** `/projects/<id>/audits/1`, and the page's own address of it. */
let audit = ''
let home = ''
/** In the order of the list. */
let points: { clipId: number; x: number; y: number }[] = []

test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
  canvas = page.getByRole('application', { name: /^Map of/ })
})
test.afterAll(() => opened.close())
test.afterEach(() => expect(opened.trouble).toEqual([]))

const api = <T>(path: string): Promise<T> =>
  page.evaluate(async at => (await fetch(`/api${at}`)).json(), path) as Promise<T>
const shown = (of: Page) => of.getByText(/^[\d,]+ shown$/)
const selectionOf = (address: string): { id: string; clips: number } | undefined => {
  const where = new URL(address.replace('#', 'x')).searchParams.get('where')
  return (JSON.parse(where ?? '[]') as { kind: string; id: string; clips: number }[]).find(
    one => one.kind === 'selection',
  )
}

/** Where the points are on the screen, as long as all of the map is shown. */
async function onScreen(): Promise<{ clipId: number; x: number; y: number }[]> {
  const box = (await canvas.boundingBox())!
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)].map(values => Float32Array.from(values))
  const size = { widthPx: box.width, heightPx: box.height }
  const camera = fitCamera(extentOf(xs, ys), size)
  return points.map(({ clipId, x, y }) => {
    const [left, top] = toPx(camera, [x, y], size)
    return { clipId, x: box.x + left, y: box.y + top }
  })
}
/** A stroke round all that is left (or right) of a place, at `share` of the width. */
async function lasso(side: 'left' | 'right', share: number, key?: 'Shift' | 'Alt'): Promise<number[]> {
  await page.getByRole('button', { name: 'Show all' }).click()
  const box = (await canvas.boundingBox())!
  const edge = box.x + share * box.width
  const [from, to] = side === 'left' ? [box.x + 1, edge] : [edge, box.x + box.width - 1]
  const [top, bottom] = [box.y + 1, box.y + box.height - 1]
  const corners: [number, number][] = [
    [from, top],
    [to, top],
    [to, bottom],
    [from, bottom],
  ]
  const inside = (await onScreen()).filter(({ x }) => x > from && x < to).map(({ clipId }) => clipId)
  if (key) await page.keyboard.down(key)
  await page.mouse.move(...corners[0])
  await page.mouse.down()
  for (const corner of corners.slice(1)) await page.mouse.move(...corner, { steps: 3 })
  await page.mouse.up()
  if (key) await page.keyboard.up(key)
  return inside
}

test('renderer - a map is made by one button', async () => {
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible({ timeout: 110_000 })
  await page.waitForURL(/\/a\/\d+$/)
  home = page.url()
  audit = home.replace(/.*#\/p\/(\w+)\/a\/(\d+)$/, '/projects/$1/audits/$2')
  await page.getByRole('link', { name: 'Map', exact: true }).click()
  await expect(page.getByText('No map yet')).toBeVisible()
  await opened.isAccessible()
  // The demo's audit may still be running: the map is to have all of its clips.
  await expect.poll(async () => (await api<{ state: string }>(audit)).state, { timeout: 110_000 }).toBe('done')
  await page.getByRole('button', { name: 'Make the map' }).click()
  await expect(canvas).toBeVisible({ timeout: 60_000 })
  await expect(shown(page)).toHaveText('252 shown')
  const [card] = await api<ClipMapCard[]>(`${audit}/maps`)
  expect(card).toMatchObject({ method: 'umap', state: 'done', clips: 252 })
  await expect(page.getByText(card.facts!.judged!.trustworthiness.toFixed(2), { exact: true })).toBeVisible()
  const bytes = await page.evaluate(
    async at => [...new Uint8Array(await (await fetch(`/api${at}`)).arrayBuffer())],
    `${audit}/maps/${card.id}/points`,
  )
  const { data } = decodeArray(Uint8Array.from(bytes).buffer)
  points = Array.from({ length: 252 }, (_, i) => ({ clipId: data[3 * i], x: data[3 * i + 1], y: data[3 * i + 2] }))
  await opened.isAccessible()
})

test('renderer - the legend tells colours and shapes, and filters', async () => {
  const { rows } = await api<ClipPage>(`${audit}/clips?limit=1000`)
  const count = (word: string): number => rows.filter(row => row.predicted === word).length
  const happy = page.getByRole('button', { name: /^happy \d/ })
  await expect(happy).toContainText(String(count('happy')))
  await happy.click()
  await expect(happy).toHaveAttribute('aria-pressed', 'true')
  await expect(shown(page)).toHaveText(`${count('happy')} shown`)
  await page.getByRole('button', { name: /^angry \d/ }).click()
  await expect(shown(page)).toHaveText(`${count('happy') + count('angry')} shown`)
  await page.getByRole('button', { name: 'Clear all' }).click()
  await expect(shown(page)).toHaveText('252 shown')
})

test('renderer - clips within a stroke are selected; Shift adds, Alt removes, Escape clears', async () => {
  const first = await lasso('left', 0.3)
  expect(first.length).toBeGreaterThan(10)
  await expect(page.getByText(`${first.length} clips selected`)).toBeVisible()
  await expect(page.getByText(`${first.length} clips from the map`)).toBeVisible()
  const added = await lasso('right', 0.7, 'Shift')
  expect(added.length).toBeGreaterThan(5)
  await expect(page.getByText(`${first.length + added.length} clips selected`)).toBeVisible()
  const removed = await lasso('left', 0.2, 'Alt')
  const left = [...first, ...added].filter(clip => !removed.includes(clip))
  expect(left.length).toBeLessThan(first.length + added.length)
  await expect(page.getByText(`${left.length} clips selected`)).toBeVisible()
  await opened.isAccessible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('All 252 clips shown')).toBeVisible()
  expect(selectionOf(page.url())).toBeUndefined()
})

test('renderer - a stroke round nothing says so and changes nothing', async () => {
  const chosen = await lasso('left', 0.3)
  await expect(page.getByText(`${chosen.length} clips selected`)).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  const box = (await canvas.boundingBox())!
  const at = await onScreen()
  // Somewhere in the picture there is a corner without a clip.
  const [x, y] = [40, 80, 120]
    .flatMap(step => [
      [box.x + step, box.y + step],
      [box.x + box.width - step, box.y + step],
    ])
    .find(([left, top]) => at.every(point => Math.hypot(point.x - left, point.y - top) > 40))!
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (const [dx, dy] of [
    [12, 0],
    [12, 12],
    [0, 12],
  ])
    await page.mouse.move(x + dx, y + dy, { steps: 2 })
  await page.mouse.up()
  await expect(
    page.getByText('No clip lies inside that line. What was selected still is; Esc clears it.'),
  ).toBeVisible()
  await expect(page.getByText(`${chosen.length} clips selected`)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('All 252 clips shown')).toBeVisible()
})

test('renderer - the list shows exactly the clips selected, and the way back leads to the same selection', async () => {
  const chosen = await lasso('left', 0.3)
  await expect(page.getByText(`${chosen.length} clips selected`)).toBeVisible()
  await expect.poll(() => selectionOf(page.url())?.clips).toBe(chosen.length)
  const selection = selectionOf(page.url())!
  await page.getByRole('button', { name: 'List them' }).click()
  await expect(shown(page)).toHaveText(`${chosen.length} shown`)
  const where = encodeURIComponent(JSON.stringify([{ kind: 'selection', column: 'selection', ...selection }]))
  const { rows } = await api<ClipPage>(`${audit}/clips?limit=1000&where=${where}`)
  expect(rows.map(({ clipId }) => clipId).sort()).toEqual([...chosen].sort())
  const first = page.locator('[role=row][aria-rowindex="2"]')
  await expect(first).toContainText(rows[0].file.replace(/.*\//, ''))
  await page.getByRole('link', { name: `${chosen.length} clips from the map` }).click()
  await expect(page.getByText(`${chosen.length} clips selected`)).toBeVisible()
  await page.reload()
  await expect(page.getByText(`${chosen.length} clips selected`)).toBeVisible()
})

test('renderer - a click opens the clip; its list is what is selected, and the model’s nearest clips stand beside it', async () => {
  const selected = selectionOf(page.url())!
  await page.getByRole('button', { name: 'Show all' }).click()
  const places = await onScreen()
  const box = (await canvas.boundingBox())!
  const inside = places.filter(({ x }) => x < box.x + 0.3 * box.width)
  // One that no other lies near: which one is opened is then certain.
  const lonely = inside.find(one =>
    places.every(other => other === one || Math.hypot(other.x - one.x, other.y - one.y) > 4),
  )!
  await page.mouse.move(lonely.x, lonely.y)
  const { row } = await api<{ row: { file: string } }>(`${audit}/clips/${lonely.clipId}`)
  await expect(page.getByText(row.file.replace(/.*\//, ''), { exact: true })).toBeVisible()
  await page.mouse.click(lonely.x, lonely.y)
  await page.waitForURL(new RegExp(`/clips/${lonely.clipId}\\?`))
  expect(selectionOf(page.url())).toEqual(selected)
  await expect(page.getByText(new RegExp(`^\\d+ of ${selected.clips}$`))).toBeVisible()

  const { neighbours, clips } = await api<ClipNeighbours>(`${audit}/clips/${lonely.clipId}/neighbours?k=8`)
  expect(clips).toBe(251)
  const nearest = page.getByRole('heading', { name: 'Nearest clips to the model' }).locator('xpath=../..')
  await expect(nearest.getByRole('listitem')).toHaveCount(8)
  const names = neighbours.map(({ row: { file } }) => file.replace(/.*\//, ''))
  for (const [i, name] of names.entries()) await expect(nearest.getByRole('listitem').nth(i)).toContainText(name)
  const starts = await opened.startCount()
  await nearest.getByRole('button', { name: `Play ${names[0]}` }).click()
  await expect.poll(async () => (await opened.startsSince(starts)).length).toBe(1)
  await nearest.getByRole('listitem').first().getByRole('button').nth(1).click()
  await page.waitForURL(new RegExp(`/clips/${neighbours[0].row.clipId}\\?`))
})

test('renderer - by keys alone: from clip to clip, selected, opened', async () => {
  await page.goto(`${home}/map`)
  await expect(canvas).toBeVisible()
  await canvas.focus()
  await page.keyboard.press('ArrowRight')
  const told = page.getByRole('status').filter({ hasText: /: expected \w+, predicted \w+, [\d.]+ %$/ })
  await expect(told).toHaveCount(1)
  const first = await told.textContent()
  await page.keyboard.press('ArrowLeft')
  await expect(told).not.toHaveText(first!)
  await page.keyboard.press('Space')
  await expect(page.getByText('1 clip selected')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await expect(page.getByText('2 clips selected')).toBeVisible()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/clips\/\d+\?/)
  await expect(page.getByText('2 of 2').or(page.getByText('1 of 2'))).toBeVisible()
})

test('renderer - PCA is drawn when it is chosen; colours by a number; both themes', async () => {
  await page.goto(`${home}/map`)
  await page.getByRole('radio', { name: 'PCA' }).check({ force: true })
  await expect(page.getByText('Variance shown')).toBeVisible({ timeout: 30_000 })
  const pca = (await api<ClipMapCard[]>(`${audit}/maps`)).find(({ method }) => method === 'pca')!
  const [x, y] = pca.facts!.axisVariance!.map(share => `${(100 * share).toFixed(0)} %`)
  await expect(page.getByText(`${x} + ${y}`)).toBeVisible()
  await page.getByRole('combobox', { name: 'Colour by' }).fill('confidence')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Half lie between \d+(\.\d+)? % and/)).toBeVisible()
  await opened.isAccessible()
  await page.getByRole('button', { name: /^Switch to/ }).click()
  await opened.isAccessible()
})
