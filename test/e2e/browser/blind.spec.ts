import { readFileSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import type { Annotator } from '#contracts/annotation'
import type { QueueCard, QueuePage } from '#contracts/annotation-queue'
import type { ClipDetail, ClipPage } from '#contracts/clip'
import type { ClipMapCard } from '#contracts/clip-map'
import type { TableView } from '#contracts/table-view'
import { openWindow, type OpenWindow } from './open-window'
import { demoProject, goTo, keep, pages, settled, tourOver } from './pages'

/** Clips that wait in an annotator's blind queue are told nowhere, not even for the moment in which the queue is read. */
test.describe.configure({ mode: 'serial' })

let opened: OpenWindow
let page: Page
let project = ''
let queue: QueueCard
let covered: { clipId: number; name: string }[] = []

const call = <T>(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<T> =>
  page.evaluate(
    async ([at, how, sent]) => {
      const headers = { 'content-type': 'application/json' }
      const init = sent === undefined ? { method: how } : { method: how, headers, body: JSON.stringify(sent) }
      return (await fetch(`/api${at}`, init)).json() as unknown
    },
    [path, method, body] as const,
  ) as Promise<T>
const heading = (): ReturnType<Page['locator']> => page.locator('h1')
/** Whatever a page ever said or showed by its name, however shortly. */
const everTold = (): Promise<string[]> => page.evaluate(() => (window as unknown as { told: string[] }).told)
/** Of how many clips every matrix was that was ever there, however shortly. */
const everCounted = (): Promise<number[]> => page.evaluate(() => (window as unknown as { counted: number[] }).counted)

test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
  page.setDefaultTimeout(20_000)
  project = await demoProject(page)
  await keep(page, tourOver)
  const of = `/projects/${project}`
  const people: Annotator[] = []
  for (const name of ['Ada', 'Ben', 'Cy', 'Dee']) people.push(await call<Annotator>(`${of}/annotators`, { name }))
  const wanted = { name: 'week 4', annotatorIds: [people[0].id], seed: 4, limit: 20 }
  ;[queue] = await call<QueueCard[]>(`${of}/audits/1/queues`, wanted)
  const { rows } = await call<QueuePage>(`${of}/queues/${queue.id}/clips`)
  covered = rows.map(({ clipId, file }) => ({ clipId, name: file.split('/').pop()! }))
  const all = await call<ClipPage>(`${of}/audits/1/clips?limit=1000`)
  const told = all.rows.filter(({ clipId }) => !covered.some(one => one.clipId === clipId))
  const said = [covered.slice(0, 5), covered.slice(0, 5), told.slice(0, 2)]
  for (const [at, { id }] of people.slice(1).entries())
    for (const { clipId } of at === 1 ? [...said[1], ...said[2]] : said[at])
      await call(`${of}/annotators/${id}/clips/${clipId}`, {
        ...{ eventId: crypto.randomUUID(), changes: { emotion: at === 0 ? 'anger' : 'fear' } },
      })
  const view = { name: 'Odd', filter: { outcome: 'wrong' }, columns: [], isSlice: true }
  const { id } = await call<TableView>(`${of}/views`, view)
  await call(`${of}/views/${id}/pins/${covered[0].clipId}`, undefined, 'PUT')
  await call(`${of}/audits/1/experiments`, { kind: 'embedding' })
  await expect
    .poll(async () => JSON.stringify(await call(`${of}/audits/1/experiments`)), { timeout: 90_000 })
    .toContain('"state":"done"')
  await call<ClipMapCard>(`${of}/audits/1/maps`, { method: 'pca' })
  await expect
    .poll(async () => (await call<ClipMapCard[]>(`${of}/audits/1/maps`)).map(({ state }) => state), { timeout: 60_000 })
    .toEqual(['done'])
  await page.evaluate(() => {
    localStorage.setItem('cuescope.annotator', 'Ada')
    localStorage.setItem('cuescope.mapMethod', 'pca')
    localStorage.setItem('cuescope.annotating', 'false')
  })
  await page.addInitScript(
    names => {
      const [told, counted]: [string[], number[]] = [[], []]
      Object.assign(window, { told, counted })
      const look = (): void => {
        for (const matrix of document.querySelectorAll('.matrix:not(.small)')) {
          const cells = [...matrix.querySelectorAll('.cell')].map(cell => Number(/\d+/.exec(cell.ariaLabel ?? '')))
          const clips = cells.reduce((sum, one) => sum + one, 0)
          if (!counted.includes(clips)) counted.push(clips)
        }
        const texts = [document.title, document.documentElement.textContent ?? '']
        for (const one of document.querySelectorAll('[title], [aria-label]'))
          texts.push(one.getAttribute('title') ?? '', one.getAttribute('aria-label') ?? '')
        for (const name of names) if (texts.some(text => text.includes(name)) && !told.includes(name)) told.push(name)
      }
      new MutationObserver(look).observe(document, {
        ...{ subtree: true, childList: true, characterData: true, attributes: true },
        attributeFilter: ['title', 'aria-label'],
      })
    },
    covered.map(({ name }) => name),
  )
  // As with a large project: what says who annotates, and which queues there are, comes after everything else.
  await page.route(/\/api\/projects\/\w+\/(annotators|queues)(\/\d+\/clips.*)?$/, async route => {
    await new Promise(resolve => setTimeout(resolve, 500))
    await route.continue()
  })
  await page.reload()
})
test.afterAll(() => opened.close())
test.afterEach(() => expect(opened.trouble).toEqual([]))

