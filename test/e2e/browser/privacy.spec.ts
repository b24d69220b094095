import { expect, test, type Page } from '@playwright/test'
import { openWindow, type OpenWindow } from './open-window'
import { demoProject, goTo, keep, pageNames, pages, settled, tourOver } from './pages'

/** With names hidden no page shows a clip's or a speaker's, nor where on the computer anything lies. */
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

/** All that a page shows, and what it says to those who point at it or hear it. */
const shown = (): Promise<string[]> =>
  page.evaluate(() => {
    const told = [...document.querySelectorAll('[title], [aria-label], [placeholder]')].flatMap(one =>
      ['title', 'aria-label', 'placeholder'].map(name => one.getAttribute(name) ?? ''),
    )
    return [...document.body.innerText.split('\n'), ...told]
  })
const NAMES = /spk\d\d|\.wav|[\\/]tmp[\\/]|cuescope-serve/

test('privacy - names are there until they are hidden', async () => {
  await goTo(page, pages.list(project))
  await expect.poll(async () => (await shown()).filter(text => /spk01.*\.wav/.test(text)).length).toBeGreaterThan(5)
})

test('privacy - hidden names are nowhere on screen, and the same clip has the same made-up one', async () => {
  test.setTimeout(180_000)
  await goTo(page, '/settings/privacy')
  await page.getByRole('switch', { name: /Hide names/ }).click()
  await expect(page.getByRole('link', { name: 'Names are hidden' })).toBeVisible()
  const found: Record<string, string[]> = {}
  for (const name of pageNames) {
    await goTo(page, pages[name](project))
    const names = (await shown()).filter(text => NAMES.test(text))
    if (names.length > 0) found[name] = [...new Set(names)].slice(0, 5)
  }
  expect(found).toEqual({})

  await goTo(page, pages.clip(project))
  const title = await page.locator('h1').textContent()
  expect(title).toMatch(/^Clip \w{6}$/)
  await page.getByRole('tab', { name: 'Facts' }).click()
  await settled(page)
  expect((await shown()).filter(text => NAMES.test(text))).toEqual([])
  await page.reload()
  await settled(page)
  await expect(page.locator('h1')).toHaveText(title!)
})

test('privacy - nor are they there for a moment while a page is loaded', async () => {
  await page.addInitScript(() => {
    const told = new Set<string>()
    Object.assign(window, { told })
    const look = (): void => {
      const texts = [document.title, document.body?.textContent ?? '']
      for (const one of document.querySelectorAll('[title], [aria-label], [placeholder]'))
        for (const name of ['title', 'aria-label', 'placeholder']) texts.push(one.getAttribute(name) ?? '')
      for (const text of texts) for (const [found] of text.matchAll(/spk\d\d\w*|\w+\.wav/g)) told.add(found)
    }
    new MutationObserver(look).observe(document, {
      ...{ subtree: true, childList: true, characterData: true, attributes: true },
      attributeFilter: ['title', 'aria-label', 'placeholder'],
    })
  })
  for (const name of ['list', 'clip', 'map', 'findings', 'project', 'library'] as const) {
    await goTo(page, pages[name](project))
    await page.reload()
    await settled(page)
    expect(await page.evaluate(() => [...(window as unknown as { told: Set<string> }).told]), name).toEqual([])
  }
})
