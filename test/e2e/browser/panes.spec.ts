import { readFileSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import type { SaliencyScale } from '#contracts/saliency-scale'
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
/** Once all of its parts are there: two looks at it are the same. */
async function wholePicture(): Promise<string> {
  let last = ''
  await expect(async () => {
    const before = last
    last = await picture()
    expect(last).toBe(before)
  }).toPass({ intervals: [300] })
  return last
}
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
  const before = await wholePicture()
  await page.keyboard.press('Control+Alt+ArrowUp')
  await expect(page.getByText('FFT 2048')).toBeVisible()
  await expect.poll(picture).not.toBe(before)
  await page.keyboard.press('Control+Alt+ArrowDown')
  await expect.poll(picture).toBe(before)
  await opened.isAccessible()
})

test('renderer/panes - pitch and formants are drawn over the fine spectrogram, and told below the pointer', async () => {
  const told = page.locator('.display .right')
  const before = await wholePicture()
  await page.getByRole('button', { name: 'Fine spectrogram: settings' }).click()
  await page.getByRole('checkbox', { name: 'pitch' }).check()
  await page.getByRole('checkbox', { name: 'formants' }).check()
  await page.keyboard.press('Escape')
  await expect(fine()).toHaveAccessibleName(/over it: Pitch.*, Formant 1, Formant 2, Formant 3$/)
  await expect.poll(picture).not.toBe(before)
  const { x, y, width } = (await fine().boundingBox())!
  const voiced = /Pitch \(F0\) (\d+) Hz\s+·\s+Formant 1 (\d+) Hz/
  await expect(async () => {
    for (let share = 0.1; share < 0.9; share += 0.05) {
      await page.mouse.move(x + share * width, y + 20)
      const [, pitchHz, formantHz] = voiced.exec((await told.textContent()) ?? '') ?? []
      if (pitchHz === undefined) continue
      expect(Number(pitchHz)).toBeGreaterThan(60)
      expect(Number(formantHz)).toBeGreaterThan(Number(pitchHz))
      return
    }
    throw new Error('No pitch was told anywhere.')
  }).toPass()
  await page.getByRole('button', { name: 'Fine spectrogram: settings' }).click()
  await page.getByRole('checkbox', { name: 'pitch' }).uncheck()
  await page.getByRole('checkbox', { name: 'formants' }).uncheck()
  await opened.isAccessible()
  await page.keyboard.press('Escape')
  await expect.poll(picture).toBe(before)
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
  await expect(table.getByRole('columnheader', { name: 'here − clip' })).toBeVisible()
  await expect(table.getByRole('columnheader', { name: /^z, random (speech|places)$/ })).toBeVisible()
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

test('renderer/panes - what is under the pointer is told in every pane, to the sample where one can be told from the next', async () => {
  const told = page.locator('.display .right')
  const wave = (await page.getByLabel('Waveform').boundingBox())!
  await page.mouse.move(wave.x + 0.5 * wave.width, wave.y + 30)
  await expect(told).toHaveText(/^\d\.\d{3} s\s+·\s+(peak −\d+\.\d dB FS|silence)$/)
  const profile = (await page.getByLabel('Positive saliency over time, summed over frequency').boundingBox())!
  await page.mouse.move(wave.x + 0.5 * wave.width, profile.y + 10)
  await expect(told).toHaveText(/positive saliency [\d.e−-]+, summed over frequency/)
  await page.mouse.move(wave.x + 0.5 * wave.width, (await fine().boundingBox())!.y + 20)
  await expect(told).toHaveText(/\d+ Hz\s+·\s+−\d/)
  await expect(page.locator('.hair')).toHaveCount(2)
  // Zoomed in under a pointer that rests: another time is under it then, and is told.
  await page.mouse.move(wave.x + 0.5 * wave.width + 1, wave.y + 30)
  await page.keyboard.down('Control')
  for (let turn = 0; turn < 16; turn++) await page.mouse.wheel(0, -300)
  await page.keyboard.up('Control')
  await expect(told).toHaveText(/sample/)
  const [, sec, sample, value] = /^(\d\.\d{5}) s\s+·\s+sample ([\d,]+)\s+·\s+([+−]?[\d.]+) FS$/.exec(
    (await told.textContent())!.trim(),
  )!
  const { sampleRateHz } = await opened.detail()
  const at = Number(sample.replace(',', ''))
  expect(Math.abs(at - Number(sec) * sampleRateHz)).toBeLessThan(1)
  expect(Number(value.replace('−', '-'))).toBeCloseTo((await opened.clipSound())[at], 4)
  await page.keyboard.press('f')
})

test('renderer/panes - ends of a selection lie on samples, move by one of them where it is seen, and go to zero crossings', async () => {
  const wave = (await page.getByLabel('Waveform').boundingBox())!
  await drag([0.4, wave.y + 20], [0.43, wave.y + 20])
  await page.keyboard.press('z')
  await page.mouse.move(wave.x + 0.5 * wave.width, wave.y + 30)
  await page.keyboard.down('Control')
  for (let turn = 0; turn < 16; turn++) await page.mouse.wheel(0, -300)
  await page.keyboard.up('Control')
  const { sampleRateHz } = await opened.detail()
  const ends = async (): Promise<number[]> => {
    const text = (await selection().textContent())!
    return /([\d.]+)–([\d.]+) s/
      .exec(text)!
      .slice(1, 3)
      .map(sec => Math.round(Number(sec) * sampleRateHz))
  }
  await expect(selection()).toContainText(/\d\.\d{5}–\d\.\d{5} s/)
  const [start, end] = await ends()
  await page.keyboard.press('Alt+Shift+ArrowRight')
  await expect.poll(ends).toEqual([start, end + 1])
  await page.keyboard.press('Control+Shift+ArrowLeft')
  await expect.poll(ends).toEqual([start - 1, end + 1])
  await page.keyboard.press('Shift+X')
  // The playhead by key: by less than what is seen, and followed out of it.
  const playhead = page.locator('.playhead')
  const stage = (await page.locator('.stage').boundingBox())!
  await page.keyboard.press('Home')
  await expect(seen()).toHaveAttribute('aria-valuenow', '0')
  for (let hop = 0; hop < 60; hop++) await page.keyboard.press('ArrowRight')
  await expect(seen()).not.toHaveAttribute('aria-valuenow', '0')
  const { x } = (await playhead.boundingBox())!
  expect(x).toBeGreaterThanOrEqual(stage.x - 2)
  expect(x).toBeLessThanOrEqual(stage.x + stage.width + 2)
  const samples = await opened.clipSound()
  await expect(async () => {
    for (const at of await ends()) expect(samples[at - 1] < 0).not.toBe(samples[at] < 0)
  }).toPass()
  await page.keyboard.press('f')
  await page.keyboard.press('x')
})

test('renderer/panes - a salient segment is selected as it is, by its number or by key', async () => {
  const { explanations } = await opened.detail()
  const times = ([one]: { startSec: number; endSec: number }[]): string =>
    `${one.startSec.toFixed(3)}–${one.endSec.toFixed(3)} s`
  const ranked = (rank: number) => explanations[0].segments.filter(one => one.rank === rank)
  await page.getByRole('button', { name: /^Segment 2: / }).dblclick()
  await expect(selection()).toContainText(times(ranked(2)))
  await page.keyboard.press('x')
  await page.getByRole('button', { name: /^Segment 1: / }).click()
  await page.keyboard.press('Shift+R')
  await expect(selection()).toContainText(times(ranked(1)))
  await page.keyboard.press('x')
})

test('renderer/panes - the spectrum at the cursor stays while one points and clicks, with its peaks in figures', async () => {
  await page.keyboard.press('Shift+Y')
  const slice = page.getByRole('region', { name: 'Spectrum at the cursor' })
  const wave = (await page.getByLabel('Waveform').boundingBox())!
  const { row, explanations } = await opened.detail()
  const { startSec, endSec } = explanations[0].segments.find(({ rank }) => rank === 1)!
  const xOf = (sec: number): number => wave.x + (sec / row.durationSec!) * wave.width
  await page.mouse.move(xOf(startSec + 0.04), wave.y + 30)
  await expect(slice.getByRole('heading')).toHaveText(/^Spectrum at 0\.\d{3} s$/)
  const before = await slice.getByRole('heading').textContent()
  await page.mouse.click(xOf((startSec + endSec) / 2), wave.y + 30)
  await expect(slice.getByRole('heading')).not.toHaveText(before!)
  await expect(slice.getByRole('rowheader', { name: 'Hz' })).toBeVisible()
  await expect(slice.getByRole('img', { name: /^Level over frequency, \d peaks$/ })).toBeVisible()
  await opened.isAccessible()
  await page.keyboard.press('Shift+Y')
  await expect(slice).toHaveCount(0)
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

test('renderer/panes - columns are as wide as one drags them, by keys too, and stay so; a double click undoes it', async () => {
  const border = page.getByRole('separator', { name: 'Border of the inspector' })
  const widthPx = async (): Promise<number> => (await page.locator('.inspector').boundingBox())!.width
  const usualPx = await widthPx()
  const { x, y, height } = (await border.boundingBox())!
  await page.mouse.move(x + 4, y + height / 2)
  await page.mouse.down()
  await page.mouse.move(x + 4 - 60, y + height / 2, { steps: 3 })
  await page.mouse.up()
  await expect.poll(widthPx).toBeCloseTo(usualPx + 60, 0)
  await border.focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(widthPx).toBeCloseTo(usualPx + 44, 0)
  await expect(fine()).toBeVisible()
  await opened.isAccessible()
  await page.reload()
  await expect(page.getByRole('img', { name: 'Waveform' })).toBeVisible()
  await expect.poll(widthPx).toBeCloseTo(usualPx + 44, 0)
  await border.dblclick()
  await expect.poll(widthPx).toBeCloseTo(usualPx, 0)
  await page.getByRole('separator', { name: 'Border of the clip list' }).focus()
  await page.keyboard.press('Home')
  await expect
    .poll(async () => (await page.getByRole('navigation', { name: 'Clips of this filter' }).boundingBox())!.width)
    .toBeCloseTo(9 * 16, 0)
  await page.getByRole('separator', { name: 'Border of the clip list' }).dblclick()
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
  // The audit's own, of a sample of its clips, and not this clip's.
  const scale = await page.evaluate(async () => {
    const [, id, audit] = /#\/p\/(\w+)\/a\/(\d+)/.exec(location.href) ?? []
    const path = `/api/projects/${id}/audits/${audit}/saliency-scale?method=occlusion`
    return (await fetch(path)).json() as Promise<SaliencyScale>
  })
  expect(scale).toMatchObject({ clips: 24, of: 24, isDue: false })
  const bars = page.getByRole('figure', { name: new RegExp(`Saliency: \\+${scale.limit!.toFixed(2)}`) })
  await expect(bars).toBeVisible()
  await expect(page.getByText(/bins of 24 maps \(Occlusion\) stay below/)).toBeVisible()
  await page.getByRole('button', { name: /^Take this clip’s/ }).click()
  await expect(page.getByText(/set for this project and Occlusion/)).toBeVisible()
  await page.getByRole('button', { name: 'Back to the audit’s own' }).click()
  await expect(page.getByText(/bins of 24 maps \(Occlusion\) stay below/)).toBeVisible()
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
