import { describe, expect, it } from 'vitest'
import type { ErrorBody } from '#contracts/error'
import type { Provider } from '#contracts/provider'
import { ProviderRun } from '#engine/audits/provider-run'
import { providerOf, type Task } from '#engine/audits/protocol'
import { WorkerPool } from '#engine/audits/worker-pool'
import { findOrCreateAudit, getAudit, saveProvider } from '#engine/store/audits'
import { getClip, saveFingerprint } from '#engine/store/clips'
import { saveResult } from '#engine/store/results'
import { facts, labels, model, result, settings, storeOf } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'
import { fakeWorkers } from './fake-workers'

function explain(file: string): Extract<Task, { kind: 'explain' }> {
  return { kind: 'explain', file, sha256: file, model: { folder: model.folder, sha256: model.sha256 }, settings }
}

/** A pool that knows what fails where; answers say on which provider a file was done. */
function pool(fails: (file: string, provider: string) => ErrorBody['code'] | null): {
  pool: WorkerPool
  done: string[]
  workersOf: () => number[]
} {
  const done: string[] = []
  const { spawn, started } = fakeWorkers(({ id, task }, worker) => {
    const file = 'file' in task ? task.file : ''
    const code = fails(file, providerOf(task))
    done.push(`${file} ${providerOf(task)}`)
    if (code === 'native-crash') worker.exit(null, 'SIGSEGV')
    else if (code !== null) worker.say({ id, error: { code, message: `no ${file}` } })
    else worker.say({ id, answer: { sha256: file, size: 1, mtimeMs: 1 } })
  })
  const real = new WorkerPool(spawn, { size: 2, timeoutMs: 10_000, maxResidentBytes: 2 ** 40 })
  return { pool: real, done, workersOf: () => started.map(({ given }) => given.length) }
}

describe('engine/audits, a provider that fails in mid-run', () => {
  it.each(['run-failed', 'native-crash', 'provider-unavailable'] as const)(
    'engine/audits - %s: the clip and those after it are done on the CPU, each with a note',
    async code => {
      const { pool: workers, done } = pool((file, provider) => (file === 'b' && provider === 'webgpu' ? code : null))
      const run = new ProviderRun(workers, 'webgpu')
      const notes: (ErrorBody | null)[] = []
      for (const file of ['a', 'b', 'c']) notes.push((await run.run(explain(file), 'bulk')).note)
      workers.close()
      expect(notes[0]).toBeNull()
      expect(notes[1]).toMatchObject({ code: 'provider-unavailable', details: { provider: 'webgpu', cause: code } })
      expect(notes[1]!.message).toMatch(/^Computed on the CPU: webgpu failed/)
      expect(notes[2]).toEqual(notes[1])
      expect([...new Set(done)]).toEqual(['a webgpu', 'b webgpu', 'b cpu', 'c cpu'])
    },
  )

  it('engine/audits - what fails on the CPU too is the clip; the provider stays', async () => {
    const { pool: workers, done } = pool(file => (file === 'bad' ? 'run-failed' : null))
    const run = new ProviderRun(workers, 'webgpu')
    await expect(run.run(explain('bad'))).rejects.toMatchObject({ code: 'run-failed' })
    expect((await run.run(explain('good'))).note).toBeNull()
    workers.close()
    expect(done).toEqual(['bad webgpu', 'bad cpu', 'good webgpu'])
  })

  it('engine/audits - a clip that nobody can read is not tried twice', async () => {
    const { pool: workers, done } = pool(() => 'not-audio')
    await expect(new ProviderRun(workers, 'webgpu').run(explain('text'))).rejects.toMatchObject({ code: 'not-audio' })
    workers.close()
    expect(done).toEqual(['text webgpu'])
  })

  it('engine/audits - a GPU has one worker, the CPU as many as it may', async () => {
    const { pool: workers, workersOf } = pool(() => null)
    const on = (provider: Provider): Promise<unknown>[] =>
      ['a', 'b', 'c', 'd'].map(file => new ProviderRun(workers, provider).run(explain(file), 'bulk'))
    await Promise.all(on('webgpu'))
    expect(workersOf()).toEqual([4])
    await Promise.all(on('cpu'))
    expect(workersOf()).toEqual([4, 2, 2])
    workers.close()
  })
})

describe('engine/store, what ran the model', () => {
  it('engine/store - a note about a result is kept with it, and shown with its clip', () => {
    const { db, audit, ids, keyOf, project } = storeOf(tempDir(), [facts('a.wav'), facts('b.wav')])
    const note: ErrorBody = {
      code: 'provider-unavailable',
      message: 'Computed on the CPU.',
      details: { provider: 'dml' },
    }
    for (const [file, notes] of [
      ['a.wav', [note]],
      ['b.wav', []],
    ] as const) {
      saveFingerprint(db, ids.get(file)!, keyOf(file).audioSha, 100, 1)
      saveResult(db, keyOf(file), result(0), labels, notes)
      expect(getClip(db, audit, ids.get(file)!).resultNotes).toEqual(notes)
    }
    project.close()
  })

  it('engine/store - an audit keeps what it was run on; asking for another provider is the same audit', () => {
    const { db, audit, project } = storeOf(tempDir(), [facts('a.wav')])
    expect([audit.provider, audit.settings.provider]).toEqual([null, 'cpu'])
    const report = { asked: 'auto', used: 'webgpu', deviation: 1e-6, speedup: 3, passedOver: [] } as const
    saveProvider(db, audit.id, { ...report, passedOver: [] })
    expect(getAudit(db, audit.id).provider).toEqual(report)
    const again = findOrCreateAudit(db, { ...audit, settings: { ...settings, provider: 'webgpu' } })
    expect([again.id, again.settings]).toEqual([audit.id, { ...settings, provider: 'webgpu' }])
    project.close()
  })
})
