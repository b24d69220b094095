import { expect, type Page } from '@playwright/test'
import { decodeArray } from '#contracts/arrays'
import type { Stretch } from '../../../src-renderer/canvas/play-plan'

/** As the product has it. */
const FADE_SEC = 0.005

/** The PCM of a clip, as the page gets it. @param path such as `/api/projects/p/audits/1/clips/7/audio` */
export async function clipSound(page: Page, path: string): Promise<Float32Array> {
  const response = await page.request.get(new URL(path, page.url()).href)
  const bytes = await response.body()
  return decodeArray(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer).data
}

/** Where in the clip a sound without gaps was taken from, by samples from its middle; -1: it wasn't. */
export function placeIn(clip: Float32Array, sound: Float32Array): number {
  const middle = Math.floor(sound.length / 2)
  const probe = sound.subarray(middle, middle + 64)
  for (let at = 0; at + probe.length <= clip.length; at++)
    if (probe.every((value, i) => clip[at + i] === value)) return at - middle
  return -1
}

/** A sound is these stretches of the clip, bit by bit but for the fades, with silence between and, looped, behind them. */
export function expectHeard(
  sound: Float32Array,
  clip: Float32Array,
  stretches: readonly Stretch[],
  { sampleRateHz, gapSec = 0, tailSec = 0 }: { sampleRateHz: number; gapSec?: number; tailSec?: number },
): void {
  const whole = (sec: number): number => Math.round(sec * sampleRateHz)
  const fade = whole(FADE_SEC)
  let at = 0
  stretches.forEach(({ startSec, endSec }, i) => {
    const [from, to] = [whole(startSec), whole(endSec)]
    const heard = sound.slice(at + fade, at + to - from - fade)
    expect(heard.findIndex((value, k) => value !== clip[from + fade + k])).toBe(-1)
    expect(heard).toHaveLength(to - from - 2 * fade)
    at += to - from
    const gap = whole(i < stretches.length - 1 ? gapSec : tailSec)
    expect(sound.slice(at, at + gap).every(value => value === 0)).toBe(true)
    at += gap
  })
  expect(sound).toHaveLength(at)
}
