import type { Browser } from 'playwright'
import { CueScopeError } from '#engine/base/errors'

/** As the tests start it: without sandbox where it must (root), and asking the network for nothing of its own. */
const switches = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-precise-memory-info',
]

/**
 * @param path of the browser @default the one that playwright brought
 * @throws CueScopeError bad-option: playwright, a package for development, is not installed, or the browser is not there
 */
export async function openChromium(path: string | undefined): Promise<Browser> {
  try {
    const { chromium } = await import('playwright')
    return await chromium.launch({ args: switches, ...(path === undefined ? {} : { executablePath: path }) })
  } catch (cause) {
    const message = `Chromium could not be started: name it (--chromium PATH or CUESCOPE_CHROMIUM). ${(cause as Error).message}`
    throw new CueScopeError('bad-option', message, {}, { cause })
  }
}
