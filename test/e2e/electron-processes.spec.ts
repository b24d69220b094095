import { existsSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { bundle, type Bundled } from '../helpers/bundle'
import { startElectron, type StartedElectron } from '../helpers/electron'
import type { Findings } from '../helpers/worker-plumbing/errands'

type Global = typeof globalThis & { askEngine(path: string): Promise<string>; engineState(): string }

test.describe('shells/electron - engine and workers as utility processes', () => {
  let bundled: Bundled
  let started: StartedElectron
  const ask = async <T>(path: string): Promise<T> =>
    JSON.parse(await started.app.evaluate((_electron, at) => (globalThis as Global).askEngine(at), path)) as T

  test.beforeAll(async () => {
    bundled = await bundle({
      main: 'worker-plumbing/main.ts',
      engine: 'worker-plumbing/engine.ts',
      worker: 'worker-plumbing/worker.ts',
    })
    started = await startElectron({ appDir: bundled.folder, env: { NOT_FOR_WORKERS: 'secret' } })
  })
  test.afterAll(async () => {
    await started.close()
    bundled.remove()
  })

  test('arrays go to a worker and back, its end is told, and a hanging one can be killed', async () => {
    const found = await ask<Findings>('/api/errands')
    expect(found).toMatchObject({ isFloat32Array: true, doubled: [1, -2, 6], hasPid: true, exitOfItsOwn: { code: 5 } })
    // Its exit code says nothing: an Electron that sees the channel close before the process end calls it 0.
    expect(found.pidOfKilled).toBeGreaterThan(0)
    await expect.poll(() => isRunning(found.pidOfKilled)).toBe(false)
    expect(found.killMs).toBeLessThan(2000)
    expect(found.environment).toEqual(expect.arrayContaining(['PATH', 'ORT_DISABLE_TELEMETRY']))
    expect(found.environment).not.toContain('NOT_FOR_WORKERS')
    expect(found.environment).not.toContain('CUESCOPE_SHELL_SECRET')
  })

  test('a worker stuck in a loop ends with its engine, and the engine comes back', async () => {
    const { workerPid, enginePid } = await ask<{ workerPid: number; enginePid: number }>('/api/hanging-worker')
    process.kill(enginePid, 'SIGKILL')
    await expect.poll(() => isRunning(workerPid)).toBe(false)
    await expect.poll(() => started.app.evaluate(() => (globalThis as Global).engineState())).toBe('ready')
    expect((await ask<{ engineId: string }>('/api/health')).engineId).not.toBe(String(enginePid))
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
