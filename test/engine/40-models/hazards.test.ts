import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WorkerPool } from '#engine/audits/worker-pool'
import { createSpawnWorker } from '#shells/spawn-worker'
import { builtMain } from '../../helpers/built-program'
import { codeOf } from '../../helpers/error-code'
import { sharedDir } from '../../helpers/shared'
import { tempDir } from '../../helpers/temp-dir'

const odd = join(import.meta.dirname, 'odd-models')
const work = tempDir()
let pool: WorkerPool

beforeAll(async () => {
  const spawn = createSpawnWorker(join(await builtMain(), 'explain.worker.js'))
  // Long enough for a process to start on a busy machine.
  pool = new WorkerPool(spawn, { size: 2, timeoutMs: 15_000, maxResidentBytes: 2 ** 30 })
})
afterAll(() => pool.close())

const frontEnd = { kind: 'log-mel', sampleRate: 16000, nFft: 512, winLength: 400, hopLength: 160, fMax: 8000 }

/** What comes of trying a model in a throw-away process. */
function tried(onnx: string, { nMels = 8, labels = 3 } = {}): Promise<string> {
  const folder = join(work, basename(onnx))
  mkdirSync(folder, { recursive: true })
  const manifest = {
    name: 'odd',
    labels: Array.from({ length: labels }, (_, i) => `label ${i}`),
    frontEnd: { ...frontEnd, nMels },
  }
  writeFileSync(join(folder, 'model.json'), JSON.stringify(manifest))
  copyFileSync(onnx, join(folder, 'model.onnx'))
  return codeOf(() => pool.run({ kind: 'probe-model', model: { folder, sha256: null } }, 'bulk'))
}

describe('engine/models, trying a model before it is taken in', () => {
  it.each([
    ['good', 'accepted'],
    ['labels-4', 'label-count-mismatch'],
    ['weights-nan', 'non-finite-output'],
    ['weights-inf', 'non-finite-output'],
    ['nan-on-noise', 'non-finite-output'],
    ['constant', 'constant-output'],
    ['random', 'non-deterministic'],
    ['batch-1', 'fixed-batch'],
    ['batch-mean', 'fixed-batch'],
    ['frames-100', 'run-failed'],
    ['mels-9', 'run-failed'],
    ['image', 'wrong-input-rank'],
    ['rank-3', 'wrong-output-shape'],
    ['class-index', 'wrong-output-type'],
    ['two-inputs', 'unsupported-signature'],
    ['external', 'external-data-outside'],
  ])('engine/models - %s.onnx: %s', async (name, code) => {
    expect(await tried(join(odd, `${name}.onnx`))).toBe(code)
  })

  it('engine/models - a model that never ends is a timeout, one that would fill the memory is stopped; both cost their process', async () => {
    const [endless, bomb] = await Promise.all(['endless', 'tile-bomb'].map(name => tried(join(odd, `${name}.onnx`))))
    expect(endless).toBe('timeout')
    expect(['memory-limit', 'run-failed']).toContain(bomb)
    expect(await tried(join(odd, 'good.onnx'))).toBe('accepted')
  })
})

interface Row {
  readonly file: string
  readonly kind: string
  readonly stored: boolean
  readonly reasons: readonly string[]
}

const shared = sharedDir()

/** Most of these take a waveform: what loads at all is refused for its input, before it can do what it was made for. */
const forItsInput = ['wrong-input-rank', 'unsupported-signature', 'wrong-input-type']

describe.runIf(shared)('engine/models, other people’s broken models', () => {
  const folder = join(shared ?? '', 'bad-inputs')
  const { rows } = shared
    ? (JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as { rows: Row[] })
    : { rows: [] }
  const models = rows.filter(({ file, kind, stored }) => kind === 'onnx' && stored && file.endsWith('.onnx'))

  it('engine/models - each is refused with one of its reasons, a crash of its process among them; nobody else notices', async () => {
    expect(models.length).toBeGreaterThan(90)
    const codes = await Promise.all(models.map(({ file }) => tried(join(folder, file), { nMels: 64, labels: 7 })))
    const wrong = models.flatMap(({ file, reasons }, i) => {
      // Weights in other files are refused as such, also where they could be had.
      const allowed = [
        ...reasons,
        ...forItsInput,
        ...(/external/.test(file) ? ['external-data-outside', 'invalid-graph'] : []),
      ]
      return allowed.includes(codes[i]) ? [] : [`${file}: ${codes[i]}, not ${reasons.join(', ')}`]
    })
    expect(wrong).toEqual([])
    expect(await tried(join(odd, 'good.onnx'))).toBe('accepted')
  })
})