const places = {
  list: (p: string) => `/p/${p}/a/1`,
  'list, narrowed': (p: string) => `/p/${p}/a/1?outcome=wrong`,
  'list, sorted': (p: string) => `/p/${p}/a/1?sort=confidence`,
  map: (p: string) => `/p/${p}/a/1/map`,
  findings: (p: string) => `/p/${p}/a/1/findings`,
  agreement: (p: string) => `/p/${p}/a/1/agreement`,
  queues: (p: string) => `/p/${p}/a/1/queues`,
  labels: (p: string) => `/p/${p}/a/1/labels`,
  experiments: (p: string) => `/p/${p}/a/1/experiments`,
  compare: (p: string) => `/p/${p}/compare`,
  project: (p: string) => `/p/${p}`,
  'a covered clip, outside its queue': (p: string) => `/p/${p}/a/1/clips/${covered[2].clipId}`,
  'a covered clip, in its queue': (p: string) => `/p/${p}/a/1/clips/${covered[3].clipId}?queue=${queue.id}`,
  'library, after it': () => '/',
} as const
for (const [name, address] of Object.entries(places))
  test(`blind - ${name}: no covered clip is named, not even while the queue is being read`, async () => {
    await goTo(page, address(project))
    await page.reload()
    await expect(heading().first()).toBeAttached()
    await page.waitForTimeout(700)
    await settled(page)
    // The place is kept a moment later, and told in the library.
    if (name.startsWith('a covered clip')) await page.waitForTimeout(1600)
    expect(await everTold()).toEqual([])
  })

test('blind - the list has all clips but them, for where they stand would tell what they are', async () => {
  await goTo(page, pages.list(project))
  await expect(page.getByText('20 clips in your blind queue: not listed until you have finished them.')).toBeVisible()
  const { total } = await call<ClipPage>(`/projects/${project}/audits/1/clips?limit=1`)
  await expect(page.getByRole('grid', { name: 'Clips' })).toHaveAttribute('aria-rowcount', String(total - 20 + 1))
  await expect(page.locator('.row .bone')).toHaveCount(0)
  await page.keyboard.press('Control+a')
  await expect(page.getByText(`${total - 20} clips selected`, { exact: true }).first()).toBeVisible()
  await page.keyboard.press('Escape')
})

