import AxeBuilder from '@axe-core/playwright'
import { expect, type Browser, type Page } from '@playwright/test'
import type { ClipDetail } from '#contracts/clip'
import { startServe, type Served } from '../../helpers/serve'
import { clipSound } from './heard'
import { recordStarts, soundOf, type Start } from './record-starts'

/** The window over the real engine, with what tests ask of it. */
export interface OpenWindow {
  readonly page: Page
  /** Errors that the page threw or wrote, the policy's included: must stay empty. */
  readonly trouble: readonly string[]
  startCount(): Promise<number>
  startsSince(count: number): Promise<Start[]>
  /** The samples of the start of that number. */
  soundOf(start: number): Promise<Float32Array>
  /** The samples of the clip that is shown. */
  clipSound(): Promise<Float32Array>
  isAccessible(): Promise<void>
  /** Of the clip that is shown. */
  detail(): Promise<ClipDetail>
  close(): Promise<void>
}

/** Until what fades in is there: half faded in, every text has too little contrast. */
async function faded(): Promise<void> {
  const passing = document
    .getAnimations()
    .filter(one => one.playState === 'running' && one.effect?.getComputedTiming().iterations !== Infinity)
  await Promise.all(passing.map(one => one.finished.catch(() => undefined)))
}

export async function openWindow(browser: Browser): Promise<OpenWindow> {
  const served: Served = await startServe()
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'dark' })
  const page = await context.newPage()
  const trouble: string[] = []
  page.on('pageerror', error => trouble.push(error.message))
  page.on('console', message => {
    const isNetwork = message.text().startsWith('Failed to load resource')
    if ((message.type() === 'error' && !isNetwork) || message.text().includes('[Vue warn]'))
      trouble.push(message.text())
  })
  await page.addInitScript(recordStarts)
  await page.goto(served.url)
  return {
    page,
    trouble,
    startCount: () => page.evaluate(() => (window as unknown as { starts: Start[] }).starts.length),
    startsSince: count => page.evaluate(at => (window as unknown as { starts: Start[] }).starts.slice(at), count),
    soundOf: start => soundOf(page, start),
    clipSound() {
      const [, id, audit, clip] = /#\/p\/(\w+)\/a\/(\d+)\/clips\/(\d+)/.exec(page.url()) ?? []
      return clipSound(page, `/api/projects/${id}/audits/${audit}/clips/${clip}/audio`)
    },
    async isAccessible() {
      await page.evaluate(faded)
      const { violations } = await new AxeBuilder({ page }).analyze()
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`)
      expect(found).toEqual([])
    },
    detail: () =>
      page.evaluate(async () => {
        const [, id, audit, clip] = /#\/p\/(\w+)\/a\/(\d+)\/clips\/(\d+)/.exec(location.href) ?? []
        return (await fetch(`/api/projects/${id}/audits/${audit}/clips/${clip}`)).json() as Promise<ClipDetail>
      }),
    async close() {
      await context.close()
      await served.close()
    },
  }
}
