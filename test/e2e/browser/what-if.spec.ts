import { expect, test, type Page } from '@playwright/test'
import type { WhatIf } from '#contracts/what-if'
import { openWindow, type OpenWindow } from './open-window'
import { demoProject, goTo, keep, tourOver } from './pages'

/** What the model says without a part of the clip. */
test.describe.configure({ mode: 'serial' })

let opened: OpenWindow
let page: Page
let project = ''

test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
  project = await demoProject(page)
  await keep(page, tourOver)
  await goTo(page, `/p/${project}/a/1/clips/5`)
})
test.afterAll(() => opened.close())
test.afterEach(() => expect(opened.trouble).toEqual([]))

const shown = (share: number): string => `${(100 * share).toFixed(1)} %`

test('renderer/what-if - without its salient segments the model is asked again, when somebody wants to know', async () => {
  const asked: string[] = []
  page.on('request', request => request.url().includes('/what-if?') && asked.push(request.url()))
  const { explanations, row } = await opened.detail()
  const button = page.getByRole('button', { name: 'What without them?' })
  await expect(button).toHaveAttribute('aria-expanded', 'false')
  expect(asked).toEqual([])
  await button.click()
  const part = page.getByRole('region', { name: 'If these were taken away' })
  await expect(part.getByRole('status')).toContainText('Taken away:')
  await opened.isAccessible()

  const at = explanations[0].segments.map(({ startSec, endSec }) => `${startSec}-${endSec}`).join(',')
  const answer = await page.evaluate(
    async ([id, where]) =>
      (await fetch(`/api/projects/${id}/audits/1/clips/5/what-if?at=${where}`)).json() as Promise<WhatIf>,
    [project, at] as const,
  )
  const place = answer.labels.indexOf(row.predicted!)
  const cells = part.getByRole('row', { name: new RegExp(`^${row.predicted!} `) }).getByRole('cell')
  await expect(cells).toHaveText([answer.whole, answer.without, answer.only].map(all => shown(all[place])))
  expect(answer.without[place]).toBeLessThan(answer.whole[place])
})

test('renderer/what-if - a selection too, beside its cues, and it follows its edges', async () => {
  await page.keyboard.press('Home')
  await page.keyboard.press('[')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press(']')
  await page.keyboard.press('m')
  const dialog = page.getByRole('dialog', { name: 'Measure the selection' })
  const said = dialog.getByRole('region', { name: 'If it were taken away' })
  await expect(said.getByRole('status')).toContainText('Alone:')
  const before = await said.getByRole('cell').allTextContents()
  for (let step = 0; step < 4; step++) await page.keyboard.press('Alt+Shift+ArrowLeft')
  await expect.poll(() => said.getByRole('cell').allTextContents()).not.toEqual(before)
  await opened.isAccessible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})
