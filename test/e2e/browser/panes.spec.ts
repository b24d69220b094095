import { readFileSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { openWindow, type OpenWindow } from './open-window'

/** Looking at one clip of the demo: panes, zoom, selection, in this order on one page. */
test.describe.configure({ mode: 'serial' })

let opened: OpenWindow
let page: Page

test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible({ timeout: 110_000 })
  await page.waitForURL(/\/a\/\d+$/)
  await expect(page.getByRole('grid', { name: 'Clips' })).toBeVisible()
  await expect(async () => {
    await page.keyboard.press('j')
    await expect(page.locator('[role=row][aria-selected=true]')).toBeVisible({ timeout: 1000 })
  }).toPass()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Saliency: red supports the label, blue speaks against it')).toBeVisible()
})
test.afterAll(() => opened.close())
test.afterEach(() => expect(opened.trouble).toEqual([]))

const fine = (): ReturnType<Page['getByLabel']> => page.getByLabel('Fine spectrogram of the sound')
/** How many different colours the fine spectrogram has; 1: nothing is drawn yet. */
const colours = (): Promise<number> =>
  fine().evaluate(canvas => {
    const { width, height } = canvas as HTMLCanvasElement
    const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height)
    const found = new Set<number>()
    for (let i = 0; i < data.length; i += 4) found.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2])
    return found.size
  })
const picture = (): Promise<string> => fine().evaluate(canvas => (canvas as HTMLCanvasElement).toDataURL())
const seen = (): ReturnType<Page['getByRole']> => page.getByRole('scrollbar', { name: 'Part of the clip that is seen' })
const selection = (): ReturnType<Page['getByRole']> => page.getByRole('group', { name: 'Selection' })

async function drag(from: [number, number], to: [number, number]): Promise<void> {
  const stage = (await page.locator('.stage').boundingBox())!
  const at = ([share, y]: [number, number]): [number, number] => [stage.x + share * stage.width, y]
  await page.mouse.move(...at(from))
  await page.mouse.down()
  await page.mouse.move(...at(to), { steps: 4 })
  await page.mouse.up()
}

test('renderer/panes - the fine spectrogram comes by key, drawn by a worker under the policy', async () => {
  await expect(fine()).toHaveCount(0)
  await page.keyboard.press('y')
  await expect.poll(colours).toBeGreaterThan(100)
  const before = await picture()
  await page.keyboard.press('Control+Alt+ArrowUp')
  await expect(page.getByText('FFT 2048')).toBeVisible()
  await expect.poll(picture).not.toBe(before)
  await page.keyboard.press('Control+Alt+ArrowDown')
  await expect.poll(picture).toBe(before)
  await opened.isAccessible()
})