test('blind - what the list, its matrix, its figures and its filters count leaves them out', async () => {
  await goTo(page, pages.list(project))
  await page.reload()
  const { total } = await call<ClipPage>(`/projects/${project}/audits/1/clips?limit=1`)
  await expect(page.getByText('20 clips that wait in your blind queue are not counted.')).toBeVisible()
  const figure = page.locator('.big div', { hasText: 'Scored clips' }).locator('dd')
  await expect(figure).toHaveText(String(total - 20))
  const { rows } = await call<ClipPage>(`/projects/${project}/audits/1/clips?limit=1000`)
  const others = rows.filter(({ clipId }) => !covered.some(one => one.clipId === clipId))
  const share = others.filter(({ isCorrect }) => isCorrect).length / others.length
  const accuracy = page.locator('.big div', { hasText: 'Accuracy' })
  await expect(accuracy.locator('dd').first()).toHaveText(`${(100 * share).toFixed(1)} %`)
  await expect(accuracy.locator('.range'), 'with its interval').toContainText('…')
  await settled(page)
  expect(await everCounted(), 'nothing of all clips, not even at first').toEqual([total - 20])
  const verdicts = page.getByRole('region', { name: 'Right for the right reasons?' }).locator('.bars .count')
  await expect(verdicts.first()).toBeVisible({ timeout: 20_000 })
  const counts = (await verdicts.allTextContents()).map(Number)
  expect(counts.reduce((sum, one) => sum + one, 0)).toBe(total - 20)
  await expect(page.getByRole('radiogroup', { name: 'Outcome' }).locator('.count')).toHaveCount(0)
  await page.getByLabel('Narrow to').selectOption('sex')
  await expect(page.locator('.matrix.small').first()).toBeVisible()
  const cells = await page.locator('.matrix.small .cell').evaluateAll(all => all.map(cell => cell.ariaLabel ?? ''))
  expect(cells.reduce((sum, words) => sum + Number(/\d+/.exec(words)), 0)).toBe(total - 20)
  await page.getByLabel('Narrow to').selectOption('')
  // Ben answered five of them, and no other clip.
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.keyboard.type('Emotion: Ben')
  await page.keyboard.press('Enter')
  const filter = page.getByRole('dialog', { name: 'Filter' })
  await expect(filter).toContainText(String(total - 20))
  await expect(filter).not.toContainText('angry')
  await page.keyboard.press('Escape')
})

test('blind - where figures are, one sentence says that clips are not counted', async () => {
  for (const place of [pages.findings, pages.experiments, pages.compare, pages.list]) {
    await goTo(page, place(project))
    await expect(page.getByText('20 clips that wait in your blind queue are not counted.')).toBeVisible()
  }
  await goTo(page, pages.findings(project))
  const address = await page.getByRole('link', { name: 'Open report' }).getAttribute('href')
  const report = await page.evaluate(async at => (await fetch(at)).text(), address!)
  expect(report).toContain('20 clips waiting in a blind queue not counted')
  expect(covered.filter(({ name }) => report.includes(name))).toEqual([])
})

test('blind - pins, search and files leave them out', async () => {
  await goTo(page, pages.list(project))
  await expect(page.getByRole('heading', { name: 'Slices against the rest' })).toBeVisible()
  await expect(page.locator('.pins')).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await page.keyboard.type(covered[1].name.slice(0, -4))
  await page.waitForTimeout(700)
  await expect(page.getByRole('option', { name: covered[1].name })).toHaveCount(0)
  await page.keyboard.press('Escape')
  const saved = async (press: () => Promise<void>): Promise<string> => {
    const [file] = await Promise.all([page.waitForEvent('download'), press()])
    return readFileSync(await file.path(), 'utf8')
  }
  const list = await saved(async () => {
    await page.getByRole('button', { name: 'Save what the list shows' }).click()
    await page.getByRole('menuitem', { name: /CSV/ }).click()
  })
  expect(list.split('\n').length).toBeGreaterThan(20)
  expect(covered.filter(({ name }) => list.includes(name))).toEqual([])
  await goTo(page, pages.agreement(project))
  const answers = await saved(() => page.getByRole('button', { name: 'Save the clips as CSV' }).click())
  expect(covered.filter(({ name }) => answers.includes(name))).toEqual([])
  expect(await everTold()).toEqual([])
})

test('blind - what others said of them is not listed: where it stands would tell whether they agree', async () => {
  await goTo(page, pages.agreement(project))
  // Ben and Cy both answered five that wait; Cy and Dee two others.
  const rows = page.getByRole('region', { name: 'Clip by clip' }).getByRole('row')
  await expect(rows).toHaveCount(1 + 2)
})

test('blind - on the map they have no colour and are not to be pointed at or selected', async () => {
  await goTo(page, pages.map(project))
  await expect(page.getByText('20 clips without colour')).toBeVisible()
  const canvas = page.getByRole('application', { name: /^Map of/ })
  const clips = Number(/\d+/.exec((await canvas.getAttribute('aria-label'))!)![0])
  const box = (await canvas.boundingBox())!
  await page.mouse.move(box.x + 2, box.y + 2)
  await page.mouse.down()
  for (const [x, y] of [
    [box.width - 2, 2],
    [box.width - 2, box.height - 2],
    [2, box.height - 2],
    [2, 2],
  ])
    await page.mouse.move(box.x + x, box.y + y)
  await page.mouse.up()
  await expect(page.getByText(`${clips - 20} clips selected`)).toBeVisible()
  await page.keyboard.press('Escape')
})

