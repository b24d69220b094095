import { expect, test, type Page } from '@playwright/test'
import { decodeArray } from '#contracts/arrays'
import type { Segment } from '#contracts/segment'
import { openWindow, type OpenWindow } from './open-window'
import { columnSteps, shotOf, type Clip, type Shot } from './picture-columns'

/**
 * One moment of the clip lies in one column of pixels, in whatever pane and at whatever zoom: measured on what the
 * window shows, against the samples, the levels and the map themselves.
 */
test.describe.configure({ mode: 'serial' })

interface Picture {
  readonly bands: number
  readonly frames: number
  readonly data: Float32Array
  readonly hopSec: number
  readonly firstFrameSec: number
}

let opened: OpenWindow
let page: Page
let samples: Float32Array
let sampleRateHz = 0
let logMel: Picture
let map: Picture
let segments: readonly Segment[]

test.beforeAll(async ({ browser }) => {
  opened = await openWindow(browser)
  page = opened.page
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible({ timeout: 110_000 })
  await page.waitForURL(/\/a\/\d+$/)
  // One whose first sound is loud enough to be measured.
  await page.evaluate(() => (location.hash += '/clips/2'))
  await expect(page.getByLabel('Saliency: red supports the label, blue speaks against it')).toBeVisible()
  // Grey levels rise evenly with what they stand for.
  await page.getByRole('button', { name: 'Colours and levels' }).click()
  await page.getByLabel('Colour map of the spectrogram').selectOption('grey')
  await page.keyboard.press('Escape')
  const audio = await arrayOf('audio')
  samples = audio.data
  sampleRateHz = Number(audio.meta.sampleRateHz)
  logMel = pictureOf(await arrayOf('log-mel'))
  const { explanations } = await opened.detail()
  segments = explanations[0].segments
  const { method, target } = explanations[0]
  const shown = await arrayOf(`saliency?method=${method}&target=${target}`)
  map = { ...pictureOf(shown), hopSec: logMel.hopSec, firstFrameSec: logMel.firstFrameSec }
})
test.afterAll(() => opened.close())
test.afterEach(() => expect(opened.trouble).toEqual([]))

async function arrayOf(route: string): Promise<{ shape: number[]; data: Float32Array; meta: Record<string, unknown> }> {
  const { text, meta } = await page.evaluate(async path => {
    const [, id, audit, clip] = /#\/p\/(\w+)\/a\/(\d+)\/clips\/(\d+)/.exec(location.href) ?? []
    const response = await fetch(`/api/projects/${id}/audits/${audit}/clips/${clip}/${path}`)
    const bytes = new Uint8Array(await response.arrayBuffer())
    let out = ''
    for (const byte of bytes) out += String.fromCharCode(byte)
    return { text: btoa(out), meta: response.headers.get('x-array-meta') ?? '{}' }
  }, route)
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'))
  return { ...decodeArray(bytes.buffer), meta: JSON.parse(meta) }
}

function pictureOf({ shape, data, meta }: Awaited<ReturnType<typeof arrayOf>>): Picture {
  const [bands, frames] = shape
  return { bands, frames, data, hopSec: Number(meta.hopSec), firstFrameSec: Number(meta.firstFrameSec ?? 0) }
}

/** Where a frame's column begins. */
const startOf = ({ hopSec, firstFrameSec }: Picture, frame: number): number => firstFrameSec + (frame - 0.5) * hopSec

/** Until what was asked for is drawn. */
const SETTLED_MS = 350

interface Axis {
  readonly left: number
  readonly width: number
  /** From the left edge of what is seen. */
  xOf(sec: number): number
  /** The column of pixels in which a time lies. */
  columnOf(sec: number): number
}

/** Moves the time into the middle of what is seen, and says what the time axis is there. */
async function lookAt(sec: number): Promise<Axis> {
  await page.waitForTimeout(SETTLED_MS)
  await page.locator('.stage').evaluate(
    (stage, share) => {
      stage.scrollLeft = share * stage.querySelector('.content')!.clientWidth - stage.clientWidth / 2
    },
    (sec * sampleRateHz) / samples.length,
  )
  await page.mouse.move(5, 5)
  await page.waitForTimeout(SETTLED_MS)
  const { left, width, contentPx, scrollPx } = await page.locator('.stage').evaluate(stage => {
    const { left, width } = stage.getBoundingClientRect()
    const contentPx = stage.querySelector('.content')!.getBoundingClientRect().width
    return { left, width, contentPx, scrollPx: stage.scrollLeft }
  })
  const pxPerSec = (contentPx * sampleRateHz) / samples.length
  const xOf = (at: number): number => at * pxPerSec - scrollPx
  return { left, width, xOf, columnOf: at => Math.floor(xOf(at)) }
}