test('renderer/panes - the FFT’s size changes while the clip plays, and it plays on', async () => {
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await page.keyboard.press('Control+Alt+ArrowUp')
  await expect(page.getByText('FFT 2048')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Alt+ArrowDown')
})

test('renderer/panes - a drag marks a stretch, a click seeks and leaves it; both ends are told and can be moved', async () => {
  const wave = (await page.getByLabel('Waveform').boundingBox())!
  await drag([0.3, wave.y + 20], [0.45, wave.y + 25])
  const { durationSec } = (await opened.detail()).row
  const startSec = Number(/^[\d.]+/.exec((await selection().textContent())!.trim())![0])
  expect(Math.abs(startSec - 0.3 * durationSec!)).toBeLessThan(0.005)
  await expect(page.getByRole('status').filter({ hasText: /^Selected / })).toBeAttached()
  const start = page.getByRole('slider', { name: 'Start of the selection' })
  const startsAt = async (): Promise<number> => Number(await start.getAttribute('aria-valuenow'))
  const before = await startsAt()
  await start.focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(startsAt).toBeCloseTo(before + 0.005, 3)
  await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(startsAt).toBeCloseTo(before - 0.045, 3)
  await page.locator('.ruler').click({ position: { x: 20, y: 10 } })
  await expect(selection()).toBeVisible()
  await opened.isAccessible()
})

test('renderer/panes - the selection is measured against the clip; Esc closes that first, then clears', async () => {
  await page.keyboard.press('m')
  const table = page.getByRole('dialog', { name: 'Measure the selection' })
  await expect(table.getByRole('row', { name: /^Loudness/ })).toBeVisible()
  await opened.isAccessible()
  await page.keyboard.press('Escape')
  await expect(table).toHaveCount(0)
  await expect(selection()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(selection()).toHaveCount(0)
  await expect(page).toHaveURL(/clips\/\d+/)
})

test('renderer/panes - zoom to the selection, back, and along by keys on the small picture of the clip', async () => {
  const wave = (await page.getByLabel('Waveform').boundingBox())!
  await expect(seen()).toHaveAttribute('aria-disabled', 'true')
  await drag([0.5, wave.y + 20], [0.6, wave.y + 20])
  await page.keyboard.press('z')
  await expect(seen()).toHaveAttribute('aria-disabled', 'false')
  const near = await seen().getAttribute('aria-valuetext')
  await page.keyboard.press('=')
  await page.waitForTimeout(800)
  await page.keyboard.press('Shift+Z')
  await expect(seen()).toHaveAttribute('aria-valuetext', near!)
  await seen().focus()
  await page.keyboard.press('Home')
  await expect(seen()).toHaveAttribute('aria-valuenow', '0')
  await page.keyboard.press('Alt+ArrowRight')
  await expect(seen()).not.toHaveAttribute('aria-valuenow', '0')
  await page.keyboard.press('f')
  await expect(seen()).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('x')
  await expect(selection()).toHaveCount(0)
})

test('renderer/panes - with Alt a drag in a spectrogram marks a box, with frequencies that can be moved', async () => {
  const box = (await fine().boundingBox())!
  await page.keyboard.down('Alt')
  await drag([0.5, box.y + 0.25 * box.height], [0.6, box.y + 0.5 * box.height])
  await page.keyboard.up('Alt')
  await expect(selection()).toContainText(/Hz/)
  // Up to 8 kHz, linear: from half to three quarters of it.
  const highest = page.getByRole('slider', { name: 'Highest frequency of the selection' }).first()
  expect(Math.abs(Number(await highest.getAttribute('aria-valuenow')) - 6000)).toBeLessThan(100)
  await highest.focus()
  await page.keyboard.press('ArrowDown')
  expect(Number(await highest.getAttribute('aria-valuenow'))).toBeLessThan(5990)
  await page.keyboard.press('x')
})

test('renderer/panes - panes are hidden and shown, share their room by the border, and stay so', async () => {
  const border = page.getByRole('separator', { name: /^Border between/ })
  const height = async (): Promise<number> => (await fine().boundingBox())!.height
  await page.setViewportSize({ width: 1280, height: 1000 })
  await page.waitForTimeout(300)
  const before = await height()
  await border.focus()
  await page.keyboard.press('ArrowDown')
  await expect.poll(height).toBeGreaterThan(before + 5)
  await page.getByRole('button', { name: 'Panes', exact: true }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Waveform' }).click()
  await expect(page.locator('.waveform')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(fine()).toBeVisible()
  await expect(page.locator('.waveform')).toHaveCount(0)
  await page.getByRole('button', { name: 'Panes', exact: true }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Waveform' }).click()
  await page.keyboard.press('Escape')
  await expect(page.locator('.waveform')).toBeVisible()
  await page.setViewportSize({ width: 1280, height: 800 })
})

test('renderer/panes - levels are the project’s or the clip’s own, and the bar says which', async () => {
  const bar = page.getByRole('figure', { name: /^Level: −10, dB, −90/ })
  await expect(bar).toBeVisible()
  await page.getByRole('button', { name: 'Colours and levels' }).click()
  await page.getByLabel('Level of the brightest colour').fill('-20')
  await page.getByLabel('Level of the brightest colour').press('Tab')
  await expect(page.getByRole('figure', { name: /^Level: −20, dB, −90/ })).toBeVisible()
  await page.getByLabel('the same for all clips of this project').uncheck()
  await expect(page.getByText(/^This clip’s own: /)).toBeVisible()
  await expect(page.getByRole('figure', { name: /^Level: −20, dB, −90/ })).toHaveCount(0)
  await page.getByLabel('the same for all clips of this project').check()
  await page.getByLabel('Saliency that is shown in full colour').last().selectOption('fixed')
  await expect(page.getByRole('figure', { name: /Saliency: .*same for all clips/ })).toBeVisible()
  await opened.isAccessible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await expect(page.getByRole('figure', { name: /Saliency: .*same for all clips/ })).toBeVisible()
  await page.keyboard.press('k')
})

test('renderer/panes - the fine spectrogram is saved as it is: picture, table, numbers', async () => {
  const saved = async (name: RegExp): Promise<{ fileName: string; bytes: Buffer }> => {
    await page.getByRole('button', { name: 'Save what is shown' }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name }).click()])
    return { fileName: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
  }
  const npy = await saved(/^Fine spectrogram, NPY/)
  const [, frames, bins] = /'shape': \((\d+), (\d+)\)/.exec(npy.bytes.toString('latin1', 0, 256))!.map(Number)
  const hopSec = Number(/hop-([\d.]+)s/.exec(npy.fileName)![1])
  const { durationSec } = (await opened.detail()).row
  expect(bins).toBe(513)
  expect(Math.abs(frames * hopSec - durationSec!)).toBeLessThan(2 * hopSec)
  const csv = (await saved(/^Fine spectrogram, CSV/)).bytes.toString().trimEnd().split('\n')
  expect(csv).toHaveLength(frames + 1)
  expect(csv[0].split(',').slice(0, 3)).toEqual(['time_sec', '0_hz', '15.625_hz'])
  expect((await saved(/^Fine spectrogram, PNG/)).bytes.readUInt32BE(16)).toBeGreaterThan(1000)
  const svg = (await saved(/^Picture, SVG/)).bytes.toString()
  expect(svg).toContain('<image ')
  // The window's own policy lets nothing parse markup.
  const sheet = await page.context().newPage()
  const found = await sheet.evaluate(text => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml')
    return {
      error: parsed.querySelector('parsererror')?.textContent,
      title: parsed.querySelector('title')?.textContent,
    }
  }, svg)
  await sheet.close()
  expect(found).toEqual({ error: undefined, title: (await opened.detail()).row.file })
})
