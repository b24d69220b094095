import { expect, test, type Page } from '@playwright/test'
import { expectHeard } from './heard'
import { openWindow, type OpenWindow } from './open-window'
import { mergeStretches } from '../../../src-renderer/canvas/play-plan'

/** Of the demo's model. */
const HOP_SEC = 0.01

/** The window over the real engine and the demo project: one page, one journey, in this order. */
test.describe.configure({ mode: 'serial' })

let opened: OpenWindow
let page: Page
let project = ''

test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
})
test.afterAll(() => opened.close())
test.afterEach(() => expect(opened.trouble).toEqual([]))

const shownClip = async (): Promise<string> => (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''

test('renderer - the first start makes the demo, audits it in sight, and flows into its results', async () => {
  await page.waitForURL(/#\/p\/\w+\/a\/\d+/)
  project = /#\/p\/(\w+)/.exec(page.url())![1]
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible({ timeout: 110_000 })
})

test('renderer - back from there is the library, and whoever goes there by hand stays there', async () => {
  await page.waitForURL(/\/a\/\d+$/)
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Models' })).toBeVisible()
  await opened.isAccessible()
  await page.waitForTimeout(500)
  expect(new URL(page.url()).hash).toBe('#/')
  await page.goForward()
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible()
  await page.keyboard.press('g')
  await expect(page.getByRole('heading', { name: 'Models' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Models' })).toBeVisible()
  await page.waitForTimeout(500)
  expect(new URL(page.url()).hash).toBe('#/')
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible()
})

test('renderer - a cell of the confusion matrix filters the list, and the address carries it', async () => {
  const cell = page.locator('button.cell:not(.diagonal):not(.empty)').first()
  const count = Number(await cell.textContent())
  await cell.click()
  await expect(cell).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByText(`${count} shown`)).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Clips' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.waitForURL(/clips\/\d+.*i=0/)
  await page.keyboard.press('Backspace')
  await expect(page).toHaveURL(/expected=\w+&predicted=\w+/)
  await page.reload()
  await expect(page.getByText(`${count} shown`)).toBeVisible()
  await opened.isAccessible()
  await page.getByRole('button', { name: 'Clear all' }).click()
  await expect(page).not.toHaveURL(/expected/)
})

test('renderer - the matrix is one tab stop and arrows move inside it', async () => {
  const cells = page.locator('button.cell')
  expect(await cells.evaluateAll(all => all.filter(cell => (cell as HTMLElement).tabIndex === 0).length)).toBe(1)
  await cells.first().focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('[data-cell="1-1"]')).toBeFocused()
})

test('renderer - keys work in the list and never in a text field', async () => {
  const search = page.getByPlaceholder('File or note')
  await search.fill('')
  await search.pressSequentially('jk?')
  await expect(search).toHaveValue('jk?')
  await expect(page.getByText('No clip fits')).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('button', { name: 'Clear all filters' }).click()
  await page.locator('label', { hasText: 'Wrong' }).first().click()
  await expect(page).toHaveURL(/outcome=wrong/)
  await page.keyboard.press('j')
  await expect(page.locator('[role=row][aria-selected=true]')).toHaveAttribute('aria-rowindex', '3')
  await page.keyboard.press('Enter')
  await page.waitForURL(/clips\/\d+/)
})

test('renderer - waveform, saliency, spectrogram, marks and ruler share one time axis', async () => {
  await expect(page.getByLabel('Saliency: red supports the label, blue speaks against it')).toBeVisible()
  const { explanations } = await opened.detail()
  const check = async (): Promise<void> => {
    const boxes = await page.evaluate(() => {
      const content = document.querySelector('.content')!.getBoundingClientRect()
      const wave = document.querySelector('.waveform')!
      const canvas = wave.firstElementChild!.shadowRoot!.querySelector('canvas')!.getBoundingClientRect()
      const marks = [...document.querySelectorAll('.marks .mark')].map(mark => mark.getBoundingClientRect())
      const ticks = [...document.querySelectorAll<HTMLElement>('.tick.major')].map(tick => ({
        left: tick.getBoundingClientRect().left,
        sec: Number(tick.textContent),
      }))
      const panes = [...document.querySelectorAll('.pane canvas, canvas.relevance')].map(
        one => one.getBoundingClientRect().left,
      )
      const stage = document.querySelector('.stage')!.getBoundingClientRect()
      return { content, wave: wave.getBoundingClientRect(), canvas, marks, ticks, panes, stage }
    })
    const durationSec = await page.evaluate(() =>
      Number(/([\d.]+) s$/.exec(document.querySelector('.time')!.textContent!)![1]),
    )
    const pxPerSec = boxes.content.width / durationSec
    expect(Math.abs(boxes.wave.left - boxes.content.left)).toBeLessThan(0.51)
    expect(Math.abs(boxes.wave.width - boxes.content.width)).toBeLessThan(0.51)
    expect(Math.abs(boxes.canvas.left - boxes.content.left)).toBeLessThan(1)
    for (const left of boxes.panes) expect(Math.abs(left - boxes.stage.left)).toBeLessThan(0.51)
    explanations[0].segments.forEach((segment, i) => {
      expect(Math.abs(boxes.marks[i].left - (boxes.content.left + segment.startSec * pxPerSec))).toBeLessThan(1)
      expect(Math.abs(boxes.marks[i].width - (segment.endSec - segment.startSec) * pxPerSec)).toBeLessThan(1)
    })
    for (const { left, sec } of boxes.ticks)
      expect(Math.abs(left - (boxes.content.left + sec * pxPerSec))).toBeLessThan(1.01)
  }
  await check()
  for (let i = 0; i < 4; i++) await page.keyboard.press('=')
  await page.locator('.stage').evaluate(stage => (stage.scrollLeft = 200))
  await page.waitForTimeout(300)
  await check()
  await page.keyboard.press('f')
})

test('renderer - wavesurfer draws something in its shadow root, under the policy', async () => {
  const drawn = await page.evaluate(() => {
    const root = document.querySelector('.waveform')!.firstElementChild!.shadowRoot!
    const canvas = root.querySelector('canvas')!
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
    return { inked: data.filter((value, i) => i % 4 === 3 && value > 0).length, sheets: root.adoptedStyleSheets.length }
  })
  expect(drawn.sheets).toBe(1)
  expect(drawn.inked).toBeGreaterThan(100)
})

test('renderer - the salient segments are handed to Web Audio to the sample, in the order of time', async () => {
  const { explanations, sampleRateHz } = await opened.detail()
  const stretches = mergeStretches(explanations[0].segments, HOP_SEC)
  const before = await opened.startCount()
  await page.keyboard.press('Shift+Space')
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
  expect(await opened.startsSince(before)).toHaveLength(1)
  const sound = await opened.soundOf(before)
  expectHeard(sound, await opened.clipSound(), stretches, { sampleRateHz, gapSec: 0.18 })
  await page.keyboard.press('Shift+Space')
  await expect(page.getByRole('button', { name: 'Play salient only' })).toBeVisible()
})

test('renderer - one segment loops, keys go from segment to segment, the clip plays with a moving cursor', async () => {
  const { explanations, sampleRateHz, samples } = await opened.detail()
  await page.keyboard.press('Home')
  const before = await opened.startCount()
  await page.keyboard.press('l')
  const [loop] = await opened.startsSince(before)
  const [first] = explanations[0].segments
  const { startSec, endSec } = explanations[0].segments.find(one => one.startSec <= 0 && one.endSec > 0) ?? first
  expect(loop.isLoop).toBe(true)
  expect(Math.abs(loop.length - (endSec - startSec) * sampleRateHz)).toBeLessThanOrEqual(1)
  await page.keyboard.press('.')
  await expect(page.locator('.mark.looping')).toHaveCount(1)
  await page.keyboard.press('l')
  await page.keyboard.press('Home')
  const at = await opened.startCount()
  await page.keyboard.press('Space')
  const [whole] = await opened.startsSince(at)
  expect(whole.offsetSec).toBe(0)
  expect(whole.sampleRateHz).toBe(sampleRateHz)
  expect(whole.length).toBe(samples)
  expectHeard(await opened.soundOf(at), await opened.clipSound(), [{ startSec: 0, endSec: samples / sampleRateHz }], {
    sampleRateHz,
  })
  const position = (): Promise<number> => page.locator('.time .now').textContent().then(Number)
  await expect.poll(position).toBeGreaterThan(0.1)
  await page.keyboard.press('Space')
  const paused = await position()
  await page.waitForTimeout(150)
  expect(await position()).toBe(paused)
})

test('renderer - H hides the saliency for as long as it is held', async () => {
  const overlay = page.getByLabel('Saliency: red supports the label, blue speaks against it')
  await page.keyboard.down('h')
  await expect(overlay).toBeHidden()
  await page.keyboard.up('h')
  await expect(overlay).toBeVisible()
})

test('renderer - J and K go through the clips of the filter, and the clip view is accessible in light and dark', async () => {
  const first = await shownClip()
  await page.keyboard.press('j')
  await expect.poll(shownClip).not.toBe(first)
  await expect(page).toHaveURL(/outcome=wrong/)
  await opened.isAccessible()
  await page.keyboard.press('t')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await page.waitForTimeout(300)
  await opened.isAccessible()
  await page.keyboard.press('k')
  await expect.poll(shownClip).toBe(first)
  await page.keyboard.press('Backspace')
  await page.waitForURL(/outcome=wrong$/)
  await expect(page.getByPlaceholder('File or note')).toBeVisible()
  await expect(page.locator('[role=row][aria-selected=true]')).toHaveAttribute('aria-rowindex', '3')
})

test('renderer - a slow clip has its own name at once and nobody else’s picture; Backspace finds the list at its row', async () => {
  await page.keyboard.press('Backspace')
  await expect(page).not.toHaveURL(/outcome/)
  await page.getByRole('grid', { name: 'Clips' }).focus()
  for (let i = 0; i < 60; i++) await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL(/i=60/)
  const work = page.locator('.work')
  await expect(work).toHaveAttribute('aria-busy', 'false')
  const shown = { name: page.locator('h1.name'), listed: page.locator('.clip.here .name') }
  const before = await shown.name.textContent()
  let release = (): void => undefined
  const held = new Promise<void>(resolve => (release = resolve))
  await page.route(/clips\/\d+$/, route => held.then(() => route.continue()))
  for (let i = 1; i <= 3; i++) {
    await page.keyboard.press('j')
    await page.waitForURL(new RegExp(`i=${60 + i}$`))
  }
  await expect(work).toHaveAttribute('aria-busy', 'true')
  await expect(shown.name).not.toHaveText(before ?? '')
  await expect(shown.name).toHaveText((await shown.listed.textContent()) ?? '')
  const starts = await opened.startCount()
  await page.keyboard.press('Space')
  expect(await opened.startCount()).toBe(starts)
  release()
  await expect(work).toHaveAttribute('aria-busy', 'false')
  await page.unroute(/clips\/\d+$/)
  const name = (await shown.name.textContent()) ?? ''
  expect((await opened.detail()).row.file).toContain(name)
  await page.keyboard.press('Backspace')
  const row = page.locator('[role=row][aria-selected=true]')
  await expect(row).toContainText(name)
  await expect(row).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Enter')
  await expect(page.locator('h1.name')).toHaveText(name)
  await page.keyboard.press('Backspace')
  await expect(page.getByPlaceholder('File or note')).toBeVisible()
})

test('renderer - the key sheet lists every key', async () => {
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keys' })
  await expect(sheet.getByText('Play the salient segments only')).toBeVisible()
  await opened.isAccessible()
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
})

test('renderer - 100,000 clips scroll with few rows in the page, each page asked for when it is in sight', async () => {
  const total = 100_000
  const asked: number[] = []
  const pattern = /\/api\/projects\/\w+\/audits\/\d+\/clips\?/
  await page.route(pattern, async route => {
    const url = new URL(route.request().url())
    const offset = Number(url.searchParams.get('offset'))
    asked.push(offset)
    const row = {
      dataset: 'x',
      speaker: 's',
      sex: null,
      emotion: 'anger',
      expected: 'angry',
      predicted: 'sad',
      confidence: 0.5,
    }
    const rows = Array.from({ length: Math.min(200, total - offset) }, (_, i) => ({
      ...row,
      clipId: offset + i + 1,
      file: `many/${offset + i}.wav`,
      isCorrect: false,
      durationSec: 1,
      state: 'done',
      error: null,
      values: { verdict: 'plausible', plausibility: 50 },
    }))
    await route.fulfill({ json: { total, offset, rows } })
  })
  await page.getByPlaceholder('File or note').fill('many')
  await expect(page.getByText('100,000 shown')).toBeVisible()
  for (const share of [0.3, 0.9, 0.5])
    await page.locator('.table .body').evaluate((box, at) => (box.scrollTop = box.scrollHeight * at), share)
  await expect(page.getByText('50000.wav')).toBeVisible()
  expect(await page.locator('.table [role=row]').count()).toBeLessThan(90)
  expect(asked.length).toBeLessThan(12)
  await page.unroute(pattern)
  await page.getByRole('button', { name: 'Clear all' }).click()
})

test('renderer - an engine that restarts is said, waited for, and nothing has to be clicked', async () => {
  const gone = { status: 503, json: { code: 'engine-gone', message: 'The engine is restarting.' } }
  await page.route('**/api/**', route => route.fulfill(gone))
  await page.getByRole('link', { name: 'Demo', exact: true }).click()
  await expect(page.getByText('Engine restarting, reconnecting…')).toBeVisible()
  await page.unroute('**/api/**')
  await expect(page.getByRole('heading', { name: 'Data sets' })).toBeVisible()
  await expect(page.getByText('Engine restarting, reconnecting…')).toBeHidden()
  await opened.isAccessible()
})

test('renderer - a folder that is not there is said beside the field, with what to do', async () => {
  await page.getByRole('button', { name: 'Add data set…' }).click()
  await page.getByLabel('Folder').fill('/no/such/folder')
  await page.getByRole('button', { name: 'Look through it' }).click()
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('/no/such/folder')
  await opened.isAccessible()
  await page.getByRole('button', { name: 'Cancel' }).click()
})

test('renderer - what counts as correct can be changed while the project is still being read once more', async () => {
  const at = `${new URL(page.url()).origin}/#/p/${project}`
  await page.goto(`${at}/new-audit`)
  await expect(page.getByLabel('Label for anger')).toBeVisible()
  const dataset = await page.getByLabel('Data set', { exact: true }).inputValue()
  const model = await page.getByLabel('Model', { exact: true }).inputValue()
  await page.goto(at)
  await expect(page.getByRole('heading', { name: 'Data sets' })).toBeVisible()
  let release = (): void => undefined
  const held = new Promise<void>(resolve => (release = resolve))
  const again = new RegExp(`/api/projects/${project}$`)
  await page.route(again, route => held.then(() => route.continue()))
  const answer = page.waitForResponse(again)
  await page.goto(`${at}/new-audit?dataset=${dataset}&model=${model}`)
  await page.getByLabel('Label for anger').selectOption('sad')
  release()
  await (await answer).finished()
  await page.unroute(again)
  await page.evaluate(() => new Promise(requestAnimationFrame))
  await expect(page.getByLabel('Label for anger')).toHaveValue('sad')
  await page.goto(at)
})

test('renderer - a small audit is started, paused, resumed and flows into its results', async () => {
  await page.goto(`${new URL(page.url()).origin}/#/p/${project}/new-audit`)
  await expect(page.getByText('What counts as correct')).toBeVisible()
  await opened.isAccessible()
  await page.getByText('As in the paper', { exact: true }).click()
  await expect(page.getByText('Patches are one mel band high')).toBeVisible()
  await page.getByLabel('Layer of the concept').selectOption('block2.conv1')
  await page.getByLabel('Its channel').fill('3')
  await page.locator('summary').click()
  await expect(page.getByLabel('Patch height')).toHaveValue('1')
  await expect(page.getByText('Changed from the preset')).toBeHidden()
  await page.getByLabel('Beginning').selectOption('at any frame')
  await expect(page.getByText('Changed from the preset')).toBeVisible()
  await opened.isAccessible()
  await page.getByRole('button', { name: 'Undo changes' }).click()
  await expect(page.getByText('Changed from the preset')).toBeHidden()
  await expect(page.getByLabel('Its channel')).toHaveValue('3')
  await page.getByText('CueScope’s defaults', { exact: true }).click()
  await page.getByRole('checkbox', { name: /Concept relevance/ }).check()
  await expect(page.getByLabel('Patch height')).toHaveValue('8')
  await page.getByRole('combobox', { name: /^Layer/ }).selectOption('block2.conv1')
  await opened.isAccessible()
  await page.getByLabel('At most').fill('3')
  await page.getByLabel('Only the first clips').fill('40')
  await page.getByRole('button', { name: 'Start audit' }).click()
  await page.waitForURL(/\/run$/)
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible()
  await opened.isAccessible()
  await page.getByRole('button', { name: 'Rename…' }).click()
  await page.getByRole('dialog', { name: 'Rename audit' }).getByLabel('Name').fill('trial')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'trial' })).toBeVisible()
  // From the list of the project's audits it goes on too.
  await page.goto(page.url().replace(/\/a\/.*/, ''))
  const row = page.getByRole('listitem').filter({ hasText: 'trial' })
  await row.getByRole('button', { name: /^Resume trial/ }).click()
  await expect(row).toContainText('Running')
  await page.goBack()
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible()
  await page.getByRole('button', { name: 'Show results' }).click()
  await expect(page.getByText(/Paused after \d+ of 40 clips: the figures cover only those/)).toBeVisible()
  await opened.isAccessible()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByText('the figures cover only those')).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible({ timeout: 60_000 })
  await page.goto(`${new URL(page.url()).origin}/#/settings`)
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await opened.isAccessible()
})
