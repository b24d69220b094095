import { join } from 'node:path'
import type { Page } from '@playwright/test'

/**
 * The window as it is now, as a picture for docs/journeys.md: kept where CUESCOPE_PICTURES names a folder, i.e. by
 * `CUESCOPE_PICTURES=docs/journeys npm test -- browser`.
 */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.CUESCOPE_PICTURES
  if (!folder) return
  await page.mouse.move(0, 0)
  // A test goes on faster than notices leave.
  const notices = page.locator('.notice')
  await notices.evaluateAll(all => all.forEach(one => ((one as HTMLElement).style.visibility = 'hidden')))
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' })
}