const paneShot = async (selector: string, axis: Axis, rows?: { from: number; to: number }): Promise<Shot> => {
  const box = (await page.locator(selector).first().boundingBox())!
  const { from, to } = rows ?? { from: 0, to: 1 }
  const clip: Clip = {
    ...{ x: axis.left, width: Math.floor(axis.width) },
    y: Math.ceil(box.y + from * box.height),
    height: Math.max(1, Math.floor((to - from) * box.height) - 1),
  }
  return shotOf(page, clip)
}

/** Marks, the cursor and the pane's ends are drawn over the pictures: what lies under them can't be measured. */
function isCovered(axis: Axis, x: number): boolean {
  const edges = segments.flatMap(({ startSec, endSec }) => [axis.xOf(startSec), axis.xOf(endSec)])
  return [...edges, axis.xOf(0), 0, axis.width].some(edge => Math.abs(edge - x) <= 4)
}

/** Of the clip's peak: an onset is this loud, the row that is looked at a pixel below, and what was before below that. */
const [LOUD, ROW, QUIET] = [0.4, 0.37, 0.35]
const QUIET_BEFORE_SEC = 0.03
/** So far from a mark that it is free at any zoom. */
const FREE_SEC = 0.02

/** A sample that is loud at once after a quiet stretch, and that no mark covers: to be found in any picture of the sound. */
function onsetSec(): number {
  const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const edges = segments.flatMap(({ startSec, endSec }) => [startSec, endSec])
  let lastAudible = -Infinity
  for (let i = 0; i < samples.length; i++) {
    if (samples[i] < QUIET * peak) continue
    const sec = i / sampleRateHz
    const isFree = edges.every(edge => Math.abs(edge - sec) > FREE_SEC)
    if (samples[i] >= LOUD * peak && sec - lastAudible > QUIET_BEFORE_SEC && isFree) return sec
    lastAudible = sec
  }
  throw new Error('this clip has no onset that could be measured')
}

/** Of all borders between two frames, the one where most changes, and that nothing covers. */
function strongestBorder(picture: Picture, axis: Axis, valueOf: (value: number) => number): number {
  const changes = Array.from({ length: picture.frames }, (_, frame) => {
    const x = axis.xOf(startOf(picture, frame))
    if (frame === 0 || x < 8 || x > axis.width - 8 || isCovered(axis, x)) return 0
    let sum = 0
    for (let band = 0; band < picture.bands; band++) {
      const at = band * picture.frames + frame
      sum += Math.abs(valueOf(picture.data[at]) - valueOf(picture.data[at - 1]))
    }
    return sum
  })
  return changes.indexOf(Math.max(...changes))
}

function strongestStep(shot: Shot, axis: Axis): number {
  const steps = columnSteps(shot).map((step, x) => (isCovered(axis, x) ? 0 : step))
  return steps.indexOf(Math.max(...steps))
}

const ZOOMS = [
  { name: 'the whole clip', presses: 0 },
  { name: 'three times as close', presses: 3 },
  { name: 'ten times as close', presses: 6 },
  { name: 'close to the samples', presses: 9 },
]

