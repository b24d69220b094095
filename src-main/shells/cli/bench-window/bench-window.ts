import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { serveBrowserShell } from '#shells/browser/index'
import { appPaths } from '#shells/app-paths'
import { makeLargeProject } from './make-large-project'
import { figuresOf, missedBounds, windowBounds, type WindowFigure, type WindowReport } from './bounds'
import { measureWindow } from './measure-window'
import { openChromium } from './open-chromium'

export interface WindowBenchFlags {
  readonly chromium?: string
  /** Where the large project is kept; left out: it is made, and thrown away. */
  readonly data?: string
  readonly clips: number
  readonly rounds: number
}

export interface WindowBench {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string; readonly browser: string }
  readonly clips: number
  readonly figures: WindowReport
  /** Over what they are held to. */
  readonly missed: readonly WindowFigure[]
}

/** How fast the window is with a large project: 100,000 clips, in a real browser over the real engine. */
export async function benchWindow(mainDir: string, flags: WindowBenchFlags): Promise<WindowBench> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const dataDir = flags.data === undefined ? await mkdtemp(join(tmpdir(), 'cuescope-bench-')) : resolve(flags.data)
  try {
    await makeLargeProject(mainDir, dataDir, flags.clips, say)
    const { engineEntry, resourcesDir } = appPaths(mainDir)
    const shell = await serveBrowserShell({ engineEntry, resourcesDir, dataDir, say: () => {}, log: say })
    const browser = await openChromium(flags.chromium ?? process.env.CUESCOPE_CHROMIUM)
    try {
      const figures = await measureWindow(browser, shell.url, flags.rounds)
      const machine = {
        cpu: cpus()[0]?.model ?? 'unknown',
        cores: availableParallelism(),
        node: process.version,
        browser: `Chromium ${browser.version()}`,
      }
      return { machine, clips: flags.clips, figures, missed: missedBounds(figures) }
    } finally {
      await browser.close()
      await shell.close()
    }
  } finally {
    if (flags.data === undefined) await rm(dataDir, { recursive: true, force: true })
  }
}

/** Medians move little with what else the machine does; greatest values do: the least of several runs says most. */
export function describeWindowBench({ machine, clips, figures, missed }: WindowBench): string {
  const { cpu, cores, node, browser } = machine
  const cell = (text: string): string => text.padStart(8)
  const lines = figuresOf(figures).map(figure => {
    const { min, median, max } = figures[figure]!
    const values = [min, median, max].map(value => cell(value.toFixed(value < 10 ? 1 : 0)))
    const bound = cell(windowBounds[figure]?.toString() ?? '')
    return `${figure.padEnd(44)}${values.join('')}${bound}${missed.includes(figure) ? '  over' : ''}`
  })
  const words = ['least', 'median', 'most', 'held to'].map(cell).join('')
  const head = `${'ms, unless it says MB'.padEnd(44)}${words}`
  return `${clips} clips; ${browser}, Node ${node}, ${cores} cores, ${cpu}\n${head}\n${lines.join('\n')}\n`
}
