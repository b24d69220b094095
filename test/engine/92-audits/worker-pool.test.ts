import { describe, expect, it } from 'vitest'
import type { Task } from '#engine/audits/protocol'
import { isWorkerDeath, WorkerPool, type PoolLimits } from '#engine/audits/worker-pool'
import { codeOf } from '../../helpers/error-code'
import { fakeWorkers, type FakeWorker } from './fake-workers'

const limits = (size: number, changes: Partial<PoolLimits> = {}): PoolLimits => ({
  ...{ size, timeoutMs: 60_000, maxResidentBytes: 2 ** 40 },
  ...changes,
})
const task = (file: string): Extract<Task, { kind: 'fingerprint' }> => ({ kind: 'fingerprint', file })
const fileOf = ({ task: { file } }: { task: Task & { file?: string } }): string => file ?? ''
const filesOf = (worker: FakeWorker): string[] => worker.given.map(message => fileOf(message as never))

describe('engine/audits, the worker pool', () => {
  it('engine/audits - every task gets its own answer, from no more workers than allowed', async () => {
    const { spawn, started } = fakeWorkers((message, worker) =>
      worker.answer(message, `sha of ${fileOf(message as never)}`),
    )
    const pool = new WorkerPool(spawn, limits(3))
    const names = Array.from({ length: 40 }, (_, i) => String(i))
    const answers = await Promise.all(names.map(name => pool.run(task(name), 'bulk')))
    expect(answers.map(({ sha256 }) => sha256)).toEqual(names.map(name => `sha of ${name}`))
    expect(started).toHaveLength(3)
    pool.close()
  })

  it('engine/audits - workers are started when there is work, not before', async () => {
    const { spawn, started } = fakeWorkers((message, worker) => worker.answer(message, ''))
    const pool = new WorkerPool(spawn, limits(4))
    expect(started).toHaveLength(0)
    await pool.run(task('a'))
    await pool.run(task('b'))
    expect(started).toHaveLength(1)
    pool.close()
  })

  it('engine/audits - or one of them ahead of it, which takes the first task', async () => {
    const { spawn, started } = fakeWorkers((message, worker) => worker.answer(message, ''))
    const pool = new WorkerPool(spawn, limits(4))
    pool.warm()
    pool.warm()
    expect(started).toHaveLength(1)
    await pool.run(task('a'))
    pool.warm()
    expect(started.map(filesOf)).toEqual([['a']])
    pool.close()
    pool.warm()
    expect(started).toHaveLength(1)
  })

  it('engine/audits - a refusal is the task’s own: the worker goes on, nothing is tried twice', async () => {
    const { spawn, started } = fakeWorkers((message, worker) =>
      worker.say({ id: message.id, error: { code: 'not-audio', message: 'text', details: { file: 'x' } } }),
    )
    const pool = new WorkerPool(spawn, limits(1))
    await expect(pool.run(task('a'))).rejects.toMatchObject({ code: 'not-audio', details: { file: 'x' } })
    await expect(pool.run(task('b'))).rejects.toMatchObject({ code: 'not-audio' })
    expect(started.map(filesOf)).toEqual([['a', 'b']])
    pool.close()
  })

  it('engine/audits - a task that ends its worker is tried once more, alone; the second death is its refusal', async () => {
    const { spawn, started } = fakeWorkers((message, worker) => {
      if (fileOf(message as never) === 'bad') worker.exit(null, 'SIGSEGV')
      else worker.answer(message, 'ok')
    })
    const pool = new WorkerPool(spawn, limits(1))
    const bad = pool.run(task('bad'), 'bulk')
    const good = Promise.all(['a', 'b', 'c'].map(name => pool.run(task(name), 'bulk')))
    await expect(bad).rejects.toMatchObject({ code: 'native-crash', details: { how: 'SIGSEGV' } })
    expect((await good).map(({ sha256 }) => sha256)).toEqual(['ok', 'ok', 'ok'])
    const withBad = started.map(filesOf).filter(files => files.includes('bad'))
    expect(withBad).toEqual([['bad'], ['bad']])
    pool.close()
  })

  it('engine/audits - a task that was unlucky once is answered the second time', async () => {
    let deaths = 0
    const { spawn } = fakeWorkers((message, worker) => (deaths++ === 0 ? worker.exit(1) : worker.answer(message, 'ok')))
    const pool = new WorkerPool(spawn, limits(2))
    expect((await pool.run(task('a'))).sha256).toBe('ok')
    pool.close()
  })

  it('engine/audits - a worker that does not answer is ended: timeout', async () => {
    const { spawn, started } = fakeWorkers(() => undefined)
    const pool = new WorkerPool(spawn, limits(1, { timeoutMs: 50 }))
    await expect(pool.run(task('a'))).rejects.toMatchObject({ code: 'timeout', details: { timeoutMs: 50 } })
    expect(started.map(({ isKilled }) => isKilled)).toEqual([true, true])
    pool.close()
  })

  it('engine/audits - what a person waits for goes before bulk work, in order among equals', async () => {
    const order: string[] = []
    const { spawn } = fakeWorkers((message, worker) => {
      order.push(fileOf(message as never))
      worker.answer(message, '')
    })
    const pool = new WorkerPool(spawn, limits(1))
    const bulk = ['b1', 'b2', 'b3'].map(name => pool.run(task(name), 'bulk'))
    const urgent = ['u1', 'u2'].map(name => pool.run(task(name)))
    await Promise.all([...bulk, ...urgent])
    expect(order).toEqual(['b1', 'u1', 'u2', 'b2', 'b3'])
    pool.close()
  })

  it('engine/audits - closing ends every worker and answers every task with cancelled, the one tried alone too', async () => {
    let isFirst = true
    const { spawn, started } = fakeWorkers((_, worker) => {
      if (isFirst) worker.exit(1)
      isFirst = false
    })
    const pool = new WorkerPool(spawn, limits(2))
    const codes = Promise.all(['a', 'b', 'c', 'd'].map(name => codeOf(() => pool.run(task(name)))))
    await new Promise(resolve => setTimeout(resolve, 30))
    pool.close()
    expect(await codes).toEqual(['cancelled', 'cancelled', 'cancelled', 'cancelled'])
    expect(started.slice(1).every(({ isKilled }) => isKilled)).toBe(true)
    expect(await codeOf(() => pool.run(task('late')))).toBe('cancelled')
    expect(await codeOf(() => pool.runAlone(task('late')))).toBe('cancelled')
  })

  it('engine/audits - an idle worker that dies is replaced when there is work', async () => {
    const { spawn, started } = fakeWorkers((message, worker) => worker.answer(message, 'ok'))
    const pool = new WorkerPool(spawn, limits(1))
    await pool.run(task('a'))
    started[0].exit(1)
    expect((await pool.run(task('b'))).sha256).toBe('ok')
    expect(started).toHaveLength(2)
    pool.close()
  })

  it('engine/audits - death, hang and bloat are told from refusals', async () => {
    const { spawn } = fakeWorkers((_, worker) => worker.exit(7))
    const pool = new WorkerPool(spawn, limits(1))
    const error = await pool.run(task('a')).catch((thrown: unknown) => thrown)
    expect(isWorkerDeath(error)).toBe(true)
    expect(error).toMatchObject({ details: { how: 'exit code 7' } })
    expect(isWorkerDeath(new Error('native-crash'))).toBe(false)
    pool.close()
  })
})
