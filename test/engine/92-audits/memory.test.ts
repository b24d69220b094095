import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { explainSettingsSchema, saliencyMethods } from '#contracts/settings'
import { WorkerPool } from '#engine/audits/worker-pool'
import { readModelPackage } from '#engine/models/model-package'
import { createSpawnWorker } from '#shells/spawn-worker'
import { builtMain, projectRoot } from '../../helpers/built-program'
import { tempDir } from '../../helpers/temp-dir'
import { toneWav } from '../../helpers/tones'

const GIGABYTE = 2 ** 30

/** The largest a process has been. Linux only. */
function peakBytes(pid: number): number {
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]
  return Number(kilobytes) * 1024
}

it.runIf(process.platform === 'linux')(
  'engine/audits - a clip of 30 s by all nine methods stays under 1 GB',
  async () => {
    const folder = join(projectRoot, 'resources/models/shallow-resnet-en')
    const { sha256 } = await readModelPackage(folder)
    const file = join(tempDir(), 'long.wav')
    writeFileSync(file, toneWav({ f0Hz: 140, seconds: 29.9 }))
    const settings = explainSettingsSchema.parse({
      methods: saliencyMethods,
      // They add up run after run: time grows with their number, memory does not.
      rise: { masks: 40 },
      'integrated-gradients': { steps: 32 },
    })
    let pid = 0
    const start = createSpawnWorker(join(await builtMain(), 'explain.worker.js'))
    const spawn = (): ReturnType<typeof start> => {
      const worker = start()
      pid = worker.pid!
      return worker
    }
    const pool = new WorkerPool(spawn, { size: 1, timeoutMs: 170_000, maxResidentBytes: 4 * GIGABYTE })
    const { sha256: clip } = await pool.run({ kind: 'fingerprint', file })
    const { methods } = await pool.run({ kind: 'explain', file, sha256: clip, model: { folder, sha256 }, settings })
    const peak = peakBytes(pid)
    pool.close()
    expect(methods.map(({ method }) => method)).toEqual(saliencyMethods)
    expect(peak).toBeLessThan(GIGABYTE)
  },
  180_000,
)
