import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { egemapsLldNames } from '#engine/cues/egemaps-lld'
import { fakeOpensmile, installedOpensmile } from '../helpers/opensmile'
import { runCli } from '../helpers/run-cli'
import { tempDir } from '../helpers/temp-dir'
import { toneWav, writeToneCorpus } from '../helpers/tones'

const data = tempDir()
const clips = join(data, 'clips')
const [first, second] = writeToneCorpus(clips, 2).map(name => join(clips, name))
const rowsOf = (csv: string): string[][] =>
  csv
    .trim()
    .split('\n')
    .map(line => line.split(','))

/** A mono WAV as the left of two channels, beside silence. */
function leftOnly(mono: Buffer): Buffer {
  const samples = (mono.length - 44) / 2
  const stereo = Buffer.alloc(44 + 4 * samples)
  mono.copy(stereo, 0, 0, 44)
  stereo.writeUInt32LE(36 + 4 * samples, 4)
  stereo.writeUInt16LE(2, 22)
  stereo.writeUInt32LE(2 * mono.readUInt32LE(28), 28)
  stereo.writeUInt16LE(4, 32)
  stereo.writeUInt32LE(4 * samples, 40)
  for (let i = 0; i < samples; i++) stereo.writeInt16LE(mono.readInt16LE(44 + 2 * i), 44 + 4 * i)
  return stereo
}

describe('cli, cues', () => {
  it('cli - cues: a row a frame, eGeMAPSv02 names, files one below the other; a missing file is named, exit 3', async () => {
    const { code, stdout, stderr } = await runCli(
      data,
      'cues',
      first,
      join(clips, 'none.wav'),
      second,
      '--level',
      'lld',
    )
    const [header, ...rows] = rowsOf(stdout)
    expect(header).toEqual(['file', 'start', 'end', ...egemapsLldNames])
    expect([...new Set(rows.map(([file]) => file))]).toEqual([first, second])
    expect(rows.length).toBeGreaterThan(40)
    expect([code, stderr]).toEqual([3, expect.stringMatching(/none\.wav: .*\(file-missing\)/)])
  })

  it.each([
    ['no folder', []],
    ['a folder without it', ['--opensmile', tempDir()]],
    ['a library that is none', ['--opensmile', fakeOpensmile('not a library')]],
  ])('cli - cues by openSMILE, %s: said once with its licence, nothing on stdout, exit 1', async (_, flags) => {
    const { code, stdout, stderr } = await runCli(data, 'cues', first, second, '--provider', 'opensmile', ...flags)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^cuescope: .*pip install opensmile.*private, research and educational use only.*\n$/)
  })

  it('cli - audit by openSMILE without one: fails with that before any clip, exit 1', async () => {
    const project = join(data, 'a.cuescope')
    const args = [clips, '--model', 'demo-synthetic', '--project', project, '--cue-provider', 'opensmile']
    const { code, stdout, stderr } = await runCli(data, 'audit', ...args)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/No folder of openSMILE was named.*\(provider-unavailable\)/)
  })
})

describe.runIf(installedOpensmile)('cli, cues by an installed openSMILE', () => {
  const opensmile = ['--provider', 'opensmile', '--opensmile', installedOpensmile!]

  it.each(['lld', 'functionals'])(
    'cli - cues --level %s: the same columns and rows, also of a stereo file',
    async level => {
      const stereo = join(data, 'stereo', 'two.wav')
      mkdirSync(join(data, 'stereo'), { recursive: true })
      writeFileSync(stereo, leftOnly(toneWav({ f0Hz: 140, seconds: 0.5 })))
      const args = ['cues', first, stereo, '--level', level]
      const theirs = await runCli(data, ...args, ...opensmile)
      const ours = await runCli(data, ...args)
      expect([theirs.code, theirs.stderr]).toEqual([0, ''])
      const [a, b] = [rowsOf(theirs.stdout), rowsOf(ours.stdout)]
      expect(a[0]).toEqual(b[0])
      expect(a.map(row => row.slice(0, 3))).toEqual(b.map(row => row.slice(0, 3)))
      const loudness = a[0].findIndex(name => name.startsWith('Loudness') || name.startsWith('loudness'))
      a.slice(1).forEach((row, i) => expect(Number(row[loudness])).toBeCloseTo(Number(b[i + 1][loudness]), 4))
    },
  )

  it('cli - audit by openSMILE explains every clip', async () => {
    const project = join(data, 'b.cuescope')
    const args = [clips, '--model', 'demo-synthetic', '--project', project, '--draws', '10', '--json']
    const found = ['--cue-provider', 'opensmile', '--opensmile', installedOpensmile!]
    const { code, stdout } = await runCli(data, 'audit', ...args, ...found)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ computed: 2, refused: [] })
  })
})
