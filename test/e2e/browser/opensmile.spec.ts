import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { openWindow, type OpenWindow } from './open-window'

test.describe.configure({ mode: 'serial' })

const folder = mkdtempSync(join(tmpdir(), 'cuescope-no-opensmile-'))
let opened: OpenWindow
let page: Page
let project = ''

test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
})
test.afterAll(async () => {
  await opened.close()
  rmSync(folder, { recursive: true })
})
test.afterEach(() => expect(opened.trouble).toEqual([]))

const licence = /private, research and educational use only/

test('renderer - settings: no openSMILE yet, how to get it and what its licence allows', async () => {
  await page.waitForURL(/#\/p\//)
  project = /#\/p\/(\w+)/.exec(page.url())![1]
  await page.goto(page.url().replace(/#.*/, '#/settings'))
  const status = page.getByRole('status').filter({ hasText: 'No folder of openSMILE was named' })
  await expect(status).toContainText('pip install opensmile')
  await expect(status).toContainText(licence)
  await opened.isAccessible()
})

test('renderer - settings: a folder without openSMILE is kept, said to hold none, and forgotten again', async () => {
  const field = page.getByLabel('Folder of Python’s opensmile package')
  await field.fill(folder)
  await page.getByRole('button', { name: 'Use this folder' }).click()
  await expect(page.getByRole('alert').filter({ hasText: `There is no openSMILE in "${folder}"` })).toContainText(
    licence,
  )
  await page.reload()
  await expect(field).toHaveValue(folder)
  await page.getByRole('button', { name: 'Forget it' }).click()
  await expect(page.getByText('No folder of openSMILE was named')).toBeVisible()
  await expect(field).toHaveValue('')
})

test('renderer - a new audit by openSMILE says at once that there is none', async () => {
  await page.goto(page.url().replace(/#.*/, `#/p/${project}/new-audit`))
  await page.getByRole('heading', { name: 'Settings', level: 2 }).click()
  await page.getByLabel('Measured by').selectOption('opensmile')
  await expect(page.getByText('No folder of openSMILE was named')).toBeVisible()
  await opened.isAccessible()
})