async function zoomTo(presses: number): Promise<void> {
  await page.keyboard.press('f')
  await expect(page.getByRole('scrollbar', { name: 'Part of the clip that is seen' })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  for (let i = 0; i < presses; i++) await page.keyboard.press('=')
}

for (const { name, presses } of ZOOMS) {
  test(`renderer/register - ruler: its marks lie at their times: ${name}`, async () => {
    await zoomTo(presses)
    const axis = await lookAt(onsetSec())
    const marks = await page
      .locator('.ruler .tick.major')
      .evaluateAll(all =>
        all.map(tick => ({ sec: Number(tick.textContent), bottom: tick.getBoundingClientRect().bottom })),
      )
    const box = (await page.locator('.ruler').boundingBox())!
    // Only the long marks reach so low.
    const shot = await shotOf(page, { x: axis.left, y: box.y + 6, width: Math.floor(axis.width), height: 1 })
    const dark = Array.from({ length: shot.width }, (_, x) => x).filter(x => shot.rgb(x, 0)[0] < 215)
    const seen = marks.filter(({ sec }) => axis.xOf(sec) > 4 && axis.xOf(sec) < axis.width - 4)
    expect(seen.length).toBeGreaterThan(2)
    for (const { sec } of seen) {
      const nearest = Math.min(...dark.map(x => Math.abs(x - axis.columnOf(sec))))
      expect(nearest, `${sec} s`).toBeLessThanOrEqual(1)
    }
  })

  test(`renderer/register - waveform: the onset lies where the samples have it: ${name}`, async () => {
    await zoomTo(presses)
    const sec = onsetSec()
    const axis = await lookAt(sec)
    const wave = page.locator('.waveform, .samples').first()
    const box = (await wave.boundingBox())!
    // Ink is darker than any ground, also where it covers a pixel in part.
    const y = Math.floor(box.y + (box.height / 2) * (1 - ROW))
    const shot = await shotOf(page, { x: axis.left, y, width: Math.floor(axis.width), height: 1 })
    const isInk = (x: number): boolean => Math.max(...shot.rgb(x, 0)) < 235 && !isCovered(axis, x)
    const expected = axis.columnOf(sec)
    const near = Array.from({ length: shot.width }, (_, x) => x).filter(x => Math.abs(x - expected) <= 10)
    const found = near.find(isInk)
    expect(found).toBeDefined()
    expect(Math.abs(found! - expected)).toBeLessThanOrEqual(1)
  })

  test(`renderer/register - log-Mel: frames begin where their times say: ${name}`, async () => {
    await zoomTo(presses)
    const axis = await lookAt(onsetSec())
    await page.keyboard.down('h')
    await page.waitForTimeout(200)
    const shot = await paneShot('.pane', axis)
    await page.keyboard.up('h')
    const clamped = (value: number): number => Math.min(-10, Math.max(-90, value))
    const frame = strongestBorder(logMel, axis, clamped)
    expect(Math.abs(strongestStep(shot, axis) - axis.columnOf(startOf(logMel, frame)))).toBeLessThanOrEqual(1)
  })

  test(`renderer/register - overlay: the map lies on the frames that it is of: ${name}`, async () => {
    await zoomTo(presses)
    await page.getByLabel('Share of bins, the weakest, that are left out').fill('0.9')
    await page.getByLabel('Opacity of the saliency').fill('1')
    const magnitudes = [...map.data].map(Math.abs).sort((a, b) => a - b)
    const cutoff = magnitudes[Math.floor(0.9 * (magnitudes.length - 1))]
    const shownAt = (frame: number): number => {
      const column = Array.from({ length: map.bands }, (_, band) => map.data[band * map.frames + frame])
      return column.filter(value => value >= cutoff && value > 0).length
    }
    const begins = Array.from({ length: map.frames }, (_, frame) => frame).filter(
      frame => frame > 0 && shownAt(frame - 1) === 0 && shownAt(frame) > 2,
    )
    const wide = await lookAt(onsetSec())
    const isFree = (frame: number): boolean => {
      const x = wide.xOf(startOf(map, frame))
      return segments.every(({ startSec, endSec }) => [startSec, endSec].every(sec => Math.abs(wide.xOf(sec) - x) > 4))
    }
    const first = begins.find(isFree)!
    expect(first).toBeDefined()
    const axis = await lookAt(startOf(map, first))
    const shot = await paneShot('.pane', axis)
    // Under the overlay the picture is grey: red is saliency, and the marks' yellow has as much green.
    const isRed = (x: number): boolean => {
      let count = 0
      for (let y = 0; y < shot.height; y++) {
        const [red, green] = shot.rgb(x, y)
        if (red - green > 70) count++
      }
      return count > 2
    }
    const expected = axis.columnOf(startOf(map, first))
    const near = Array.from({ length: shot.width }, (_, x) => x).filter(x => Math.abs(x - expected) <= 12)
    const found = near.find(x => !isCovered(axis, x) && isRed(x))
    expect(found).toBeDefined()
    expect(Math.abs(found! - expected)).toBeLessThanOrEqual(1)
  })

  test(`renderer/register - segment marks: begin and end at their times: ${name}`, async () => {
    await zoomTo(presses)
    const byTime = [...segments].sort((a, b) => a.startSec - b.startSec)
    for (const sec of [byTime[0].startSec, byTime[byTime.length - 1].endSec]) {
      const axis = await lookAt(sec)
      const box = (await page.locator('.marks-area').boundingBox())!
      const shot = await shotOf(page, { x: axis.left, y: box.y + 8, width: Math.floor(axis.width), height: 1 })
      const steps = columnSteps(shot)
      const near = steps.map((step, x) => (Math.abs(x - axis.xOf(sec)) <= 12 ? step : 0))
      const found = near.indexOf(Math.max(...near))
      expect(Math.max(...near)).toBeGreaterThan(60)
      expect(Math.abs(found - axis.columnOf(sec)), `${sec} s`).toBeLessThanOrEqual(1)
    }
  })
}

test('renderer/register - waveform: it fills its pane after the window’s size and its colours have changed at once', async () => {
  await zoomTo(0)
  const drawnPx = (): Promise<[number, number]> =>
    page.evaluate(() => {
      const pane = document.querySelector('.waveform')!
      const canvases = [...pane.firstElementChild!.shadowRoot!.querySelectorAll<HTMLElement>('.canvases canvas')]
      return [pane.clientWidth, canvases.reduce((sum, canvas) => sum + canvas.clientWidth, 0)]
    })
  const steps = [
    [1280, 800, 'light'],
    [1280, 800, 'dark'],
    [1920, 1080, 'dark'],
    [1280, 800, 'light'],
    [1280, 800, 'dark'],
    [1920, 1080, 'dark'],
  ] as const
  for (const [width, height, colorScheme] of steps) {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme })
    // wavesurfer.js follows a new width 100 ms after a frame was painted, as one is for a picture.
    await page.waitForTimeout(400)
    await page.screenshot()
    await expect.poll(async () => new Set(await drawnPx()).size, `${width} px, ${colorScheme}`).toBe(1)
  }
})
