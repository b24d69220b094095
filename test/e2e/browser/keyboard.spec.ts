import { expect, test, type Page } from '@playwright/test'
import { openWindow, type OpenWindow } from './open-window'
import { demoProject, goTo, keep, pages, settled, tourOver } from './pages'

/** No mouse: the way through the program, keys of other programs and layouts, one's own keys, the palette. */
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
})
test.afterAll(() => opened.close())
test.afterEach(() => expect(opened.trouble).toEqual([]))

const hash = (): string => new URL(page.url()).hash

/** Presses a key until what has the focus fits. */
async function pressUntil(key: string, selector: string, most = 60): Promise<void> {
  for (let i = 0; i < most; i++) {
    if (await page.evaluate(wanted => document.activeElement?.matches(wanted) ?? false, selector)) return
    await page.keyboard.press(key)
  }
  throw new Error(`${key} did not lead to ${selector}`)
}
/** A key press as another layout makes it. */
const pressAs = (key: string, code: string, more: { ctrlKey?: boolean; isComposing?: boolean } = {}): Promise<void> =>
  page.evaluate(
    ([init]) => {
      const target = document.activeElement ?? document.body
      for (const type of ['keydown', 'keyup'])
        target.dispatchEvent(new KeyboardEvent(type, { ...init, bubbles: true, cancelable: true }))
    },
    [{ key, code, ...more }],
  )
const theme = (): Promise<string | undefined> => page.evaluate(() => document.documentElement.dataset.theme)
const shownClip = async (): Promise<string> => (await page.locator('h1').textContent()) ?? ''

test('keyboard - from the library through an audit into a clip, to its cues and back, without a mouse', async () => {
  await goTo(page, '/')
  await pressUntil('Tab', `a[href="#/p/${project}"]`)
  await page.keyboard.press('Enter')
  await page.waitForURL(/#\/p\/\w+$/)
  await expect(page.getByRole('heading', { name: 'Audits' })).toBeVisible()
  await pressUntil('Tab', `a[href="#/p/${project}/a/1"]`)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('grid', { name: 'Clips' })).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL(/clips\/\d+/)
  await expect(page.getByRole('tab', { name: 'Cues' })).toBeVisible()

  const before = await opened.startCount()
  await page.keyboard.press(' ')
  await expect.poll(() => opened.startCount()).toBeGreaterThan(before)
  await page.keyboard.press(' ')
  await pressUntil('F6', '.inspector *', 12)
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('tab', { selected: true })).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('j')
  await page.waitForTimeout(300)
  await page.keyboard.press('Backspace')
  await expect(page).toHaveURL(/\/a\/1(\?|$)/)
  await page.keyboard.press('g')
  await expect(page.getByRole('heading', { name: 'Library' })).toBeVisible()
})

test('keyboard - keys work after a dialog and a menu were closed, however they were', async () => {
  await goTo(page, pages.clip(project))
  await expect(page.getByRole('button', { name: 'Play clip' })).toBeVisible()
  const first = await shownClip()
  await page.keyboard.press('?')
  await page.keyboard.press('j')
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(await shownClip()).toBe(first)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('j')
  await expect.poll(shownClip).not.toBe(first)

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.mouse.click(5, 400) // beside it
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('k')
  await expect.poll(shownClip).toBe(first)

  const menu = page.getByRole('button', { name: 'Keys', exact: true })
  await menu.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(menu).toBeFocused()
})

test('keyboard - letters are found by their place where the layout has others; a composition is none', async () => {
  const before = await theme()
  await pressAs('е', 'KeyT') // Russian
  expect(await theme()).not.toBe(before)
  await pressAs('τ', 'KeyT') // Greek
  expect(await theme()).toBe(before)
  await pressAs('Process', 'KeyT', { isComposing: true })
  await pressAs('t', 'KeyT', { ctrlKey: true })
  expect(await theme()).toBe(before)
  await pressAs('л', 'KeyK', { ctrlKey: true })
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.press('Escape')
})

test('keyboard - in text fields keys are text', async () => {
  await goTo(page, pages.list(project))
  await page.keyboard.press('/')
  const field = page.getByPlaceholder('File or note')
  await expect(field).toBeFocused()
  const before = await theme()
  await page.keyboard.type('gt?')
  await expect(field).toHaveValue('gt?')
  expect([await theme(), hash().includes('/a/1')]).toEqual([before, true])
  await field.fill('')
})

test('keyboard - the palette does what can be done here, goes to pages, and finds clips by name', async () => {
  await goTo(page, pages.clip(project))
  const options = page.getByRole('option')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('undo')
  await expect(options.filter({ hasText: /^Do\s*Undo$/ })).toHaveCount(0)
  await page.keyboard.press('Escape')

  const before = await theme()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('light dark')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await theme()).not.toBe(before)

  await page.keyboard.press('Control+k')
  await page.keyboard.type('spk03_sadness_02')
  await expect(options.filter({ hasText: 'spk03_sadness_02' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'spk03_sadness_02.wav' })).toBeVisible()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('findings')
  await expect(options.first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/findings$/)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('glossary')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/help\/glossary$/)
})

