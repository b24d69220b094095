import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import type { Library, Project } from '#contracts/project'
import {
  electronSwitches,
  projectRoot,
  startElectron,
  testElectronBinary,
  type StartedElectron,
} from '../helpers/electron'
import { writeToneCorpus } from '../helpers/tones'
import { writeTwoBandModel } from '../helpers/two-band-model'

/** The desktop window and the system around it: files that are dropped, opened, recent, trashed. In this order. */
test.describe.configure({ mode: 'serial' })

let started: StartedElectron
let page: Page
let work = ''
let study: Project

test.beforeAll(async () => {
  started = await startElectron()
  page = await started.app.firstWindow()
  await page.waitForURL(/#\/p\/\w+\/a\/\d+/, { timeout: 110_000 })
  work = join(started.dataDir, 'of-the-person')
  writeToneCorpus(join(work, 'corpus'), 4)
  writeTwoBandModel(join(work, 'two-band'))
  mkdirSync(join(work, 'bare'))
  cpSync(join(work, 'two-band/model.onnx'), join(work, 'bare/my-net.onnx'))
  study = await post('/api/projects', { name: 'Study' })
})
test.afterAll(() => started.close())

const post = <T>(address: string, body: object): Promise<T> =>
  page.evaluate(
    async ([to, sent]) => {
      const headers = { 'content-type': 'application/json' }
      return (await (await fetch(to, { method: 'POST', headers, body: sent })).json()) as never
    },
    [address, JSON.stringify(body)] as const,
  )
const library = (): Promise<Library> =>
  page.evaluate(async () => (await fetch('/api/library')).json() as Promise<never>)

/** As the system's file manager does it: the files come with the drop itself, script has no part in it. */
async function drop(...files: string[]): Promise<void> {
  await started.app.evaluate(async ({ BrowserWindow }, paths) => {
    const { debugger: devtools } = BrowserWindow.getAllWindows()[0].webContents
    devtools.attach('1.3')
    const data = { items: [], files: paths, dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'])
      await devtools.sendCommand('Input.dispatchDragEvent', { type, x: 500, y: 400, data })
    devtools.detach()
  }, files)
}

test('shells/electron - a folder dropped in a project is looked through and added, and its path is never shown to the page', async () => {
  await page.goto(`app://workstation/#/p/${study.id}`)
  await expect(page.getByRole('heading', { name: 'Study' })).toBeVisible()
  await page.evaluate(() => {
    const seen: string[] = []
    Object.assign(window, { seen })
    const real = window.fetch.bind(window)
    window.fetch = (address, init) => {
      if (typeof init?.body === 'string') seen.push(init.body)
      return real(address, init)
    }
  })
  await drop(join(work, 'corpus'))
  const dialog = page.getByRole('dialog', { name: 'Add data set' })
  await expect(dialog.getByText('RAVDESS')).toBeVisible()
  await expect(dialog.getByText('4 clips recognised')).toBeVisible()
  await dialog.getByRole('button', { name: 'Add 4 clips' }).click()
  await expect(page.getByText('Every file is sound')).toBeVisible({ timeout: 60_000 })
  const sent = await page.evaluate(() => (window as unknown as { seen: string[] }).seen)
  expect(sent.some(body => body.includes('grant:'))).toBe(true)
  expect(sent.join()).not.toContain(work)
})

test('shells/electron - a drop that script makes up gives nothing', async () => {
  const count = await page.evaluate(() => (window as unknown as { seen: string[] }).seen.length)
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.items.add(new File(['x'], '/etc/hostname'))
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
  })
  await page.waitForTimeout(400)
  expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen.length)).toBe(count)
})

