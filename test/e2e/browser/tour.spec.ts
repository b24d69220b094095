import { expect, test, type Page } from '@playwright/test'
import { openWindow, type OpenWindow } from './open-window'
import { demoProject, settled } from './pages'

/** The first start: the tour is offered once, goes over the real window by keys, and goes on after a break. */
test.describe.configure({ mode: 'serial' })

let opened: OpenWindow
let page: Page

test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
  page.setDefaultTimeout(20_000)
  await demoProject(page)
})
test.afterAll(() => opened.close())
test.afterEach(() => expect(opened.trouble).toEqual([]))

const card = (title: string) => page.getByRole('dialog', { name: title })
/** The ring is around what the step is about, and the card covers none of what can be beside it. */
async function pointsAt(selector: string): Promise<void> {
  await expect(async () => {
    const [ring, target] = await page.evaluate(wanted => {
      const box = (one: Element | null): number[] => {
        const { left, top, right, bottom } = one!.getBoundingClientRect()
        return [left, top, right, bottom]
      }
      return [box(document.querySelector('.ring')), box(document.querySelector(wanted))]
    }, selector)
    for (const side of [0, 1]) expect(ring[side]).toBeLessThanOrEqual(target[side])
    expect(ring[2]).toBeGreaterThanOrEqual(Math.min(target[2], 1274))
  }).toPass({ timeout: 8000 })
}

test('tour - is offered in a line that covers nothing, and begins in the library', async () => {
  await page.getByRole('button', { name: 'Take the tour' }).click()
  await expect(card('The library')).toBeVisible()
  await expect(page).toHaveURL(/#\/$/)
  await expect(page.getByRole('heading', { name: 'The library' })).toBeFocused()
  await pointsAt('[data-tour=demo]')
})

test('tour - the arrows lead from the library to the reason of a wrong answer', async () => {
  const steps = [
    ['A project', '[data-tour=audits]'],
    ['The confusion matrix', '[data-tour=matrix]'],
    ['The clips', '[data-tour=list]'],
    ['What the model saw', '[data-tour=panes]'],
    ['Hear what it listened to', '[data-tour=salient]'],
  ] as const
  for (const [title, target] of steps) {
    await page.keyboard.press('ArrowRight')
    await expect(card(title)).toBeVisible()
    await pointsAt(target)
  }
  const detail = await opened.detail()
  expect(detail.row.predicted).not.toBe(detail.row.expected)
  const before = await opened.startCount()
  await page.keyboard.press('Shift+ ') // keys work under the card
  await expect.poll(() => opened.startCount()).toBeGreaterThan(before)
})

test('tour - goes on after the window was closed, and back', async () => {
  await page.reload()
  await settled(page)
  await expect(card('Hear what it listened to')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(card('What the voice does there')).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Cues' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowLeft')
  await expect(card('Hear what it listened to')).toBeVisible()
  for (const title of ['What the voice does there', 'Does it fit?', 'Say what you hear', 'Take it with you']) {
    await page.keyboard.press('ArrowRight')
    await expect(card(title)).toBeVisible()
  }
})

test('tour - does not hold the focus, ends with Escape, is not offered again and found in the help', async () => {
  for (let i = 0; i < 6; i++) await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('.card') === null)).toBe(true)
  await page.getByRole('button', { name: 'Finish' }).press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.locator('main')).toBeFocused()
  await page.keyboard.press('g')
  await page.reload()
  await settled(page)
  await expect(page.getByRole('button', { name: 'Take the tour' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Help' }).click()
  await expect(page.getByRole('button', { name: 'Take the tour' })).toBeVisible()
})

test('tour - whoever goes on by themselves takes it along', async () => {
  await page.getByRole('button', { name: 'Take the tour' }).click()
  await expect(card('The library')).toBeVisible()
  await page.locator('[data-tour=demo] a').first().click()
  await expect(card('A project')).toBeVisible()
  await page.keyboard.press('g')
  await expect(page.getByText('The tour goes on elsewhere.')).toBeVisible()
  await page.getByRole('button', { name: 'Go there' }).click()
  await pointsAt('[data-tour=audits]')
  await page.getByRole('button', { name: 'End the tour' }).click()
})
