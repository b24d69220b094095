import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { runCli } from '../helpers/run-cli'
import { tempDir } from '../helpers/temp-dir'
import { writeToneCorpus } from '../helpers/tones'

const work = tempDir()
const data = join(work, 'data')
const corpus = join(work, 'corpus')
const project = join(work, 'tones.cuescope')
writeToneCorpus(corpus, 6, 1)

interface Told {
  readonly passed: boolean
  readonly checks: readonly { name: string; figure: number | null; limit: number; passed: boolean }[]
}

async function gate(...args: string[]): Promise<{ code: number | null; told: Told }> {
  const { code, stdout, stderr } = await runCli(data, 'gate', '--project', project, '--json', ...args)
  if (stdout === '') throw new Error(stderr)
  return { code, told: JSON.parse(stdout) as Told }
}

let summary: { accuracy: number; uar: number }
beforeAll(async () => {
  const run = await runCli(data, 'audit', corpus, '--model', 'demo-synthetic', '--project', project, '--json')
  if (run.code !== 0) throw new Error(run.stderr)
  summary = JSON.parse(run.stdout) as typeof summary
})

describe('cli, gate', () => {
  it('cli - a limit at the figure itself holds, one above it does not: exit 4', async () => {
    const { accuracy, uar } = summary
    const held = await gate('--min-uar', String(uar), '--min-accuracy', String(accuracy), '--max-refused', '0')
    expect([held.code, held.told.passed]).toEqual([0, true])
    expect(held.told.checks.map(({ name }) => name)).toEqual(['uar', 'accuracy', 'refused clips'])
    const failed = await gate('--min-uar', String(Math.min(1, uar + 0.01)))
    expect(failed.code).toBe(uar + 0.01 <= 1 ? 4 : 0)
  })

  it('cli - held against itself it passes; a limit that fails is told as JUnit, with what was found', async () => {
    const same = await gate('--baseline', project, '--tolerance', '0')
    expect(same.code).toBe(0)
    const junit = join(work, 'gate.xml')
    const { told } = await gate('--min-recall', '1', '--min-uar', '0', '--junit', junit)
    const failures = told.checks.filter(({ passed }) => !passed).length
    const xml = readFileSync(junit, 'utf8')
    expect(xml).toContain(`tests="${told.checks.length}" failures="${failures}"`)
    expect(xml.match(/<failure /g)?.length ?? 0).toBe(failures)
  })

  it.each([
    ['no limit', [], 2, '--min-uar'],
    ['a share above 1', ['--min-uar', '62'], 2, '0 to 1'],
    ['a baseline that is not there', ['--baseline', 'nowhere.cuescope'], 1, 'nowhere'],
  ])('cli - gate, %s: exit %i', async (_, args, code, word) => {
    const found = await runCli(data, 'gate', '--project', project, ...args)
    expect(found.code).toBe(code)
    expect(found.stderr).toContain(word)
  })
})
