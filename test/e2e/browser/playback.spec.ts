import { resolve } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import type { DrawnWindows } from '#contracts/cue'
import { build, type Rollup } from 'vite'
import type { Case, Found, renderCase } from './rendered-sound'
import { expectHeard } from './heard'
import { openWindow, type OpenWindow } from './open-window'
import { createFft } from '../../../src-renderer/canvas/fine/fft'
import { mergeStretches } from '../../../src-renderer/canvas/play-plan'
import { restOf } from '../../../src-renderer/sound/stretches'

/** The product's own modules as a script that a bare page can run. */
async function bundled(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: resolve(import.meta.dirname, 'rendered-sound.ts'), name: 'sound', formats: ['iife'] },
    },
  })) as Rollup.RolldownOutput[]
  return built[0].output[0].code
}

/** Of a sound's spectrum, Hann window: within two frequencies and beyond them. */
function energyOf(
  sound: Float32Array,
  sampleRateHz: number,
  lowHz: number,
  highHz: number,
): { inside: number; outside: number } {
  const size = 2 ** Math.ceil(Math.log2(sound.length))
  const [re, im] = [new Float64Array(size), new Float64Array(size)]
  sound.forEach((value, i) => (re[i] = value * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / sound.length))))
  createFft(size).transform(re, im)
  let [inside, outside] = [0, 0]
  for (let k = 0; k <= size / 2; k++) {
    const hz = (k * sampleRateHz) / size
    if (hz >= lowHz && hz <= highHz) inside += re[k] ** 2 + im[k] ** 2
    else outside += re[k] ** 2 + im[k] ** 2
  }
  return { inside, outside }
}

const rates = [16_000, 24_414, 44_100, 48_000]
const lengthsSec = [0.4, 1.204, 5.003]

test.describe('renderer - the browser’s audio engine plays what was planned, to the sample', () => {
  let page: Page
  const render = (one: Case): Promise<Found> =>
    page.evaluate(
      given => (window as unknown as { sound: { renderCase: typeof renderCase } }).sound.renderCase(given),
      one,
    )

  test.beforeAll(async ({ browser }) => {
    page = await browser.newPage()
    await page.addScriptTag({ content: `${await bundled()}; window.sound = sound` })
  })
  test.afterAll(() => page.close())

  const cases = (sampleRateHz: number, more: Partial<Case>): Case[] =>
    lengthsSec.flatMap(lengthSec => {
      const clipSamples = Math.round(lengthSec * sampleRateHz)
      const endSec = clipSamples / sampleRateHz
      const base = { sampleRateHz, clipSamples, gapSec: 0, notBeforeSec: 0, isLooped: false, offsetSec: 0, ...more }
      return [
        { ...base, stretches: [{ startSec: 0, endSec }] },
        { ...base, stretches: [{ startSec: 0.1003, endSec: 0.2507 }] },
        {
          ...base,
          gapSec: 0.18,
          stretches: [
            { startSec: 0, endSec: 0.0731 },
            { startSec: 0.15, endSec: 0.3 },
            { startSec: endSec - 0.05, endSec },
          ],
        },
      ]
    })

  const check = (found: Found): void => {
    expect(found.firstHeard).toBe(found.expectedStart)
    expect(found.lastHeard).toBe(found.expectedLast)
    expect({ wrong: found.wrong, loudInGaps: found.loudInGaps }).toEqual({ wrong: 0, loudInGaps: 0 })
  }

  for (const sampleRateHz of rates) {
    test(`clips, segments and sequences with gaps begin and end on their samples at ${sampleRateHz} Hz`, async () => {
      for (const one of cases(sampleRateHz, {})) {
        const found = await render(one)
        check(found)
        expect(found.compared).toBeGreaterThan(1000)
      }
    })

    test(`from any moment of the clock on, between two samples too, at ${sampleRateHz} Hz`, async () => {
      for (const notBeforeSec of [0.03, 0.0123456, 128 / sampleRateHz, 0.5 + 1 / 3, 1.9999999, 7.1234567])
        for (const one of cases(sampleRateHz, { notBeforeSec }).slice(0, 3)) check(await render(one))
    })

    test(`loops come round to the very sample, three times, at ${sampleRateHz} Hz`, async () => {
      for (const one of cases(sampleRateHz, { isLooped: true, notBeforeSec: 0.0417 })) {
        const found = await render(one)
        expect(found.firstHeard).toBe(found.expectedStart)
        expect({ wrong: found.wrong, loudInGaps: found.loudInGaps }).toEqual({ wrong: 0, loudInGaps: 0 })
      }
    })

    test(`what begins in the middle goes on with the right sample at ${sampleRateHz} Hz`, async () => {
      for (const isLooped of [false, true])
        for (const one of cases(sampleRateHz, { isLooped, offsetSec: 0.06, notBeforeSec: 0.02 })) {
          const found = await render(one)
          expect({ wrong: found.wrong, loudInGaps: found.loudInGaps }).toEqual({ wrong: 0, loudInGaps: 0 })
          expect(found.compared).toBeGreaterThan(1000)
        }
    })
  }
})

