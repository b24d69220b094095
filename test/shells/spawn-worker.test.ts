import { existsSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { newEngineAddress } from '#shells/engine-address'
import { engineAsChild } from '#shells/engine-child'
import { forwardToEngine } from '#shells/proxy'
import { createSpawnWorker } from '#shells/spawn-worker'
import { bundle, type Bundled } from '../helpers/bundle'
import { runErrands } from '../helpers/worker-plumbing/errands'

describe('shells/spawn-worker - forked by Node', () => {
  let bundled: Bundled
  beforeAll(async () => {
    bundled = await bundle({ engine: 'worker-plumbing/engine.ts', worker: 'worker-plumbing/worker.ts' })
  })
  afterAll(() => bundled.remove())

  it('arrays go to a worker and back, its end is told, and a hanging one can be killed', async () => {
    process.env.NOT_FOR_WORKERS = 'secret'
    const found = await runErrands(createSpawnWorker(join(bundled.folder, 'worker.cjs')))
    delete process.env.NOT_FOR_WORKERS
    expect(found).toMatchObject({
      isFloat32Array: true,
      doubled: [1, -2, 6],
      hasPid: true,
      exitOfItsOwn: { code: 5, signal: null },
      exitWhenKilled: { code: null, signal: 'SIGKILL' },
    })
    expect(found.killMs).toBeLessThan(2000)
    expect(found.environment).toEqual(expect.arrayContaining(['PATH', 'ORT_DISABLE_TELEMETRY']))
    expect(found.environment).not.toContain('NOT_FOR_WORKERS')
  })

  it('a worker stuck in a loop ends when its engine is killed', async () => {
    const address = newEngineAddress()
    const args = ['--socket', address.socketPath]
    const env = { ...process.env, TEST_WORKER_ENTRY: join(bundled.folder, 'worker.cjs') }
    const engine = spawn(process.execPath, [join(bundled.folder, 'engine.cjs'), ...args], {
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    try {
      await new Promise(resolve => engine.stdout.once('data', resolve))
      const { body } = await forwardToEngine(address.socketPath, {
        method: 'GET',
        path: '/api/hanging-worker',
        headers: {},
      })
      const { workerPid } = JSON.parse(Buffer.concat(await body.toArray()).toString()) as { workerPid: number }
      engine.kill('SIGKILL')
      await vi.waitFor(() => expect(isRunning(workerPid)).toBe(false), 5000)
    } finally {
      engine.kill('SIGKILL')
      address.dispose()
    }
  })

  it('an engine whose shell is gone ends by itself', async () => {
    const address = newEngineAddress()
    const start = engineAsChild({ engineEntry: join(bundled.folder, 'engine.cjs') })
    const engine = start(['--socket', address.socketPath], {})
    const exited = new Promise<string>(resolve => engine.onExit(resolve))
    await new Promise(resolve => engine.stdout.once('data', resolve))
    engine.stop()
    expect(await exited).toMatch(/exit code 0|SIGTERM/)
    address.dispose()
  })
})

function isRunning(pid: number): boolean {
  if (process.platform === 'linux') return existsSync(`/proc/${pid}`)
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