test('blind - outside its queue a covered clip is covered, can be answered, and is told from then on', async () => {
  const { clipId, name } = covered[2]
  await goTo(page, `/p/${project}/a/1/clips/${clipId}`)
  await expect(heading()).toHaveText('Covered clip')
  await page.keyboard.press('u')
  await expect(page.getByText('Covered until you have answered')).toBeVisible()
  await page.keyboard.press('2')
  await expect(page.getByText('Covered until you have answered'), 'answered: no longer true').toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Play the salient segments' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Colours and levels' }).click()
  await expect(page.getByLabel('Colour map of the spectrogram')).toBeVisible()
  await expect(page.locator('.look-menu').getByText(/saliency|contours/i)).toHaveCount(0)
  await expect(page.getByLabel('Opacity of the saliency')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await opened.isAccessible()
  await page.keyboard.press('u')
  const { row } = await call<ClipDetail>(`/projects/${project}/audits/1/clips/${clipId}`)
  await expect(heading()).toHaveText(row.file.split('/').pop()!)
  await page.keyboard.press('u')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^My queue 1\/20/ })).toBeVisible()
  await goTo(page, `/p/${project}/a/1?text=${encodeURIComponent(name)}`)
  await expect(page.locator('.row', { hasText: name })).toBeVisible()
})

test('blind - Esc stops and clears but never leaves the clip; Backspace leads back', async () => {
  await page.keyboard.press('Enter')
  await expect(heading()).toHaveText(covered[2].name)
  const at = page.url()
  await page.keyboard.press(' ')
  await expect(page.getByRole('button', { name: /^Pause/ })).toBeVisible()
  await page.keyboard.press('[')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: /^Play/ }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  expect(page.url()).toBe(at)
  await page.keyboard.press('Backspace')
  await expect(page).toHaveURL(/\/a\/1\?text=/)
})

test('blind - undo works from any page of the project, leads to the clip in its queue, and redo does it again', async () => {
  await page.keyboard.press('q')
  await expect(heading()).toHaveText(/^Clip \d+ of 20$/)
  const first = (await heading().textContent())!
  await page.keyboard.press('3')
  await page.keyboard.press('Enter')
  await expect(heading()).not.toHaveText(first)
  for (const place of [pages.queues, pages.list, pages.agreement, pages.project, pages.map]) {
    await goTo(page, place(project))
    await page.keyboard.press('Control+z')
    await expect(page.getByText('Undone: clip finished → not finished')).toBeVisible()
    await expect(heading()).toHaveText(first)
    await expect(page).toHaveURL(new RegExp(`queue=${queue.id}$`))
    await expect(page.getByRole('button', { name: /^My queue 1\/20/ })).toBeVisible()
    await goTo(page, place(project))
    await page.keyboard.press('Control+Shift+z')
    await expect(page.getByText('Done again: clip not finished → finished')).toBeVisible()
    await expect(heading()).toHaveText(first)
    await expect(page.getByRole('button', { name: /^My queue 2\/20/ })).toBeVisible()
  }
})

test('blind - with text half as large again, waveform and spectrogram stay in sight, folded or unfolded', async () => {
  await keep(page, { 'cuescope.textScale': '1.5' })
  await page.keyboard.press('q')
  await expect(heading()).toHaveText(/^Clip \d+ of 20$/)
  const bar = page.getByRole('region', { name: 'Annotation' })
  await expect(bar.getByRole('button', { name: /angry/ })).toBeVisible()
  const isInSight = async (): Promise<void> => {
    await settled(page)
    const bottom = await page
      .locator('.waveform, .pane canvas')
      .evaluateAll(all => Math.max(...all.slice(0, 2).map(one => one.getBoundingClientRect().bottom)))
    const transport = (await page.getByRole('toolbar', { name: 'Playback' }).boundingBox())!
    expect(bottom).toBeLessThanOrEqual(transport.y + 1)
    await expect(bar.getByRole('button', { name: /^Finish/ })).toBeInViewport({ ratio: 0.95 })
  }
  await isInSight()
  await page.keyboard.press('n')
  await expect(bar.getByRole('textbox', { name: 'Note' })).toBeFocused()
  await isInSight()
  await opened.isAccessible()
  await page.keyboard.press('Escape')
  await keep(page, { 'cuescope.textScale': '1' })
})
