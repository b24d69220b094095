import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { runCli, startCli } from '../helpers/run-cli'
import { sharedDir } from '../helpers/shared'
import { tempDir } from '../helpers/temp-dir'

const shared = sharedDir()
const work = tempDir()
const project = join(work, 'real.cuescope')
const MINUTE_MS = 60_000

interface Summary {
  readonly clips: number
  readonly computed: number
  readonly reused: number
  readonly refused: readonly unknown[]
  readonly datasets: readonly { readonly dataset: string; readonly accuracy: number }[]
}

const args = ['audit', join(shared ?? '', 'data'), '--model', 'shallow-resnet-en', '--project', project, '--json']

async function audit(): Promise<Summary> {
  const { code, stdout, stderr } = await runCli(work, ...args)
  expect([code, code === 0 ? '' : stderr]).toEqual([0, ''])
  return JSON.parse(stdout) as Summary
}

/** Kills the audit as soon as it says that it is past `clips`. */
async function auditKilledAfter(clips: number): Promise<void> {
  const { child, outcome } = await startCli(work, args)
  child.stderr!.on('data', (text: string) => {
    const done = Number(/^(\d+) of/m.exec(text)?.[1] ?? 0)
    if (done > clips) child.kill('SIGKILL')
  })
  expect((await outcome).signal).toBe('SIGKILL')
}

/** The whole of the shared speech, as its model's card has it. */
describe.runIf(shared)('cli, an audit of 1,641 clips of real speech', () => {
  it(
    'cli - killed half-way and run again: every clip once, accuracy and labels as published; a third run computes nothing',
    async () => {
      await auditKilledAfter(700)
      const summary = await audit()
      expect(summary.clips).toBe(1641)
      expect(summary.reused).toBeGreaterThan(700)
      expect(summary.computed + summary.reused).toBe(1641)
      expect(summary.refused).toEqual([])
      const accuracy = Object.fromEntries(summary.datasets.map(({ dataset, accuracy }) => [dataset, accuracy]))
      expect(Math.abs(accuracy.ravdess - 0.6731)).toBeLessThan(0.005)
      expect(Math.abs(accuracy.tess - 0.8565)).toBeLessThan(0.005)
      expect(await audit()).toMatchObject({ computed: 0, reused: 1641 })

      expect((await runCli(work, 'export', '--project', project, '--out', work)).code).toBe(0)
      const rowsOf = (path: string): Record<string, string>[] => parse(readFileSync(path), { columns: true })
      const published = new Map(rowsOf(join(shared!, 'models/predictions.csv')).map(row => [row.file, row]))
      const clips = rowsOf(join(work, 'clips.csv'))
      expect(clips.map(({ file }) => file)).toEqual([...published.keys()].sort())
      const same = clips.filter(({ file, predicted }) => published.get(file)!.predicted === predicted)
      expect(same.length / clips.length).toBeGreaterThanOrEqual(0.99)
      // Every clip has its salient windows and the cues in them.
      expect(clips.every(clip => clip.loudness_salient_mean !== '' && clip.loudness_full_mean !== '')).toBe(true)
    },
    25 * MINUTE_MS,
  )
})
