import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type ConsoleMessage, type Page } from '@playwright/test'
import { decodeArray } from '#contracts/arrays'
import type { ClipDetail } from '#contracts/clip'
import { startElectron, type StartedElectron } from '../helpers/electron'
import { processesWith } from '../helpers/processes'
import { expectHeard } from './browser/heard'
import { recordStarts, soundOf } from './browser/record-starts'
import { mergeStretches } from '../../src-renderer/canvas/play-plan'

/** Of the demo's model. */
const HOP_SEC = 0.01
/** Between segments, unless somebody chose another pause. */
const GAP_SEC = 0.18

/** The built program in its own window, from the first start to quitting: one journey, in this order. */
test.describe.configure({ mode: 'serial' })

let started: StartedElectron
let page: Page
const trouble: string[] = []

test.beforeAll(async () => {
  started = await startElectron()
  page = await started.app.firstWindow()
  page.on('pageerror', error => trouble.push(error.message))
  page.on('console', (message: ConsoleMessage) => {
    if (/Content Security Policy|TrustedHTML|TrustedScript|\[Vue warn\]/.test(message.text()))
      trouble.push(message.text())
  })
  await page.evaluate(recordStarts)
})
test.afterAll(() => started.close())
test.afterEach(() => expect(trouble).toEqual([]))

const detail = (): Promise<ClipDetail> =>
  page.evaluate(async () => {
    const [, id, audit, clip] = /#\/p\/(\w+)\/a\/(\d+)\/clips\/(\d+)/.exec(location.href) ?? []
    return (await fetch(`/api/projects/${id}/audits/${audit}/clips/${clip}`)).json() as Promise<ClipDetail>
  })

/** How much of the waveform's canvas is drawn on. */
const inkedPixels = (): Promise<number> =>
  page.evaluate(() => {
    const canvas = document.querySelector('.waveform')!.firstElementChild!.shadowRoot!.querySelector('canvas')!
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
    return data.filter((value, i) => i % 4 === 3 && value > 0).length
  })

test('shells/electron - the demo project opens and its audit ends in a confusion matrix', async () => {
  await page.waitForURL(/#\/p\/\w+\/a\/\d+/)
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible({ timeout: 110_000 })
  const counts = await page.locator('button.cell:not(.empty)').allTextContents()
  expect(counts.map(Number).reduce((sum, count) => sum + count)).toBeGreaterThan(50)
})

test('shells/electron - a misclassified clip opens with waveform and saliency', async () => {
  await page.locator('button.cell:not(.diagonal):not(.empty)').first().click()
  await page.locator('a.file').first().click()
  await page.waitForURL(/clips\/\d+/)
  await expect(page.getByLabel('Saliency: red supports the label, blue speaks against it')).toBeVisible()
  const { row } = await detail()
  expect(row.isCorrect).toBe(false)
  await expect.poll(inkedPixels).toBeGreaterThan(100)
})

/** The samples of the clip that is shown, fetched by the page: `app://` is its own. */
const clipSound = async (): Promise<Float32Array> => {
  const bytes = await page.evaluate(async () => {
    const [, id, audit, clip] = /#\/p\/(\w+)\/a\/(\d+)\/clips\/(\d+)/.exec(location.href) ?? []
    const response = await fetch(`/api/projects/${id}/audits/${audit}/clips/${clip}/audio`)
    return [...new Uint8Array(await response.arrayBuffer())]
  })
  return decodeArray(Uint8Array.from(bytes).buffer).data
}

test('shells/electron - the salient segments play, to the sample', async () => {
  const { explanations, sampleRateHz } = await detail()
  const segments = mergeStretches(explanations[0].segments, HOP_SEC)
  await page.keyboard.press('Shift+Space')
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
  expectHeard(await soundOf(page, 0), await clipSound(), segments, { sampleRateHz, gapSec: GAP_SEC })
})

test('shells/electron - what the page made can be saved; any other download is refused', async () => {
  const file = join(started.dataDir, 'saved.png')
  const seen = await started.app.evaluateHandle(({ session }, path) => {
    const downloads: { address: string; isRefused: boolean }[] = []
    session.defaultSession.on('will-download', (event, item) => {
      downloads.push({ address: item.getURL(), isRefused: Boolean(event.defaultPrevented) })
      if (!event.defaultPrevented) item.setSavePath(path)
    })
    return downloads
  }, file)
  await page.getByRole('button', { name: 'Save what is shown' }).click()
  await page.getByRole('menuitem', { name: /^Picture, PNG/ }).click()
  await expect.poll(() => existsSync(file) && readFileSync(file).subarray(1, 4).toString()).toBe('PNG')
  await page.evaluate(() => {
    const link = document.createElement('a')
    Object.assign(link, { href: '/api/library', download: 'library.json' }).click()
  })
  await expect.poll(() => seen.jsonValue()).toHaveLength(2)
  const [picture, other] = await seen.jsonValue()
  expect(picture).toMatchObject({ address: expect.stringMatching(/^blob:app:/), isRefused: false })
  expect(other).toMatchObject({ address: expect.stringMatching(/^app:/), isRefused: true })
})

test('shells/electron - it quits cleanly while playing, and leaves no process', async () => {
  const exited = once(started.app.process(), 'exit')
  await started.app.evaluate(({ app }) => app.quit())
  expect(await exited).toEqual([0, null])
  if (process.platform === 'linux') await expect.poll(() => processesWith(started.dataDir)).toEqual([])
})
