import Database from 'better-sqlite3'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { processesWith } from '../helpers/processes'
import { runCli, startCli } from '../helpers/run-cli'
import { tempDir } from '../helpers/temp-dir'
import { writeToneCorpus } from '../helpers/tones'

const CLIPS = 24
const work = tempDir()
const data = join(work, 'data')
const corpus = join(work, 'corpus')
writeToneCorpus(corpus, CLIPS, 1)
/** So many that nobody is late to stop it, on a busy machine either. */
const MANY_CLIPS = 48
const largeCorpus = join(work, 'large')
writeToneCorpus(largeCorpus, MANY_CLIPS, 2)
const model = 'demo-synthetic'

const auditArgs = (project: string, folder = corpus): string[] => [
  ...['audit', folder, '--model', model, '--project', project, '--workers', '2', '--json'],
]

async function tablesOf(project: string): Promise<Record<string, string>> {
  const out = `${project}-out`
  const { code, stderr } = await runCli(data, 'export', '--project', project, '--out', out)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return Object.fromEntries(readdirSync(out).map(name => [name, readFileSync(join(out, name), 'utf8')]))
}

describe('cli, audits that are killed', () => {
  it('cli - killed at many moments and run again, the tables are those of an undisturbed audit, nothing doubled', async () => {
    const whole = join(work, 'whole.cuescope')
    const startedMs = performance.now()
    expect((await runCli(data, ...auditArgs(whole))).code).toBe(0)
    const wholeMs = performance.now() - startedMs
    const reference = await tablesOf(whole)

    const project = join(work, 'killed.cuescope')
    const sofar: number[] = []
    // Spread over the whole run, each time a little different; the last ones fall into runs that only do what is left.
    for (const share of [0.15, 0.3, 0.35, 0.42, 0.5, 0.6]) {
      const { child, outcome } = await startCli(data, auditArgs(project))
      await pause(share * wholeMs * (0.9 + 0.2 * Math.random()))
      child.kill('SIGKILL')
      await outcome
      sofar.push(resultsIn(project))
    }
    expect(sofar).toEqual([...sofar].sort((a, b) => a - b))
    const { code, stdout, stderr } = await runCli(data, ...auditArgs(project))
    expect([code, code === 0 ? '' : stderr]).toEqual([0, ''])
    const summary = JSON.parse(stdout) as { clips: number; computed: number; reused: number }
    expect(summary).toMatchObject({ clips: CLIPS, reused: sofar.at(-1), computed: CLIPS - sofar.at(-1)! })
    expect(await tablesOf(project)).toEqual(reference)
    expect(resultsIn(project)).toBe(CLIPS)

    const again = await runCli(data, ...auditArgs(project))
    expect(JSON.parse(again.stdout)).toMatchObject({ computed: 0, reused: CLIPS })
    expect(readdirSync(work).filter(name => name.startsWith('killed.cuescope'))).toEqual([
      'killed.cuescope',
      'killed.cuescope-out',
    ])
  })

  it.runIf(process.platform === 'linux')('cli - the workers of a killed audit end too', async () => {
    const project = join(work, 'orphans.cuescope')
    const marker = `CUESCOPE_DATA_DIR=${data}`
    const { child, outcome } = await startCli(data, auditArgs(project))
    const workers = (): number[] => processesWith('explain.worker.js').filter(pid => parentOf(pid) === child.pid)
    await expect.poll(() => workers().length, { timeout: 10_000 }).toBeGreaterThan(0)
    const started = workers()
    child.kill('SIGKILL')
    await outcome
    await expect.poll(() => started.filter(isAlive), { timeout: 20_000 }).toEqual([])
    expect(processesWith(marker)).toEqual([])
  })

  it('cli - Ctrl-C stops between two clips: exit 1, said how to go on, and it goes on', async () => {
    const project = join(work, 'stopped.cuescope')
    const { child, outcome } = await startCli(data, auditArgs(project, largeCorpus))
    await expect.poll(() => resultsIn(project), { timeout: 20_000 }).toBeGreaterThan(0)
    child.kill('SIGINT')
    const { code, stdout, stderr } = await outcome
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('Run the same command again to go on')
    const left = resultsIn(project)
    expect(left).toBeLessThan(MANY_CLIPS)
    const again = await runCli(data, ...auditArgs(project, largeCorpus))
    expect(JSON.parse(again.stdout)).toMatchObject({ reused: left, computed: MANY_CLIPS - left })
  })
})

function resultsIn(project: string): number {
  let db: Database.Database
  try {
    db = new Database(project, { readonly: true, fileMustExist: true })
  } catch {
    return 0 // not made yet
  }
  try {
    return db.prepare<[], { n: number }>('SELECT count(*) AS n FROM results').get()!.n
  } finally {
    db.close()
  }
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