test('keyboard - a key is given to another action; one that is taken says by whom, and is taken only when asked', async () => {
  await goTo(page, '/settings/keys')
  const row = page.getByRole('listitem').filter({ hasText: 'Switch between light and dark' })
  await row.getByRole('button', { name: /^Add a key/ }).press('Enter')
  await page.keyboard.press('g')
  await expect(row.getByRole('alert')).toContainText('G is the key of “Go to the library”.')
  await row.getByRole('button', { name: 'Cancel' }).press('Enter')
  await row.getByRole('button', { name: /^Add a key/ }).press('Enter')
  await page.keyboard.press('F9')
  await expect(row).toContainText('F9')
  await expect(row.getByRole('button', { name: /^Add a key/ })).toBeFocused()
  const before = await theme()
  await page.keyboard.press('F9')
  expect(await theme()).not.toBe(before)

  await row.getByRole('button', { name: /^Add a key/ }).press('Enter')
  await page.keyboard.press('g')
  await row.getByRole('button', { name: /^Take it from/ }).press('Enter')
  await page.keyboard.press('g')
  expect(await theme()).toBe(before)
  await page.reload()
  await settled(page)
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keys' })
  await sheet.getByLabel('Find a key').fill('light and dark')
  await expect(sheet.locator('kbd')).toHaveText(['T', 'F9', 'G'])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Reset all keys' }).press('Enter')
  await page.keyboard.press('g')
  await expect(page).toHaveURL(/#\/$/)
})

test('keyboard - Tab, Escape and F6 keep leading out: they can’t be given away', async () => {
  await goTo(page, '/settings/keys')
  const row = page.getByRole('listitem').filter({ hasText: 'Go to the library' })
  await row.getByRole('button', { name: /^Add a key/ }).press('Enter')
  await page.keyboard.press('Tab')
  await expect(row.getByText('Tab moves the focus or closes things')).toBeVisible()
  await row.getByRole('button', { name: /^Add a key/ }).press('Enter')
  await page.keyboard.press('Escape')
  await expect(row.getByRole('button', { name: /^Add a key/ })).toBeFocused()
  await row.getByRole('button', { name: /^Add a key/ }).press('Enter')
  await page.keyboard.press('q')
  await expect(row.getByRole('alert')).toContainText('Go to my queue')
  await page.keyboard.press('Escape')
  await expect(row.getByRole('alert')).toHaveCount(0)
  await expect(row.getByRole('button', { name: /^Add a key/ })).toBeFocused()
})

test('keyboard - a link of the bar that led on leaves the keys to the page: Space plays', async () => {
  await goTo(page, pages.clip(project))
  await page.getByRole('link', { name: 'Findings' }).click()
  await page.waitForURL(/findings/)
  await expect(page.locator('main')).toBeFocused()
  await page.goBack()
  await expect(page.getByRole('button', { name: 'Play clip' })).toBeVisible()
  await page.getByRole('link', { name: 'Clips', exact: true }).focus()
  const before = await opened.startCount()
  await page.keyboard.press('Space')
  await expect.poll(() => opened.startCount()).toBeGreaterThan(before)
  expect(hash()).toContain('/clips/')
})

test('keyboard - as in Praat: a drag over the panes, and Tab plays what it marked', async () => {
  await keep(page, { 'cuescope.keys': '{"version":1,"preset":"praat","changes":{}}' })
  await goTo(page, pages.clip(project))
  const wave = (await page.getByRole('img', { name: 'Waveform' }).boundingBox())!
  await page.mouse.move(wave.x + 0.2 * wave.width, wave.y + 40)
  await page.mouse.down()
  await page.mouse.move(wave.x + 0.5 * wave.width, wave.y + 40, { steps: 4 })
  await page.mouse.up()
  const panes = page.locator('[data-tab-is-a-key]')
  await expect(panes).toBeFocused()
  expect(await panes.evaluate(element => getComputedStyle(element).outlineStyle)).toBe('none')
  const before = await opened.startCount()
  await page.keyboard.press('Tab')
  await expect.poll(() => opened.startCount()).toBeGreaterThan(before)
  await expect(panes).toBeFocused()
})

test('keyboard - as in Praat: Tab plays in the panes only, and F6 leads out of them', async () => {
  await keep(page, { 'cuescope.keys': '{"version":1,"preset":"praat","changes":{}}' })
  await goTo(page, pages.clip(project))
  await expect(page.getByRole('button', { name: 'Play clip' })).toBeVisible()
  await page.locator('body').evaluate(() => (document.activeElement as HTMLElement).blur())
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true)

  await pressUntil('F6', '[data-tab-is-a-key], [data-tab-is-a-key] *', 12)
  const at = await page.evaluate(() => document.activeElement!.className)
  const before = await opened.startCount()
  await page.keyboard.press('Shift+Tab') // what is seen
  await expect.poll(() => opened.startCount()).toBeGreaterThan(before)
  expect(await page.evaluate(() => document.activeElement!.className)).toBe(at)
  await page.keyboard.press('F6')
  expect(await page.evaluate(() => document.activeElement!.closest('[data-tab-is-a-key]'))).toBeNull()
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true)
  await page.evaluate(() => localStorage.removeItem('cuescope.keys'))
})