test.describe('renderer - listening in the clip view', () => {
  test.describe.configure({ mode: 'serial' })
  /** Of the demo's model; of the settings as they come. */
  const [HOP_SEC, GAP_SEC] = [0.01, 0.18]
  let opened: OpenWindow
  let page: Page

  test.beforeAll(async ({ browser }) => {
    opened = await openWindow(browser)
    page = opened.page
    await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible({ timeout: 110_000 })
    await page.waitForURL(/\/a\/\d+$/)
    const grid = page.getByRole('grid', { name: 'Clips' })
    await expect(grid.getByRole('row').nth(3)).toBeVisible()
    await grid.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/clips\/(\d+)/)
    await expect(page.locator('.work')).toHaveAttribute('aria-busy', 'false')
  })
  test.afterAll(() => opened.close())
  test.afterEach(async () => {
    expect(opened.trouble).toEqual([])
  })

  const bar = () => page.getByRole('toolbar', { name: 'Playback' })
  const said = () => bar().getByRole('status')
  const position = (): Promise<number> => page.locator('.time .now').textContent().then(Number)

  /** Presses a key and waits for the sound that it starts. @returns its number */
  async function startBy(key: string): Promise<number> {
    const before = await opened.startCount()
    await page.keyboard.press(key)
    await expect.poll(() => opened.startCount()).toBe(before + 1)
    return before
  }
  async function used(): Promise<{
    stretches: ReturnType<typeof mergeStretches>
    sampleRateHz: number
    endSec: number
  }> {
    const { explanations, sampleRateHz, samples } = await opened.detail()
    const stretches = mergeStretches(explanations[0].segments, HOP_SEC)
    return { stretches, sampleRateHz, endSec: samples / sampleRateHz }
  }

  /** Where the engine says that the first draws lie which these segments' cues were compared with. */
  async function drawn(): Promise<DrawnWindows> {
    const { explanations } = await opened.detail()
    const at = explanations[0].segments.map(({ startSec, endSec }) => `${startSec}-${endSec}`).join(',')
    return page.evaluate(async at => {
      const [, id, audit, clip] = /#\/p\/(\w+)\/a\/(\d+)\/clips\/(\d+)/.exec(location.href) ?? []
      const path = `/api/projects/${id}/audits/${audit}/clips/${clip}/random-windows?at=${at}`
      return (await fetch(path)).json() as Promise<DrawnWindows>
    }, at)
  }

  test('the playhead stays within a frame of the audio clock, at every speed', async () => {
    for (const key of ['', '<', '>']) {
      if (key) await page.keyboard.press(key)
      await page.keyboard.press('Home')
      const start = await startBy('Space')
      const frames = await page.evaluate(
        async ({ start, durationSec }) => {
          const { starts, clocks } = window as unknown as {
            starts: { whenSec: number; length: number }[]
            clocks: AudioContext[]
          }
          const { whenSec } = starts[start]
          const clock = clocks[start]
          const rate = durationSec / (starts[start].length / clock.sampleRate)
          const content = document.querySelector<HTMLElement>('.stage .content')!
          const head = document.querySelector<HTMLElement>('.stage .playhead')!
          const seen: { drawnMs: number; beganMs: number; nowMs: number }[] = []
          for (;;) {
            // Asked for after the window's own callback of this frame, and so run after it and all that follows from it.
            const began = await new Promise<number>(resolve => requestAnimationFrame(resolve))
            const now = performance.now()
            const stamp = clock.getOutputTimestamp()
            const heardMs = (at: number): number => 1000 * (stamp.contextTime! - whenSec) + at - stamp.performanceTime!
            if ((heardMs(now) * rate) / 1000 > durationSec - 0.1) return seen
            const px = new DOMMatrix(getComputedStyle(head).transform).m41
            const drawnMs = ((px / content.getBoundingClientRect().width) * 1000 * durationSec) / rate
            if (heardMs(began) > 50) seen.push({ drawnMs, beganMs: heardMs(began), nowMs: heardMs(now) })
          }
        },
        { start, durationSec: (await used()).endSec },
      )
      expect(frames.length).toBeGreaterThan(10)
      // Drawn is what was heard at a moment of this very frame, however long the machine takes for one ...
      const outside = frames.filter(({ drawnMs, beganMs, nowMs }) => drawnMs < beganMs - 3 || drawnMs > nowMs + 3)
      expect(outside.length / frames.length).toBeLessThan(0.1)
      // ... and mostly that is less than a frame of 60 a second ago.
      const late = frames.map(({ drawnMs, nowMs }) => Math.abs(nowMs - drawnMs)).sort((a, b) => a - b)
      expect(late[Math.floor(late.length / 2)]).toBeLessThan(16.7)
      await expect(bar().getByRole('button', { name: 'Play clip' })).toBeVisible()
    }
    await page.keyboard.press('<')
    await page.keyboard.press('>')
  })

  test('[ and ] mark, P plays what is marked, L loops it, and counts', async () => {
    await page.keyboard.press('x')
    await page.keyboard.press('Home')
    for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('[')
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight')
    await page.keyboard.press(']')
    const { sampleRateHz } = await used()
    const marked = [{ startSec: 0.2, endSec: 0.5 }]
    const once = await startBy('p')
    expectHeard(await opened.soundOf(once), await opened.clipSound(), marked, { sampleRateHz })
    await page.keyboard.press('p')
    // With 50 ms of what is around it.
    const around = await startBy('Shift+S')
    const wider = [{ startSec: 0.15, endSec: 0.55 }]
    expectHeard(await opened.soundOf(around), await opened.clipSound(), wider, { sampleRateHz })
    await page.keyboard.press('Shift+S')
    const looped = await startBy('l')
    expect((await opened.startsSince(looped))[0].isLoop).toBe(true)
    expectHeard(await opened.soundOf(looped), await opened.clipSound(), marked, { sampleRateHz })
    await expect(bar().getByRole('button', { name: 'Loop the selection' })).toHaveAttribute('aria-pressed', 'true')
    await expect(said()).toHaveText('Looping the selection')
    await expect(bar().getByRole('img', { name: /^Repeat ([3-9]|[1-9]\d)/ })).toBeVisible()
    await opened.isAccessible()
    const at = await position()
    expect(at).toBeGreaterThanOrEqual(0.2)
    expect(at).toBeLessThanOrEqual(0.5)
    await page.keyboard.press('l')
    await expect(said()).toHaveText('Loop off')
    await expect(bar().getByRole('button', { name: 'Loop the selection' })).toHaveAttribute('aria-pressed', 'false')
  })

  test('solo plays nothing but the selection of whatever is played', async () => {
    await page.keyboard.press('Shift+L')
    await expect(bar().getByText('Solo', { exact: true })).toBeVisible()
    await page.keyboard.press('Home')
    const { sampleRateHz } = await used()
    const start = await startBy('Space')
    const marked = [{ startSec: 0.2, endSec: 0.5 }]
    expectHeard(await opened.soundOf(start), await opened.clipSound(), marked, { sampleRateHz })
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+L')
    await page.keyboard.press('x')
    await expect(bar().getByText('Solo', { exact: true })).toBeHidden()
  })

  test('a box in the spectrogram plays its frequencies and no others, and the bar names them', async () => {
    const picture = (await page.getByLabel(/^Saliency: red/).boundingBox())!
    await page.keyboard.down('Alt')
    await page.mouse.move(picture.x + 0.3 * picture.width, picture.y + 0.35 * picture.height)
    await page.mouse.down()
    await page.mouse.move(picture.x + 0.8 * picture.width, picture.y + 0.6 * picture.height, { steps: 5 })
    await page.mouse.up()
    await page.keyboard.up('Alt')
    const start = await startBy('l')
    const chip = (await bar()
      .getByText(/^\d+–\d+ Hz$/)
      .textContent())!
    const [lowHz, highHz] = /(\d+)–(\d+)/.exec(chip)!.slice(1).map(Number)
    expect(lowHz).toBeGreaterThan(200)
    expect(highHz).toBeGreaterThan(lowHz + 200)
    const { sampleRateHz, endSec } = await used()
    const sound = await opened.soundOf(start)
    expect(sound.length / sampleRateHz).toBeCloseTo(0.5 * endSec, 1)
    const { inside, outside } = energyOf(sound, sampleRateHz, lowHz - 60, highHz + 60)
    expect(10 * Math.log10(outside / inside)).toBeLessThan(-45)
    const clip = await opened.clipSound()
    const whole = energyOf(
      clip.subarray(Math.round(0.3 * clip.length), Math.round(0.8 * clip.length)),
      sampleRateHz,
      lowHz,
      highHz,
    )
    expect(whole.outside).toBeGreaterThan(0.01 * whole.inside)
    expect(10 * Math.log10(inside / whole.inside)).toBeGreaterThan(-1)
    await page.keyboard.press('l')
    await page.keyboard.press('x')
  })

  test('A goes from what was used to the rest to random windows, at the same place, over and over', async () => {
    const { stretches, sampleRateHz, endSec } = await used()
    const clip = await opened.clipSound()
    const looped = { sampleRateHz, gapSec: GAP_SEC, tailSec: GAP_SEC }
    const first = await startBy('a')
    expectHeard(await opened.soundOf(first), clip, stretches, looped)
    await expect(bar().getByRole('button', { name: /^Used/ })).toBeVisible()
    await expect(said()).toHaveText('What the model used, over and over')
    const rest = await startBy('a')
    expectHeard(await opened.soundOf(rest), clip, restOf(stretches, endSec), looped)
    await expect(said()).toHaveText('The rest, over and over')
    const [one, other] = await opened.startsSince(first)
    const period = one.length / one.sampleRateHz
    // Where the first one was heard to be when the key was pressed: at most the way to the loudspeaker and back ago.
    const reached = (other.whenSec - one.whenSec) % period
    expect(Math.abs(other.offsetSec - (reached % (other.length / other.sampleRateHz)))).toBeLessThan(0.15)
    const { windows, draws, baseline } = await drawn()
    expect({ draws, baseline }).toEqual({ draws: 200, baseline: 'speech' })
    const random = await startBy('a')
    expectHeard(await opened.soundOf(random), clip, mergeStretches(windows[0], HOP_SEC), looped)
    await expect(said()).toHaveText('Random windows, over and over')
    await expect(bar().getByText('Draw 1 of 200')).toBeVisible()
    await opened.isAccessible()
    const again = await startBy('a')
    expectHeard(await opened.soundOf(again), clip, stretches, looped)
    await expect(bar().getByText(/^Draw/)).toBeHidden()
    // Round again: another draw.
    await startBy('a')
    const second = await startBy('a')
    expectHeard(await opened.soundOf(second), clip, mergeStretches(windows[1], HOP_SEC), looped)
    await expect(bar().getByText('Draw 2 of 200')).toBeVisible()
    await page.keyboard.press('s')
    await expect(bar().getByRole('button', { name: /^A\/B/ })).toBeVisible()
  })

  test('slower lasts longer and goes on where it was; at 1 every sample is the clip’s own again', async () => {
    const { sampleRateHz, endSec } = await used()
    await page.keyboard.press('Home')
    await startBy('Space')
    await expect.poll(position).toBeGreaterThan(0.1)
    const slower = await startBy('<')
    await expect(bar().getByText('0.9×', { exact: true })).toBeVisible()
    const [start] = await opened.startsSince(slower)
    expect(start.length).toBe(Math.round(Math.round(endSec * sampleRateHz) / 0.9))
    expect(start.offsetSec * 0.9).toBeGreaterThan(0.08)
    expect(await position()).toBeGreaterThan(0.1)
    const same = await startBy('>')
    await expect(bar().getByText('0.9×', { exact: true })).toBeHidden()
    expectHeard(await opened.soundOf(same), await opened.clipSound(), [{ startSec: 0, endSec }], { sampleRateHz })
    await page.keyboard.press('Space')
  })

  test('matched loudness is declared, changes the gain and nothing else, and the menu says by how much', async () => {
    await bar().getByRole('button', { name: 'Volume, speed, pauses, comparison' }).click()
    const menu = page.getByRole('dialog', { name: 'Volume, speed, pauses, comparison' })
    await menu.getByRole('switch', { name: 'Match loudness' }).check()
    const words = (await menu.getByText(/^This clip: /).textContent())!
    const [, loudness, gainDb] = /(−[\d.]+) LUFS, played with ([+−][\d.]+) dB/
      .exec(words)!
      .map(one => Number(one.replace('−', '-')))
    expect(loudness + gainDb).toBeCloseTo(-23, 0)
    await opened.isAccessible()
    await page.keyboard.press('Escape')
    await expect(bar().getByText('Matched', { exact: true })).toBeVisible()
    const { sampleRateHz, endSec } = await used()
    await page.keyboard.press('Home')
    const start = await startBy('Space')
    const [{ gain }] = await opened.startsSince(start)
    expect(20 * Math.log10(gain)).toBeCloseTo(gainDb, 1)
    expectHeard(await opened.soundOf(start), await opened.clipSound(), [{ startSec: 0, endSec }], { sampleRateHz })
    await page.keyboard.press('Space')
    await bar().getByRole('button', { name: 'Volume, speed, pauses, comparison' }).click()
    await menu.getByRole('switch', { name: 'Match loudness' }).uncheck()
    await page.keyboard.press('Escape')
    await expect(bar().getByText('Matched', { exact: true })).toBeHidden()
  })

  test('clips play by themselves: the salient part, the clip, the next one; any key keeps one where one is', async () => {
    const name = page.locator('h1.name')
    const firstName = (await name.textContent())!
    const before = await opened.startCount()
    await page.keyboard.press('Shift+A')
    await expect(said()).toHaveText('Auto-play on')
    await page.keyboard.press('Shift+A')
    await expect(said()).toHaveText('Auto-play on, then the next clip')
    await expect(bar().getByText('Auto, next')).toBeVisible()
    const { stretches, sampleRateHz, endSec } = await used()
    const clip = await opened.clipSound()
    await expect(name).not.toHaveText(firstName, { timeout: 20_000 })
    await page.waitForFunction(count => (window as unknown as { starts: unknown[] }).starts.length >= count, before + 3)
    await page.keyboard.press('i')
    const secondName = (await name.textContent())!
    await expect.poll(() => opened.startCount()).toBe(before + 4)
    expectHeard(await opened.soundOf(before), clip, stretches, { sampleRateHz, gapSec: GAP_SEC })
    expectHeard(await opened.soundOf(before + 1), clip, [{ startSec: 0, endSec }], { sampleRateHz })
    await expect(bar().getByRole('button', { name: 'Play clip' })).toBeVisible({ timeout: 20_000 })
    await page.waitForTimeout(1200)
    await expect(name).toHaveText(secondName)
    await page.keyboard.press('Shift+A')
    await expect(said()).toHaveText('Auto-play off')
    const silent = await opened.startCount()
    await page.keyboard.press('j')
    await expect(name).not.toHaveText(secondName)
    await page.waitForTimeout(500)
    expect(await opened.startCount()).toBe(silent)
  })
})
