import { readFileSync } from 'node:fs'
import type { Browser, CDPSession, Page } from 'playwright'
import { spread } from '#engine/bench/spread'
import type { WindowFigure, WindowReport } from './bounds'
import { installProbe, type Probe } from './probe'

type Timed = { [K in keyof Probe]: Probe[K] }
type Note = (figure: WindowFigure, ...values: number[]) => void

/** After the first look, what people said is made ready: within this, even on two busy cores. */
const MADE_READY_MS = 5000
const REST_MS = 1500

/** Columns that are sorted by, as their heads are called; each the first time, and once more. */
const sorts = ['File', 'Predicted', 'Confidence', 'Verdict', 'Plausibility: standing among correct clips (%)']
const filters = [
  '?outcome=wrong',
  '?expected=angry&predicted=neutral',
  '?text=anger_0',
  '?outcome=wrong&sort=confidence',
]
const wheres = [
  [{ kind: 'range', column: 'confidence', min: 0.5, max: 0.8 }],
  [{ kind: 'range', column: 'delta.loudness.mean', min: 0, max: null }],
  [{ kind: 'words', column: 'verdict', words: ['implausible'] }],
  [{ kind: 'words', column: 'annotated-verdict', words: ['label-wrong'] }],
]

/**
 * The window over a large project, in a real browser, round by round, each in a page of its own.
 * @param url with a one-time code: the first page takes it
 */
export async function measureWindow(browser: Browser, url: string, rounds: number): Promise<WindowReport> {
  const found = new Map<WindowFigure, number[]>()
  const note: Note = (figure, ...values) => void found.set(figure, [...(found.get(figure) ?? []), ...values])
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  await context.addInitScript(installProbe)
  const first = await context.newPage()
  await first.goto(url)
  await first.getByRole('main').waitFor()
  const place = await projectPlace(first)
  for (let round = 0; round < rounds; round++) {
    const page = round === 0 ? first : await context.newPage()
    if (round > 0) await page.goto(new URL('/', url).href)
    await page.getByRole('main').waitFor()
    await measureRound(page, place, round, note)
    await page.close()
  }
  await context.close()
  return Object.fromEntries([...found].map(([figure, values]) => [figure, spread(values)]))
}

/** Where the audit is, once its project is open: to open it the engine reads the whole file, which is timed apart. */
async function projectPlace(page: Page): Promise<string> {
  const id = await page.evaluate(async () => {
    const library = (await (await fetch('/api/library')).json()) as { projects: { id: string }[] }
    await fetch(`/api/projects/${library.projects[0].id}`)
    return library.projects[0].id
  })
  return `#/p/${id}/a/1`
}

/** What the list can be sorted by: some two hundred columns. */
function everyColumn(page: Page, place: string): Promise<string[]> {
  return page.evaluate(async project => {
    const lists = await Promise.all(
      ['/api/clip-columns', `/api/projects/${project}/annotation-columns`].map(async path => {
        const answer = await fetch(path)
        if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
        return (await answer.json()) as { id: string }[]
      }),
    )
    return lists.flat().map(({ id }) => id)
  }, place.split('/')[2])
}

async function measureRound(page: Page, place: string, round: number, note: Note): Promise<void> {
  const time = <K extends keyof Timed>(
    name: K,
    ...args: Parameters<Timed[K]>
  ): Promise<Awaited<ReturnType<Timed[K]>>> =>
    page.evaluate(
      ([key, given]) =>
        (window as never as { probe: Record<string, (...all: unknown[]) => unknown> }).probe[key](...given),
      [name, args] as [string, unknown[]],
    ) as never
  note(round === 0 ? 'first page, the table not yet in memory' : 'first page', await time('firstPage', place))
  await atRest(page)
  if (round === 0) {
    note('sort by a cue a second after the first page', await time('filter', '?sort=salient.hnr.mean'))
    await page.waitForTimeout(MADE_READY_MS)
  }
  for (const title of sorts) note('sort by a column shown', await time('sort', title))
  // Each for the first time in the first round: none was read before.
  for (const column of await everyColumn(page, place))
    note('sort by any column there is', await time('filter', `?sort=${encodeURIComponent(column)}&order=desc`))
  for (const query of filters) note('filter', await time('filter', query))
  for (const where of wheres)
    note('filter by any column', await time('filter', `?where=${encodeURIComponent(JSON.stringify(where))}`))
  await time('filter', '?sort=confidence')
  const gaps = await time('scroll', 90, 180)
  note('frame while scrolling', ...gaps)
  const leaps = await time('scroll', 9000, 90)
  note('frame while leaping', ...leaps)
  await time('filter', '')
  await measureClips(page, place, round, time, note)
  const memory = await memoryOf(page)
  note('memory of the window, MB', memory)
}

async function measureClips(
  page: Page,
  place: string,
  round: number,
  time: <K extends keyof Timed>(name: K, ...args: Parameters<Timed[K]>) => Promise<Awaited<ReturnType<Timed[K]>>>,
  note: Note,
): Promise<void> {
  const back = async (): Promise<void> => {
    await time('firstPage', place)
    await atRest(page)
  }
  const choose = (row: number): Promise<void> => page.locator(`#clip-row-${row}`).click({ position: { x: 400, y: 10 } })
  // Rows that no other round looked at, and apart, so that none was made ready as a neighbour.
  const rows = [3, 8, 13].map(row => row + 15 * round).filter(row => row < 20)
  for (const row of rows) {
    await choose(row)
    note('clip whose explanation is not stored', await time('openClip'))
    await back()
  }
  await page.reload()
  await page.locator('#clip-row-3').waitFor()
  await atRest(page)
  for (const row of [3, 8, 13]) {
    await choose(row)
    note('clip whose explanation is stored', await time('openClip'))
    await back()
  }
}

/** So that what was asked for and made ready after the last step is not counted into the next one. */
async function atRest(page: Page): Promise<void> {
  await page.waitForTimeout(REST_MS)
}

/** Of the page's process where the system tells, else what its scripts hold. */
async function memoryOf(page: Page): Promise<number> {
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number }
  const resident = await residentMb(page)
  return resident ?? usedSize / 2 ** 20
}

async function residentMb(page: Page): Promise<number | null> {
  const browser = page.context().browser()
  if (browser === null || process.platform !== 'linux') return null
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = (await session.send('SystemInfo.getProcessInfo')) as {
    processInfo: { type: string; id: number }[]
  }
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      const status = readFileSync(`/proc/${id}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
    })
  return Math.max(...sizes)
}
