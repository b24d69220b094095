import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { computeEgemapsFunctionals } from '#engine/cues/egemaps-functionals'
import { computeEgemapsLlds } from '#engine/cues/egemaps-lld'
import { openOpensmile, type Opensmile } from '#engine/cues-opensmile/open-opensmile'
import { codeOf } from '../../helpers/error-code'
import { tempDir } from '../../helpers/temp-dir'
import { agreement } from './reference-clips'
import { constant, fallingVoice } from './signals'

/** The package folder of an installed openSMILE: by setting, or as this machine's Python says; null: there is none. */
const installed = process.env.CUESCOPE_OPENSMILE ?? askPython()

function askPython(): string | null {
  const code = 'import opensmile; print(opensmile.__path__[0])'
  const { status, stdout } = spawnSync('python3', ['-c', code], { encoding: 'utf8', timeout: 20_000 })
  return status === 0 ? stdout.trim() : null
}

/** What `pip install opensmile` lays down, with `library` in place of the real one. */
function fakePackage(library: string | null): string {
  const folder = join(tempDir(), 'opensmile')
  mkdirSync(join(folder, 'core/config/egemaps/v02'), { recursive: true })
  writeFileSync(join(folder, 'core/config/egemaps/v02/eGeMAPSv02.conf'), '')
  mkdirSync(join(folder, 'core/bin/any'), { recursive: true })
  if (library !== null) {
    for (const name of ['libSMILEapi.so', 'libSMILEapi.dylib', 'SMILEapi.dll']) {
      writeFileSync(join(folder, 'core/bin/any', name), library)
    }
  }
  return folder
}

describe('engine/cues-opensmile - where there is none', () => {
  it.each([
    ['a folder without it', () => tempDir()],
    ['a folder that does not exist', () => join(tempDir(), 'nowhere')],
    ['a package without a library for this system', () => fakePackage(null)],
    ['a library that is none', () => fakePackage('not a library')],
  ])('%s: unavailable, how to get it, and what its licence allows', async (_, folder) => {
    expect(await codeOf(() => openOpensmile(folder()))).toBe('provider-unavailable')
    expect(() => openOpensmile(folder())).toThrow(/pip install opensmile/)
    expect(() => openOpensmile(folder())).toThrow(/private, research and educational use only/)
  })
})

const voice = (rateHz: number): Float32Array => fallingVoice(0.6, rateHz)
const signals: [string, number, (rateHz: number) => Float32Array][] = [
  ['voice', 8000, voice],
  ['voice', 16000, voice],
  ['voice', 24414, voice],
  ['voice', 44100, voice],
  ['voice beyond full scale', 16000, rateHz => voice(rateHz).map(v => 3 * v)],
  ['a clip of 0.1 s', 22050, rateHz => fallingVoice(0.1, rateHz)],
]

describe.runIf(installed)('engine/cues-opensmile - an installed openSMILE', () => {
  let opensmile: Opensmile

  beforeAll(() => (opensmile = openOpensmile(installed!)))
  afterAll(() => opensmile.close())

  it('says which version it is', () => {
    expect(opensmile.version).toMatch(/^\d+\.\d+/)
  })

  it.each(signals)(
    '%s at %i Hz: the same columns, rows and descriptors as the built-in provider',
    (_, rateHz, make) => {
      const samples = make(rateHz)
      const theirs = opensmile.llds(samples, rateHz)
      const ours = computeEgemapsLlds(samples, rateHz)
      expect(ours.names).toEqual(theirs.names)
      expect([ours.values.rows, ours.values.cols]).toEqual([theirs.values.rows, theirs.values.cols])
      expect(theirs.values.rows).toBeGreaterThan(4)
      const columnOf = ({ data, rows, cols }: typeof ours.values, c: number) =>
        Array.from({ length: rows }, (_, row) => data[row * cols + c])
      ours.names.forEach((name, c) => {
        const [a, b] = [columnOf(ours.values, c), columnOf(theirs.values, c)]
        const scale = Math.max(1e-6, ...b.map(Math.abs))
        expect([name, a.every((value, row) => Math.abs(value - b[row]) <= 1e-5 * scale)]).toEqual([name, true])
      })
      expect(agreement(ours.startsSec, theirs.startsSec).worst).toBeLessThan(1e-6)
      expect(agreement(ours.endsSec, theirs.endsSec).worst).toBeLessThan(1e-6)
    },
  )

  it.each(signals)('%s at %i Hz: the same 88 functionals', (_, rateHz, make) => {
    const samples = make(rateHz)
    const theirs = opensmile.functionals(samples, rateHz)
    const ours = computeEgemapsFunctionals(samples, rateHz)
    expect(ours.names).toEqual(theirs.names)
    expect(theirs.values.length).toBe(88)
    theirs.values.forEach((value, f) => {
      const tolerance = 1e-3 * Math.max(Math.abs(value), 1e-2)
      expect([ours.names[f], Math.abs(ours.values[f] - value) <= tolerance]).toEqual([ours.names[f], true])
    })
  })

  it('less than 60 ms: no rows, no values, the usual names', () => {
    const samples = constant(0.1, 0.05, 16000)
    const { names, values, endsSec } = opensmile.llds(samples, 16000)
    expect([names.length, values.rows, values.cols, endsSec]).toEqual([25, 0, 25, []])
    const functionals = opensmile.functionals(samples, 16000)
    expect([functionals.names.length, functionals.values]).toEqual([88, []])
  })

  it('can be closed and opened again', () => {
    const again = openOpensmile(installed!)
    expect(again.functionals(voice(16000), 16000).values.length).toBe(88)
    again.close()
  })

  it.each(['..', 'core'])('is found from %s of its folder, too', relative => {
    const other = openOpensmile(join(installed!, relative))
    expect(other.version).toBe(opensmile.version)
    other.close()
  })
})
