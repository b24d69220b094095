import Database from 'better-sqlite3'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { experimentResultSchema, type ExperimentResult } from '#contracts/experiment'
import { judgementSchema } from '#contracts/judgement'
import { runCli, startCli } from '../helpers/run-cli'
import { tempDir } from '../helpers/temp-dir'
import { writeToneCorpus } from '../helpers/tones'

const CLIPS = 40
/** A clip's removal and two draws for each: so many that nobody is late to stop it, on a busy machine either. */
const PIECES = 3 * CLIPS
const work = tempDir()
const data = join(work, 'data')
const corpus = join(work, 'corpus')
const names = writeToneCorpus(corpus, CLIPS, 1)

async function audited(name: string): Promise<string> {
  const project = join(work, `${name}.cuescope`)
  const args = ['--model', 'demo-synthetic', '--project', project, '--methods', 'none']
  const { code, stderr } = await runCli(data, 'audit', corpus, ...args)
  if (code !== 0) throw new Error(stderr)
  return project
}

const faithfulness = (project: string): string[] => [
  ...['experiment', 'faithfulness', '--project', project, '--methods', 'lrp', '--clips', `${CLIPS}`, '--seed', '3'],
  ...['--draws', '2', '--json'],
]

function doneIn(project: string): number {
  const db = new Database(project, { readonly: true, fileMustExist: true })
  try {
    return db.prepare<[], { n: number }>('SELECT count(outcome) AS n FROM experiment_items').get()!.n
  } finally {
    db.close()
  }
}

/** What must not depend on how often a run was disturbed. */
function resultIn(stdout: string): Omit<ExperimentResult, 'experiment'> {
  const { result, refused, notes } = experimentResultSchema.parse(JSON.parse(stdout))
  return { result, refused, notes }
}

describe('cli, experiments', () => {
  let project: string
  beforeAll(async () => {
    project = await audited('whole')
  })

  it('cli - killed and run again, an experiment gives what an undisturbed one gives', async () => {
    const whole = await runCli(data, ...faithfulness(project))
    expect([whole.code, whole.stdout === '' ? whole.stderr : '']).toEqual([0, ''])
    const killed = await audited('killed')
    for (const wanted of [1, 9]) {
      const { child, outcome } = await startCli(data, faithfulness(killed))
      await expect.poll(() => doneIn(killed), { timeout: 30_000, interval: 5 }).toBeGreaterThanOrEqual(wanted)
      child.kill('SIGKILL')
      await outcome
    }
    const before = doneIn(killed)
    expect(before).toBeLessThan(PIECES)
    const again = await runCli(data, ...faithfulness(killed))
    expect(again.code).toBe(0)
    expect(doneIn(killed)).toBe(PIECES)
    expect(resultIn(again.stdout)).toEqual(resultIn(whole.stdout))
  })

  it('cli - Ctrl-C stops between two pieces of work: exit 1, said how to go on, and it goes on', async () => {
    const stopped = await audited('stopped')
    const { child, outcome } = await startCli(data, faithfulness(stopped))
    await expect.poll(() => doneIn(stopped), { timeout: 30_000, interval: 5 }).toBeGreaterThan(0)
    child.kill('SIGINT')
    const { code, stdout, stderr } = await outcome
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('Run the same command again to go on')
    expect(doneIn(stopped)).toBeLessThan(PIECES)
    expect((await runCli(data, ...faithfulness(stopped))).code).toBe(0)
    expect(doneIn(stopped)).toBe(PIECES)
  })

  it('cli - tables for people: channels with their clips; methods beside their controls', async () => {
    const references = await runCli(data, 'experiment', 'reference-clips', '--project', project, '--show', '2')
    expect(references.code).toBe(0)
    expect(references.stdout).toContain(`over ${CLIPS} clips`)
    expect(references.stdout.match(/^channel \d+: /gm)).toHaveLength(5)
    expect(references.stdout.match(/\.wav/g)).toHaveLength(5 * 2 * 2)
    const [, channel] = /^channel (\d+): /m.exec(references.stdout)!
    const one = await runCli(
      data,
      ...['experiment', 'reference-clips', '--project', project, '--channel', channel, '--show', '3'],
    )
    expect(one.stdout.match(/\.wav/g)).toHaveLength(6)
    const table = await runCli(data, ...faithfulness(project).filter(word => word !== '--json'))
    expect(table.stdout).toMatch(/^lrp +deletion +[\d.]+ \[[\d.]+, [\d.]+\] +[-+\d.]+ \[.*\] +\d+ %/m)
    expect(table.stdout).toMatch(/^\(random\) +deletion/m)
  })

  it('cli - a clip that is gone is refused and listed, exit 3', async () => {
    const other = await audited('missing')
    const file = join(corpus, names[0])
    const bytes = readFileSync(file)
    rmSync(file)
    try {
      const { code, stdout } = await runCli(data, 'experiment', 'reference-clips', '--project', other)
      expect(code).toBe(3)
      expect(stdout).toContain(`refused: ${names[0]}`)
      expect(stdout).toContain('file-missing')
    } finally {
      writeFileSync(file, bytes)
    }
  })

  it.each([
    ['an unknown kind', ['experiment', 'astrology'], 2, 'astrology'],
    ['no project', ['experiment', 'faithfulness'], 2, '--project'],
    ['an unknown check', ['experiment', 'faithfulness', '--project', 'x', '--checks', 'luck'], 2, 'luck'],
    ['a project that is not there', ['experiment', 'faithfulness', '--project', 'nowhere.cuescope'], 1, 'nowhere'],
  ])('cli - %s: exit %i', async (_, args, code, word) => {
    const found = await runCli(data, ...args)
    expect([found.code, found.stdout]).toEqual([code, ''])
    expect(found.stderr).toContain(word)
  })

  it.each([
    ['baseline', ['--draws', '5'], '--draws'],
    ['cross-dataset', ['--draws', '20001'], '--draws'],
    ['reference-clips', ['--show', '201'], '--show'],
  ])('cli - %s %s: bad usage, the option named, exit 2', async (kind, flags, option) => {
    const { code, stdout, stderr } = await runCli(data, 'experiment', kind, '--project', project, ...flags)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^cuescope: .+ \(bad-option\)\n$/)
    expect(stderr).toContain(`${option}: `)
  })

  it('cli - a layer that the model lacks is said at once, exit 1', async () => {
    const { code, stderr } = await runCli(
      data,
      ...['experiment', 'reference-clips', '--project', project, '--layer', 'nowhere'],
    )
    expect(code).toBe(1)
    expect(stderr).toContain('no layer "nowhere"')
  })

  it('cli - explain --judge writes how far the map can be trusted', async () => {
    const out = join(work, 'judged')
    const { code } = await runCli(
      data,
      ...['explain', join(corpus, names[0]), '--model', 'demo-synthetic', '--method', 'lrp', '--judge', '--out', out],
    )
    expect(code).toBe(0)
    const judgement = judgementSchema.parse(JSON.parse(readFileSync(join(out, 'judgement.json'), 'utf8')))
    expect(judgement.map.insertion).not.toBe(judgement.random.insertion)
    expect(judgement.curves.deletion.shares.at(-1)).toBe(1)
    const unclear = ['--method', 'lrp', '--judge', '--target', 'sad', '--against', 'happy', '--out', out]
    const both = await runCli(data, 'explain', join(corpus, names[0]), '--model', 'demo-synthetic', ...unclear)
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('--against')])
  })
})
