import { expect, type Page } from '@playwright/test'

/** Every page of the window, by name, in the demo: `p` its project's id. */
export const pages = {
  library: () => '/',
  settings: () => '/settings',
  help: () => '/help',
  'help, keys': () => '/help/keys',
  glossary: () => '/help/glossary',
  about: () => '/help/about',
  'model wizard': () => '/models/new',
  project: (p: string) => `/p/${p}`,
  'new audit': (p: string) => `/p/${p}/new-audit`,
  'expert tables': (p: string) => `/p/${p}/expert-tables`,
  compare: (p: string) => `/p/${p}/compare`,
  list: (p: string) => `/p/${p}/a/1`,
  map: (p: string) => `/p/${p}/a/1/map`,
  findings: (p: string) => `/p/${p}/a/1/findings`,
  experiments: (p: string) => `/p/${p}/a/1/experiments`,
  run: (p: string) => `/p/${p}/a/1/run`,
  queues: (p: string) => `/p/${p}/a/1/queues`,
  agreement: (p: string) => `/p/${p}/a/1/agreement`,
  labels: (p: string) => `/p/${p}/a/1/labels`,
  clip: (p: string) => `/p/${p}/a/1/clips/2`,
} as const
export type PageName = keyof typeof pages
export const pageNames = Object.keys(pages) as PageName[]

/** What went wrong, and what isn't there. */
export const emptyPages = {
  'no such project': () => '/p/none',
  'no such audit': (p: string) => `/p/${p}/a/99`,
  'no such audit, map': (p: string) => `/p/${p}/a/99/map`,
  'no such audit, findings': (p: string) => `/p/${p}/a/99/findings`,
  'no such audit, experiments': (p: string) => `/p/${p}/a/99/experiments`,
  'no such audit, run': (p: string) => `/p/${p}/a/99/run`,
  'no such audit, queues': (p: string) => `/p/${p}/a/99/queues`,
  'no such clip': (p: string) => `/p/${p}/a/1/clips/99999`,
  'no clip fits': (p: string) => `/p/${p}/a/1?text=no-such-name`,
} as const

export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(address => (location.hash = address), path)
  await expect(page.locator('h1').first()).toBeAttached()
  if (/clips\/\d+$/.test(path)) await expect(page.getByRole('tab').first()).toBeVisible()
  await settled(page)
  await expect(page.locator('main .loading')).toHaveCount(0)
}

/** Until nothing is asked and nothing moves. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(250)
}

/** Waits for the demo that the first start makes, without the tour. @returns the project's id */
export async function demoProject(page: Page): Promise<string> {
  await page.waitForURL(/#\/p\/\w+\/a\/\d+$/, { timeout: 110_000 })
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible({ timeout: 60_000 })
  return /#\/p\/(\w+)/.exec(page.url())![1]
}

/** Writes into the window's own storage, and starts it again. */
export async function keep(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate(
    entries => entries.forEach(([key, value]) => localStorage.setItem(key, value)),
    [...Object.entries(values)],
  )
  await page.reload()
  await settled(page)
}

export const tourOver = { 'cuescope.tour': '{"state":"over","step":"library"}' }
