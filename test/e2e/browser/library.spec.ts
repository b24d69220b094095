import { existsSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test, type Locator, type Page } from '@playwright/test'
import type { Library } from '#contracts/project'
import { processesWith } from '../../helpers/processes'
import { writeToneCorpus } from '../../helpers/tones'
import { openWindow, type OpenWindow } from './open-window'

/** Projects from the library's side: made from a dropped folder, gone on with, renamed, moved, deleted. */
test.describe.configure({ mode: 'serial' })

let opened: OpenWindow
let page: Page
const work = mkdtempSync(join(realpathSync(tmpdir()), 'cuescope-library-'))

test.beforeAll(async ({ browser }) => {
  writeToneCorpus(join(work, 'my tones'), 5)
  opened = await openWindow(browser)
  page = opened.page
  await page.waitForURL(/#\/p\/\w+\/a\/\d+/)
})
test.afterAll(async () => {
  await opened.close()
  rmSync(work, { recursive: true, force: true })
})
test.afterEach(() => expect(opened.trouble).toEqual([]))

const library = (): Promise<Library> =>
  page.evaluate(async () => (await fetch('/api/library')).json() as Promise<never>)
const card = (name: string): Locator =>
  page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) })
const act = async (name: string, action: string): Promise<void> => {
  await page.getByRole('button', { name: `More about ${name}` }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

/** As the system does it: the files come with the drop itself. `over`: what is seen while they hang over the window. */
async function drop(file: string, over: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const data = { items: [], files: [file], dragOperationsMask: 1 }
  const send = (type: 'dragEnter' | 'dragOver' | 'drop'): Promise<unknown> =>
    devtools.send('Input.dispatchDragEvent', { type, x: 500, y: 400, data })
  await send('dragEnter')
  await send('dragOver')
  await over()
  // Where it was last seen to hang it is dropped.
  await send('dragOver')
  await send('drop')
  await devtools.detach()
}

test('renderer - a folder dropped onto the library says what it will be, asks for its path kindly, and becomes a project', async () => {
  await page.goto(page.url().replace(/#.*/, '#/'))
  await expect(page.getByText('Nothing leaves this computer.')).toBeVisible()
  await drop(join(work, 'my tones'), async () => {
    await expect(page.getByText('Drop to add')).toBeVisible()
    await expect(page.getByText('A folder of audio, or a CSV manifest: a new project')).toBeVisible()
  })
  await expect(page.getByText('Drop to add')).toHaveCount(0)
  const where = page.getByRole('dialog', { name: 'Where is my tones?' })
  await expect(where).toContainText('A page in a browser is not told')
  await opened.isAccessible()
  // File managers copy it as an address or with quotes.
  await where.getByLabel('Path').fill(`file://${encodeURI(join(work, 'my tones'))}`)
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'New project' })
  await expect(dialog.getByLabel('Name')).toHaveValue('my tones')
  await expect(dialog.getByText('RAVDESS')).toBeVisible()
  await expect(dialog.getByText('5 clips recognised; 5 speakers')).toBeVisible()
  await dialog.getByRole('button', { name: 'Create project with 5 clips' }).click()
  await expect(page.getByRole('heading', { name: 'my tones', level: 1 })).toBeVisible()
  await expect(page.getByText('Every file is sound')).toBeVisible({ timeout: 60_000 })
  await opened.isAccessible()
})

test('renderer - an audit is started, named, and its project goes on where one was', async () => {
  await page.getByRole('button', { name: 'New audit' }).first().click()
  const demoModel = page.getByRole('option', { name: /^demo-synthetic/ })
  await page.getByLabel('Model', { exact: true }).selectOption({ label: (await demoModel.textContent())! })
  await page.getByRole('button', { name: 'Start audit' }).click()
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible({ timeout: 60_000 })
  await page.locator('a.file').first().click()
  await page.waitForURL(/clips\/\d+/)
  const file = (await opened.detail()).row.file.split('/').at(-1)!
  const at = new URL(page.url()).hash
  await expect.poll(async () => (await library()).projects[0].place?.title).toContain(file)
  await page.keyboard.press('Escape')
  const { id } = (await library()).projects[0]
  await page.goto(page.url().replace(/#.*/, `#/p/${id}`))
  await act('my tones · demo-synthetic', 'Rename…')
  await page.getByRole('dialog').getByLabel('Name').fill('first look')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: /^first look/ })).toBeVisible()

  await page.goto(page.url().replace(/#.*/, '#/'))
  await page.getByRole('link', { name: `Continue: ${file} in my tones · demo-synthetic` }).click()
  await page.waitForURL(url => url.hash === at || url.hash.startsWith(at.split('?')[0]))
  expect((await opened.detail()).row.file.endsWith(file)).toBe(true)
})

test('renderer - an audit is deleted after saying what is lost', async () => {
  const { id } = (await library()).projects.find(({ name }) => name === 'my tones')!
  await page.goto(page.url().replace(/#.*/, `#/p/${id}`))
  await act('first look', 'Delete…')
  const dialog = page.getByRole('dialog', { name: 'Delete first look?' })
  await expect(dialog).toContainText('5 results')
  await expect(dialog).toContainText('What people said of the clips stays')
  await dialog.getByRole('button', { name: 'Delete audit' }).click()
  await expect(page.getByText('No audits yet')).toBeVisible()
  await expect(page.getByText('RAVDESS 5')).toBeVisible()
  expect((await library()).projects.find(project => project.id === id)).toMatchObject({ audits: 0, place: null })
})

test('renderer - a project is renamed with its file', async () => {
  await page.goto(page.url().replace(/#.*/, '#/'))
  const before = (await library()).projects.find(({ name }) => name === 'my tones')!
  await act('my tones', 'Rename…')
  const name = page.getByRole('dialog', { name: 'Rename project' }).getByLabel('Name')
  await expect(name).toHaveValue('my tones')
  await name.fill('Tones, week 3')
  await page.keyboard.press('Enter')
  await expect(card('Tones, week 3')).toBeVisible()
  expect(existsSync(before.path)).toBe(false)
  expect(existsSync(before.path.replace('my tones', 'Tones, week 3'))).toBe(true)
})

test('renderer - a project whose file was moved is found again', async () => {
  const { path } = (await library()).projects.find(({ name }) => name === 'Tones, week 3')!
  // An engine that has just started has no project open: then a person may move its file.
  const engines = new Set(processesWith('engine.sock'))
  const dataDir = dirname(dirname((await library()).projects.find(({ isDemo }) => isDemo)!.path))
  process.kill(
    processesWith(dataDir).find(pid => engines.has(pid))!,
    'SIGKILL',
  )
  mkdirSync(join(work, 'moved'))
  const moved = join(work, 'moved/Tones.cuescope')
  for (const ending of ['', '-wal', '-shm']) if (existsSync(path + ending)) renameSync(path + ending, moved + ending)
  await expect.poll(() => page.evaluate(() => fetch('/api/health').then(({ ok }) => ok))).toBe(true)
  await page.reload()
  await expect(card('Tones, week 3').getByText('file not there')).toBeVisible()
  await opened.isAccessible()
  await card('Tones, week 3').getByRole('button', { name: 'Locate…' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Where is Tones, week 3 now?' })
  await dialog.getByLabel('Project file').fill(moved)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Tones', level: 1 })).toBeVisible()
  await page.goto(page.url().replace(/#.*/, '#/'))
  await expect(card('Tones')).toBeVisible()
  await expect(card('Tones, week 3')).toHaveCount(0)
})

test('renderer - a project is deleted for good only after saying so; its audio stays', async () => {
  const { path } = (await library()).projects.find(({ name }) => name === 'Tones')!
  await act('Tones', 'Delete…')
  const dialog = page.getByRole('dialog', { name: 'Delete Tones?' })
  await expect(dialog).toContainText('is deleted for good')
  await expect(dialog).toContainText('Your audio and models stay')
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  expect(existsSync(path)).toBe(true)
  await act('Tones', 'Delete…')
  await dialog.getByRole('button', { name: 'Delete for good' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(card('Tones')).toHaveCount(0)
  expect(existsSync(path)).toBe(false)
  expect(existsSync(join(work, 'my tones'))).toBe(true)
})

test('renderer - a labels file dropped anywhere in a project is merged, and its content is all that is needed', async () => {
  const demo = (await library()).projects.find(({ isDemo }) => isDemo)!
  const labels = await page.evaluate(async id => (await fetch(`/api/projects/${id}/labels`)).text(), demo.id)
  writeFileSync(join(work, 'from-ada.json'), labels)
  await page.goto(page.url().replace(/#.*/, `#/p/${demo.id}`))
  await expect(page.getByRole('heading', { name: 'Demo', level: 1 })).toBeVisible()
  await drop(join(work, 'from-ada.json'), () =>
    expect(page.getByText('A labels file: merged into this project')).toBeVisible(),
  )
  await page.waitForURL(/\/a\/1\/labels/)
  await expect(page.getByRole('status').getByText('from-ada.json')).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.goto(page.url().replace(/#.*/, '#/'))
})

test('renderer - a table of labels is merged as well; what no name of ours has is refused without asking where it is', async () => {
  const demo = (await library()).projects.find(({ isDemo }) => isDemo)!
  await page.goto(page.url().replace(/#.*/, `#/p/${demo.id}`))
  await expect(page.getByRole('heading', { name: 'Demo', level: 1 })).toBeVisible()
  writeFileSync(join(work, 'votes.csv'), 'file,annotator,emotion\nspk01/spk01_fear_03.wav,Ben,fear\n')
  await drop(join(work, 'votes.csv'))
  await page.waitForURL(/\/a\/1\/labels/)
  await expect(page.getByRole('status').getByText('votes.csv')).toBeVisible()
  writeFileSync(join(work, 'notes.pdf'), '')
  await drop(join(work, 'notes.pdf'))
  await expect(page.getByText('notes.pdf was not taken')).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.goto(page.url().replace(/#.*/, '#/'))
})

test('renderer - many projects are searched and sorted', async () => {
  await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' }
    for (let i = 1; i <= 9; i++)
      await fetch('/api/projects', { method: 'POST', headers, body: JSON.stringify({ name: `study ${i}` }) })
  })
  await expect(page.getByRole('searchbox', { name: 'Find a project' })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Find a project' }).fill('STUDY 3')
  await expect(page.getByRole('button', { name: /^More about study/ })).toHaveCount(1)
  await page.getByRole('searchbox', { name: 'Find a project' }).fill('')
  await page.getByLabel('Sort projects by').selectOption('name')
  const names = page.getByRole('button', { name: /^More about (study|Demo)/ })
  await expect(names.first()).toHaveAccessibleName('More about Demo')
  await expect(names.nth(1)).toHaveAccessibleName('More about study 1')
  await page.emulateMedia({ colorScheme: 'light' })
  await opened.isAccessible()
})
