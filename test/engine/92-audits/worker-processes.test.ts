import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Task } from '#engine/audits/protocol'
import { WorkerPool, type PoolLimits, type SpawnWorker } from '#engine/audits/worker-pool'
import { createSpawnWorker } from '#shells/spawn-worker'

const entry = join(import.meta.dirname, 'rough-worker.mjs')
const task = (file: string): Extract<Task, { kind: 'fingerprint' }> => ({ kind: 'fingerprint', file })

/** A pool of real processes, and the numbers of those it started. */
function roughPool(changes: Partial<PoolLimits> = {}): { pool: WorkerPool; pids: number[] } {
  const pids: number[] = []
  const start = createSpawnWorker(entry)
  const spawn: SpawnWorker = () => {
    const worker = start()
    pids.push(worker.pid!)
    return worker
  }
  return { pool: new WorkerPool(spawn, { size: 2, timeoutMs: 20_000, maxResidentBytes: 2 ** 40, ...changes }), pids }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function untilGone(pids: readonly number[]): Promise<void> {
  await expect.poll(() => pids.filter(isAlive), { timeout: 20_000 }).toEqual([])
}

describe('engine/audits, worker processes', () => {
  it.each(['crash', 'abort', 'exit'])(
    'engine/audits - %s costs one task, tried twice; the others are answered',
    async deed => {
      const { pool, pids } = roughPool()
      const bad = pool.run(task(deed), 'bulk')
      const good = Promise.all(['a', 'b', 'c', 'd'].map(name => pool.run(task(name), 'bulk')))
      await expect(bad).rejects.toMatchObject({ code: 'native-crash' })
      expect((await good).map(({ sha256 }) => sha256.split(' ')[0])).toEqual(['a', 'b', 'c', 'd'])
      pool.close()
      await untilGone(pids)
    },
  )

  it.each(['hang', 'sleep'])('engine/audits - %s ends as a timeout, and so does its process', async deed => {
    const { pool, pids } = roughPool({ timeoutMs: 400 })
    await expect(pool.run(task(deed))).rejects.toMatchObject({ code: 'timeout' })
    await untilGone(pids)
    pool.close()
  })

  it.runIf(process.platform === 'linux')(
    'engine/audits - a process that bloats is ended before it takes the machine',
    async () => {
      const { pool, pids } = roughPool({ maxResidentBytes: 300 * 2 ** 20 })
      await expect(pool.runAlone(task('bloat'))).rejects.toMatchObject({ code: 'memory-limit' })
      await untilGone(pids)
      pool.close()
    },
  )

  it('engine/audits - a worker killed from outside between two tasks costs nothing', async () => {
    const { pool, pids } = roughPool({ size: 1 })
    await pool.run(task('a'))
    process.kill(pids[0], 'SIGKILL')
    expect((await pool.run(task('b'))).sha256).toMatch(/^b by/)
    pool.close()
    await untilGone(pids)
  })

  it('engine/audits - a worker that ends as soon as it starts is a crash, not a hang', async () => {
    const pool = new WorkerPool(createSpawnWorker(join(import.meta.dirname, 'short-worker.mjs')), {
      size: 1,
      timeoutMs: 20_000,
      maxResidentBytes: 2 ** 40,
    })
    await expect(pool.run(task('a'))).rejects.toMatchObject({ code: 'native-crash' })
    pool.close()
  })
})
