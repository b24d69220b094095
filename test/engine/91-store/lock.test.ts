import { fork, spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeLock } from '#engine/store/lock'
import { openProjectFile } from '#engine/store/open'
import { bundle, type Bundled } from '../../helpers/bundle'
import { codeOf } from '../../helpers/error-code'
import { tempDir } from '../../helpers/temp-dir'

const project = (): string => join(tempDir(), 'P.cuescope')

/** Number of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await new Promise(resolve => child.once('close', resolve))
  return child.pid!
}

let bundled: Bundled

describe('engine/store, one process a project', () => {
  beforeAll(async () => {
    bundled = await bundle({ 'lock-racer': '../engine/91-store/lock-racer.ts' })
  })
  afterAll(() => bundled.remove())

  it('engine/store - a second opening is refused and names the process; closing frees it', () => {
    const path = project()
    const first = openProjectFile(path, 'create')
    expect(() => openProjectFile(path, 'open')).toThrow(`process ${process.pid}`)
    first.close()
    openProjectFile(path, 'open').close()
    expect(existsSync(`${path}-lock`)).toBe(false)
  })

  it('engine/store - another process’s lock is respected as long as it lives, and taken over when it was killed', async () => {
    const path = project()
    openProjectFile(path, 'create').close()
    const holder = await racer()
    expect(await holder.take(path)).toBe('got')
    expect(() => openProjectFile(path, 'open')).toThrow(`process ${holder.pid}`)
    await holder.kill()
    openProjectFile(path, 'open').close()
  })

  it('engine/store - the lock of a process that has ended is taken over', async () => {
    const path = project()
    writeFileSync(`${path}-lock`, JSON.stringify({ pid: await deadPid(), born: null }))
    takeLock(path)()
    expect(existsSync(`${path}-lock`)).toBe(false)
  })

  it.runIf(process.platform === 'linux')(
    'engine/store - a process number used again is not taken for the owner',
    () => {
      const path = project()
      writeFileSync(`${path}-lock`, JSON.stringify({ pid: process.pid, born: 'another boot 1' }))
      const release = takeLock(path)
      expect(JSON.parse(readFileSync(`${path}-lock`, 'utf8'))).toMatchObject({ pid: process.pid })
      expect(() => takeLock(path)).toThrow('open in another CueScope')
      release()
    },
  )

  it('engine/store - a lock that stayed half-written, its writer killed, is waited for no longer than needed', () => {
    const path = project()
    for (const text of ['', '{"pid": 12', '{"pid": "x"}', 'null', '{"pid": -4}']) {
      writeFileSync(`${path}-lock`, text)
      const almostLeftOver = new Date(Date.now() - 1900)
      utimesSync(`${path}-lock`, almostLeftOver, almostLeftOver)
      takeLock(path)()
    }
  })

  it('engine/store - a lock that is being written is respected', async () => {
    const path = project()
    const owner = JSON.stringify({ pid: process.pid, born: null })
    writeFileSync(`${path}-lock`, '')
    const write = `setTimeout(() => require('fs').writeFileSync(${JSON.stringify(`${path}-lock`)}, ${JSON.stringify(owner)}), 100)`
    const writer = new Worker(write, { eval: true })
    expect(await codeOf(() => takeLock(path))).toBe('project-in-use')
    expect(readFileSync(`${path}-lock`, 'utf8')).toBe(owner)
    await writer.terminate()
  })

  it('engine/store - releasing does not take away a lock that somebody else has taken over', () => {
    const path = project()
    const release = takeLock(path)
    const other = JSON.stringify({ pid: process.pid, born: null })
    writeFileSync(`${path}-lock.new`, other)
    renameSync(`${path}-lock.new`, `${path}-lock`)
    release()
    expect(readFileSync(`${path}-lock`, 'utf8')).toBe(other)
  })

  it('engine/store - of many that find a stale lock at once, one gets the project', async () => {
    const path = project()
    const racers = await Promise.all(Array.from({ length: 6 }, racer))
    for (let round = 0; round < 12; round++) {
      const raced = `${path}${round}`
      writeFileSync(`${raced}-lock`, JSON.stringify({ pid: await deadPid(), born: null }))
      const answers = await Promise.all(racers.map(one => one.take(raced)))
      expect(answers.sort()).toEqual(['got', ...Array.from({ length: 5 }, () => 'project-in-use')])
    }
    await Promise.all(racers.map(one => one.kill()))
    expect(readdirSync(join(path, '..')).filter(name => !name.endsWith('-lock'))).toEqual([])
  })

  it('engine/store - a folder that is not there is named, not the lock in it', () => {
    const path = join(tempDir(), 'nowhere', 'P.cuescope')
    expect(() => takeLock(path)).toThrow(/nowhere is not there/)
  })
})

interface Racer {
  readonly pid: number | undefined
  /** @returns 'got', or the code it was refused with */
  take(path: string): Promise<string>
  kill(): Promise<void>
}

async function racer(): Promise<Racer> {
  const child = fork(join(bundled.folder, 'lock-racer.cjs'), [], { stdio: 'ignore' })
  const heard = (): Promise<string> =>
    new Promise(resolve => child.once('message', message => resolve(String(message))))
  await heard()
  return {
    pid: child.pid,
    take(path) {
      const answer = heard()
      child.send(path)
      return answer
    },
    async kill() {
      const ended = new Promise(resolve => child.once('close', resolve))
      child.kill('SIGKILL')
      await ended
    },
  }
}