test('shells/electron - a bare model that is dropped opens the wizard, and is packaged and added', async () => {
  await drop(join(work, 'bare/my-net.onnx'))
  await expect(page.getByRole('heading', { name: 'Add a model' })).toBeVisible()
  await expect(page.getByText('logmel: float32 [n, 1, 32, t]')).toBeVisible({ timeout: 30_000 })
  await page.getByLabel('Label 0').fill('angry')
  await page.getByLabel('Label 1').fill('sad')
  await page.getByLabel('Label 1').press('Tab')
  await page.getByRole('button', { name: 'Write and add to the library' }).click({ timeout: 30_000 })
  await expect(page.getByRole('heading', { name: 'my-net is in the library' })).toBeVisible({ timeout: 30_000 })
  const made = join(started.dataDir, 'models/my-net')
  expect(readdirSync(made).sort()).toEqual(['model.json', 'model.onnx'])
  expect(readFileSync(join(made, 'model.onnx'))).toEqual(readFileSync(join(work, 'bare/my-net.onnx')))
})

test('shells/electron - a model package that is dropped is added; what is nothing for us is refused with the reason', async () => {
  await drop(join(work, 'two-band'))
  await expect(page.getByText('two-band Relu is in the library')).toBeVisible({ timeout: 30_000 })
  await drop(join(work, 'two-band/model.json'))
  await expect(page.getByText('model.json was not taken')).toBeVisible()
})

test('shells/electron - the menu lists the projects and opens them where one was', async () => {
  const recent = (): Promise<string[]> =>
    started.app.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()!
        .getMenuItemById('recent')!
        .submenu!.items.map(({ label }) => label),
    )
  await expect.poll(async () => (await recent()).sort()).toEqual(['Demo', 'Study'])
  await started.app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()!
      .getMenuItemById('recent')!
      .submenu!.items.find(({ label }) => label === 'Study')!
      .click(),
  )
  await expect(page.getByRole('heading', { name: 'Study' })).toBeVisible()
})

test('shells/electron - a second start with a project opens it in the window that is there', async () => {
  const { path, id } = (await library()).projects.find(({ isDemo }) => isDemo)!
  const second = spawn(testElectronBinary(), [projectRoot, ...electronSwitches, path], {
    env: { ...process.env, CUESCOPE_DATA_DIR: started.dataDir },
    stdio: 'ignore',
  })
  expect(await once(second, 'exit')).toEqual([0, null])
  await page.waitForURL(new RegExp(`#/p/${id}/a/\\d+`))
})

test('shells/electron - a project that is deleted is closed and goes to the trash; the audio stays', async () => {
  await started.app.evaluate(({ shell }) => {
    const trashed: string[] = []
    Object.assign(globalThis, { trashed })
    shell.trashItem = path => Promise.resolve(void trashed.push(path))
  })
  await page.goto('app://workstation/#/')
  await page.getByRole('button', { name: 'More about Study' }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  await expect(page.getByRole('dialog')).toContainText('goes to the trash')
  await page.getByRole('button', { name: 'Move to trash' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'More about Study' })).toHaveCount(0)
  const trashed = await started.app.evaluate(() => (globalThis as unknown as { trashed: string[] }).trashed)
  expect(trashed).toEqual([study.path])
  // Given back by the engine: nobody writes it any more.
  expect(existsSync(`${study.path}-lock`)).toBe(false)
  expect(existsSync(join(work, 'corpus'))).toBe(true)
})

test('shells/electron - the page can trash nothing but projects of the library', async () => {
  const refusal = await page.evaluate(() =>
    (window as unknown as { cuescope: { trashProject(id: string): Promise<void> } }).cuescope
      .trashProject('../../etc')
      .then(
        () => 'done',
        (error: Error) => error.message,
      ),
  )
  expect(refusal).toBe('Only a project of the library can be moved to the trash.')
})

test('shells/electron - started with a project, it opens that one', async () => {
  const other = await startElectron({ files: [study.path] })
  try {
    const window = await other.app.firstWindow()
    await window.waitForURL(/#\/p\/\w+$/, { timeout: 60_000 })
    await expect(window.getByRole('heading', { name: 'Study' })).toBeVisible({ timeout: 30_000 })
    await expect(window.getByRole('heading', { name: 'corpus' })).toBeVisible()
  } finally {
    await other.close()
  }
})
