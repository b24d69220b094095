import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CueScopeError } from '#engine/base/errors'
import { readInput } from '#engine/model-wizard/read-input'
import { readOutput } from '#engine/model-wizard/read-output'
import { checkExternalRange } from '#engine/onnx/preflight/external-data'
import { preflight } from '#engine/onnx/preflight/preflight'
import { decodeModel } from '#engine/onnx/proto/decode'
import { sharedDir } from '../../helpers/shared'

interface Row {
  file: string
  kind: string
  stored: boolean
  expect: 'accept' | 'warn' | 'refuse'
  reasons: string[]
  limits: { maxMs: number }
}

/** Only a trial run in a process of its own can tell these: nothing in the file is wrong by itself. */
const needTrialRun = new Set(
  ['weights-inf', 'gather-out-of-range', 'bomb-tile', 'bomb-endless-loop'].map(name => `onnx/${name}.onnx`),
)

/** What a file says of its labels is held against its scores where a package is made of it (model-wizard). */
const needPackage = new Set(['labels-mismatch', 'labels-duplicate'].map(name => `onnx/${name}.onnx`))

/** The corpus is made of waveform models, which are refused for just that. */
const WAVEFORM = 'The input has two axes'

describe.runIf(sharedDir())('engine/onnx - preflight over the bad models', () => {
  const folder = join(sharedDir() ?? '', 'bad-inputs')
  const rows = (): Row[] => {
    const { rows } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as { rows: Row[] }
    return rows.filter(row => row.kind === 'onnx' && row.stored && row.file.endsWith('.onnx'))
  }

  it('every file is accepted or refused as the corpus says, with one of its reasons', () => {
    const wrong: string[] = []
    for (const row of rows()) {
      const started = performance.now()
      const outcome = lookOver(join(folder, row.file))
      const ms = performance.now() - started
      const isFine =
        outcome === null
          ? row.expect !== 'refuse' || needTrialRun.has(row.file) || needPackage.has(row.file)
          : row.expect !== 'accept' && row.reasons.includes(outcome)
      if (!isFine) wrong.push(`${row.file}: ${outcome ?? 'accepted'}, expected ${row.expect} ${row.reasons.join(' ')}`)
      if (ms > row.limits.maxMs) wrong.push(`${row.file}: ${ms} ms`)
    }
    expect(wrong).toEqual([])
    expect(rows().length).toBeGreaterThan(100)
  })

  it('damaged copies of a model are refused with a code, never by a bug', () => {
    const bytes = readFileSync(join(folder, 'onnx/ok-waveform.onnx'))
    for (let at = 0; at < bytes.length; at++) {
      for (const flip of [1, 0x80, 0xff]) {
        const damaged = Uint8Array.from(bytes)
        damaged[at] ^= flip
        expect(() => tolerant(() => preflight(damaged))).not.toThrow()
      }
      expect(() => tolerant(() => preflight(bytes.subarray(0, at)))).not.toThrow()
    }
  })
})

function lookOver(file: string): string | null {
  try {
    const bytes = readFileSync(file)
    const facts = preflight(bytes)
    for (const range of facts.externalData) {
      const path = join(file, '..', range.location)
      checkExternalRange(range, statSync(path, { throwIfNoEntry: false })?.size ?? null)
    }
    const model = decodeModel(bytes)
    try {
      readInput(model, undefined)
    } catch (error) {
      if (!(error as Error).message.startsWith(WAVEFORM)) throw error
    }
    readOutput(model, undefined)
    return null
  } catch (error) {
    if (error instanceof CueScopeError) return error.code
    throw error
  }
}

function tolerant(work: () => unknown): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof CueScopeError)) throw error
  }
}
