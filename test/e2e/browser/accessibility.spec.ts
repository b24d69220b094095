import { expect, test, type Page } from '@playwright/test'
import { openWindow, type OpenWindow } from './open-window'
import { demoProject, emptyPages, goTo, keep, pageNames, pages, settled, tourOver } from './pages'
import { textThatDoesNotFit } from './text-that-does-not-fit'

/** Every page, dialog and menu by axe in both themes, and every page with text of twice the size. */

let opened: OpenWindow
let page: Page
let project = ''
const themes = ['light', 'dark'] as const

test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
  page.setDefaultTimeout(20_000)
  project = await demoProject(page)
  await keep(page, tourOver)
})
test.afterAll(() => opened.close())

const setTheme = async (theme: (typeof themes)[number]): Promise<void> => {
  await page.emulateMedia({ colorScheme: theme })
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
}

for (const theme of themes) {
  for (const name of pageNames)
    test(`accessibility - ${name}, ${theme}`, async () => {
      await setTheme(theme)
      await goTo(page, pages[name](project))
      await opened.isAccessible()
    })

  for (const [name, path] of Object.entries(emptyPages))
    test(`accessibility - ${name}, ${theme}`, async () => {
      await setTheme(theme)
      await page.evaluate(address => (location.hash = address), path(project))
      await settled(page)
      await opened.isAccessible()
    })

  test(`accessibility - dialogs, the palette and the tour, ${theme}`, async () => {
    await setTheme(theme)
    await goTo(page, '/')
    for (const button of ['New project', 'Open project…']) {
      await page.getByRole('button', { name: button }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await opened.isAccessible()
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
    await opened.isAccessible()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox')).toBeFocused()
    await opened.isAccessible()
    await page.keyboard.type('tour')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog', { name: 'The library' })).toBeVisible()
    await opened.isAccessible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  test(`accessibility - the menus of list and clip, ${theme}`, async () => {
    test.setTimeout(400_000)
    await setTheme(theme)
    const check = async (): Promise<void> => {
      const triggers = page.locator('main [aria-haspopup]:not([disabled])')
      await expect(triggers.nth(1)).toBeVisible()
      const count = await triggers.count()
      for (let i = 0; i < count; i++) {
        if (!(await triggers.nth(i).isVisible())) continue
        await triggers.nth(i).click()
        await page.waitForTimeout(150)
        await opened.isAccessible()
        await page.keyboard.press('Escape')
        await page.waitForTimeout(100)
      }
    }
    await goTo(page, pages.list(project))
    await check()
    await goTo(page, pages.clip(project))
    await check()
    for (const tab of ['Why', 'Cues', 'Trust', 'Facts']) {
      await page.getByRole('tab', { name: tab }).click()
      await settled(page)
      await opened.isAccessible()
    }
  })
}

test('accessibility - with text of twice the size nothing is cut off and no page scrolls sideways', async () => {
  test.setTimeout(180_000)
  await keep(page, { 'cuescope.textScale': '2' })
  const trouble: Record<string, string[]> = {}
  for (const name of pageNames) {
    await goTo(page, pages[name](project))
    const found = await page.evaluate(textThatDoesNotFit)
    if (found.length > 0) trouble[name] = found
  }
  expect(trouble).toEqual({})
  await keep(page, { 'cuescope.textScale': '1' })
})

test('accessibility - reduced motion: nothing takes time to move, by the system’s wish or by the setting', async () => {
  await goTo(page, '/settings')
  const longest = (): Promise<number> =>
    page.evaluate(() => {
      const times = [...document.querySelectorAll('*')].flatMap(one => {
        const { transitionDuration, animationDuration } = getComputedStyle(one)
        return [transitionDuration, animationDuration].flatMap(list => list.split(',').map(Number.parseFloat))
      })
      return Math.max(...times)
    })
  expect(await longest()).toBeGreaterThan(0.05)
  await page.getByText('Reduced', { exact: true }).click()
  expect(await longest()).toBeLessThan(0.001)
  await page.getByRole('radiogroup', { name: 'Motion' }).getByText('As the system').click()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await longest()).toBeLessThan(0.001)
  await page.emulateMedia({ reducedMotion: null })
})

test('accessibility - every page has its landmarks, one main heading, and a way past the bar', async () => {
  for (const name of pageNames) {
    await goTo(page, pages[name](project))
    await expect(page.getByRole('main')).toHaveCount(1)
    await expect(page.getByRole('banner')).toHaveCount(1)
    expect(await page.locator('h1').count(), name).toBe(1)
  }
  await goTo(page, '/')
  await page.reload()
  await settled(page)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Skip to the content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})

test('accessibility - nothing that has the focus is without a ring', async () => {
  for (const name of ['library', 'list', 'clip', 'settings'] as const) {
    await goTo(page, pages[name](project))
    await page.locator('main').focus()
    const bare = new Set<string>()
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press('Tab')
      const found = await page.evaluate(() => {
        const at = document.activeElement
        if (at === null || at.tagName === 'BODY' || at.tagName === 'MAIN') return null
        const ringed = (one: Element): boolean => {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
          return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
        }
        const holder = at.closest('label, .option, .search')
        return ringed(at) || (holder !== null && ringed(holder)) ? null : `${at.tagName}.${at.className}`
      })
      if (found) bare.add(found)
    }
    expect([...bare], name).toEqual([])
  }
})
