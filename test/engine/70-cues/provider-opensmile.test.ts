import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { computeEgemapsFunctionals } from '#engine/cues/egemaps-functionals'
import { computeEgemapsLlds } from '#engine/cues/egemaps-lld'
import { libraryProcessors } from '#engine/cues-opensmile/library-header'
import { openOpensmile, type Opensmile } from '#engine/cues-opensmile/open-opensmile'
import { codeOf } from '../../helpers/error-code'
import { fakeOpensmile, installedOpensmile, libraryHeader, someLibrary } from '../../helpers/opensmile'
import { tempDir } from '../../helpers/temp-dir'
import { agreement } from './reference-clips'
import { constant, fallingVoice } from './signals'

const installed = installedOpensmile

describe('engine/cues-opensmile - where there is none', () => {
  const withoutFunctions = (): string => fakeOpensmile(readFileSync(someLibrary()))
  it.each([
    ['no folder named', () => null, /No folder/],
    ['a folder without it', () => tempDir(), /There is no openSMILE in/],
    ['a folder that does not exist', () => join(tempDir(), 'nowhere'), /There is no openSMILE in/],
    ['one from before eGeMAPSv02', () => fakeOpensmile(null, 'gemaps/v01b/GeMAPSv01b.conf'), /too old/],
    ['a package without a library for this system', () => fakeOpensmile(null), /no library for this system/],
    ['a library that is none', () => fakeOpensmile('not a library'), /is damaged/],
    ["another processor's library", () => fakeOpensmile(libraryHeader('linux', 8)), /is made for machine 8, not for/],
    ["this processor's library, cut short", () => fakeOpensmile(ownHeader()), /cannot be loaded/],
    ['a library that lacks its functions', withoutFunctions, /is too old: .*smile_new/],
  ])('%s: unavailable, why, how to get it, and what its licence allows', async (_, folder, why) => {
    const place = folder()
    expect(await codeOf(() => openOpensmile(place))).toBe('provider-unavailable')
    for (const words of [why, /pip install opensmile/, /private, research and educational use only/])
      expect(() => openOpensmile(place)).toThrow(words)
  })

  it.each([
    ['linux', 62, 'x64'],
    ['linux', 183, 'arm64'],
    ['linux', 3, 'ia32'],
    ['darwin', 0x01000007, 'x64'],
    ['darwin', 0x0100000c, 'arm64'],
    ['win32', 0x8664, 'x64'],
    ['win32', 0xaa64, 'arm64'],
  ] as const)('the processor of a library is read from its header: %s, %i is %s', (system, machine, name) => {
    expect(libraryProcessors(libraryHeader(system, machine))).toEqual([name])
  })

  it('a macOS library for several processors names them all; a header cut short is no library', () => {
    const both = Buffer.alloc(64)
    both.writeUInt32BE(0xcafebabe, 0)
    both.writeUInt32BE(2, 4)
    both.writeUInt32BE(0x01000007, 8)
    both.writeUInt32BE(0x0100000c, 28)
    expect(libraryProcessors(both)).toEqual(['x64', 'arm64'])
    for (const bytes of [Buffer.alloc(0), Buffer.from('MZ'), Buffer.from('text')])
      expect(libraryProcessors(bytes)).toEqual([])
  })
})

function ownHeader(): Buffer {
  const machines = {
    linux: { x64: 62, arm64: 183 },
    darwin: { x64: 0x01000007, arm64: 0x0100000c },
    win32: { x64: 0x8664, arm64: 0xaa64 },
  }
  const system = process.platform as keyof typeof machines
  return libraryHeader(system, machines[system][process.arch as 'x64' | 'arm64'])
}

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
