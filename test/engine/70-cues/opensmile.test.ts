import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { computeCueTracks } from '#engine/cues/cue-tracks'
import { computeEgemapsFunctionals } from '#engine/cues/egemaps-functionals'
import { computeEgemapsLlds } from '#engine/cues/egemaps-lld'
import { longLldNames } from '#engine/cues/lld-names'
import { fromSemitones } from '#engine/cues/llds/semitone'
import { sharedDir } from '../../helpers/shared'
import { agreement, column, readClip, readTable, type Agreement, type Table } from './reference-clips'

/** The 43 reference clips: TESS at 24414 and 44100 Hz (two in float, beyond full scale), RAVDESS at 48000 Hz. */
const shared = sharedDir()
const dev = join(shared ?? '', 'reference/cues/dev')
const pitchName = 'F0semitoneFrom27.5Hz_sma3nz'
/** Clips and functionals in which openSMILE's own rounding of a tie decides. */
const ties = [
  'ravdess_Actor_21_03-01-02-01-01-01-21 loudness_sma3_meanRisingSlope',
  'ravdess_Actor_21_03-01-02-01-01-01-21 loudness_sma3_stddevRisingSlope',
  'ravdess_Actor_21_03-01-02-01-01-01-21 loudness_sma3_meanFallingSlope',
  'ravdess_Actor_21_03-01-02-01-01-01-21 loudness_sma3_stddevFallingSlope',
  'ravdess_Actor_23_03-01-07-02-02-02-23 hammarbergIndexUV_sma3nz_amean',
]

interface Clip {
  readonly name: string
  readonly samples: Float32Array
  readonly sampleRateHz: number
}

describe.runIf(shared)('engine/cues - agreement with openSMILE on speech', () => {
  const clips: Clip[] = []

  beforeAll(async () => {
    const table = readTable(join(dev, 'clips.csv'))
    const [name, file] = ['clip', 'file'].map(title => table.names.indexOf(title))
    for (const row of table.rows) {
      clips.push({ name: row[name], ...(await readClip(join(shared!, 'data', row[file]))) })
    }
  })

  it('every descriptor of every row: r >= 0.999999, and the same rows are voiced', () => {
    const pairs = new Map<string, [number[], number[]]>()
    for (const { name, samples, sampleRateHz } of clips) {
      const reference = readTable(join(dev, 'lld', `${name}.csv.gz`))
      const { names, values } = computeEgemapsLlds(samples, sampleRateHz)
      expect([name, values.rows]).toEqual([name, reference.rows.length])
      const pitch = column(reference, pitchName)
      expect(columnOf(values, names.indexOf(pitchName)).map(v => v > 0)).toEqual(pitch.map(v => v > 0))
      names.forEach((title, c) => {
        const isVoicedOnly = longLldNames.some(lld => title.startsWith(lld)) && !/^F[123]/.test(title)
        const [ours, theirs] = pairs.get(title) ?? pairs.set(title, [[], []]).get(title)!
        const wanted = column(reference, title)
        columnOf(values, c).forEach((value, row) => {
          if (isVoicedOnly && pitch[row] === 0) return
          ours.push(value)
          theirs.push(wanted[row])
        })
      })
    }
    const table = new Map([...pairs].map(([title, [ours, theirs]]) => [title, agreement(ours, theirs)]))
    print(table)
    expect(table.size).toBe(25)
    for (const [title, { r, worst }] of table) {
      expect([title, r >= 0.999999, worst < 1e-4]).toEqual([title, true, true])
    }
  })

  it('rows begin and end where openSMILE says', () => {
    for (const { name, samples, sampleRateHz } of clips.filter((_, i) => i % 10 === 0)) {
      const reference = readTable(join(dev, 'lld', `${name}.csv.gz`))
      const { startsSec, endsSec } = computeEgemapsLlds(samples, sampleRateHz)
      expect(agreement(startsSec, column(reference, 'start')).worst).toBeLessThan(1e-6)
      expect(agreement(endsSec, column(reference, 'end')).worst).toBeLessThan(1e-6)
    }
  })

  it('the 88 functionals: r >= 0.99999, names and order the same, nothing off by 0.1 % but the known ties', () => {
    const reference = readTable(join(dev, 'functionals.csv'))
    const computed = clips.map(({ samples, sampleRateHz }) => computeEgemapsFunctionals(samples, sampleRateHz))
    expect(computed[0].names).toEqual(reference.names.slice(1))
    expect(computed[0].names.length).toBe(88)
    const order = clips.map(({ name }) => reference.rows.findIndex(row => row[0] === name))
    const table = new Map<string, Agreement>()
    const off: string[] = []
    computed[0].names.forEach((title, f) => {
      const wanted = column(reference, title)
      const theirs = order.map(row => wanted[row])
      const ours = computed.map(({ values }) => values[f])
      table.set(title, agreement(ours, theirs))
      theirs.forEach((value, i) => {
        if (!(Math.abs(ours[i] - value) <= 1e-3 * Math.max(Math.abs(value), 1e-3)))
          off.push(`${clips[i].name} ${title}`)
      })
    })
    for (const [title, { r }] of table) expect([title, r >= 0.99999]).toEqual([title, true])
    expect(off.filter(tie => !ties.includes(tie))).toEqual([])
  })

  it('the product shows the same numbers: voiced cues NaN exactly where openSMILE has 0, hertz from semitones', () => {
    const clip = clips.find(({ sampleRateHz }) => sampleRateHz === 48000)!
    const reference = readTable(join(dev, 'lld', `${clip.name}.csv.gz`))
    const { tracks } = computeCueTracks(clip.samples, clip.sampleRateHz, ['loudness', 'f0', 'f0_hz', 'hnr'])
    const [loudness, f0, f0Hz, hnr] = tracks.map(({ values }) => [...values])
    const pitch = column(reference, pitchName).slice(0, f0.length)
    expect(f0.map(Number.isNaN)).toEqual(pitch.map(v => v === 0))
    const isVoiced = (_: number, row: number) => pitch[row] > 0
    expect(agreement(f0.filter(isVoiced), pitch.filter(isVoiced)).worst).toBeLessThan(1e-4)
    expect(agreement(f0Hz.filter(isVoiced), pitch.filter(isVoiced).map(fromSemitones)).worst).toBeLessThan(1e-4)
    const harmony = column(reference, 'HNRdBACF_sma3nz')
    expect(
      agreement(
        hnr.filter(isVoiced),
        harmony.filter((_, row) => pitch[row] > 0),
      ).worst,
    ).toBeLessThan(1e-4)
    const level = column(reference, 'Loudness_sma3')
    expect(agreement(loudness.slice(0, level.length), level).worst).toBeLessThan(1e-4)
  })
})

describe('engine/cues - compatible output of what is too short', () => {
  it('is no rows and no values under the usual names', () => {
    const samples = new Float32Array(959).fill(0.1)
    const llds = computeEgemapsLlds(samples, 16000)
    expect([llds.names.length, llds.values.rows, llds.values.cols, llds.endsSec]).toEqual([25, 0, 25, []])
    const functionals = computeEgemapsFunctionals(samples, 16000)
    expect([functionals.names.length, functionals.values]).toEqual([88, []])
  })

  it.each([0, 0.25])('is finite for a constant of %f', level => {
    const samples = new Float32Array(8000).fill(level)
    expect(computeEgemapsLlds(samples, 16000).values.data.every(Number.isFinite)).toBe(true)
    expect(computeEgemapsFunctionals(samples, 16000).values.every(Number.isFinite)).toBe(true)
  })
})

describe('engine/cues - agreement with openSMILE on synthetic voices', () => {
  const goldens = join(import.meta.dirname, 'goldens')
  const functionals = readTable(join(goldens, 'functionals.csv'))
  const names = functionals.rows.map(row => row[0])

  it.each(names)('%s: descriptors', async name => {
    const { samples, sampleRateHz } = await readClip(join(goldens, `${name}.flac`))
    const reference: Table = readTable(join(goldens, `${name}.lld.csv.gz`))
    const computed = computeEgemapsLlds(samples, sampleRateHz)
    expect(computed.names).toEqual(reference.names)
    computed.names.forEach((title, c) => {
      const ours = columnOf(computed.values, c)
      const theirs = column(reference, title)
      expect([title, ours.length]).toEqual([title, theirs.length])
      const scale = Math.max(...theirs.map(Math.abs))
      ours.forEach((value, row) => expectClose(`${title} row ${row}`, value, theirs[row], 1e-5 * scale))
    })
  })

  it.each(names)('%s: functionals', async name => {
    const { samples, sampleRateHz } = await readClip(join(goldens, `${name}.flac`))
    const computed = computeEgemapsFunctionals(samples, sampleRateHz)
    const row = functionals.rows.find(([clip]) => clip === name)!
    expect(computed.names).toEqual(functionals.names.slice(1))
    computed.values.forEach((value, f) =>
      expectClose(computed.names[f], value, Number(row[f + 1]), 1e-3 * Math.max(Math.abs(Number(row[f + 1])), 1e-2)),
    )
  })
})

function columnOf({ data, rows, cols }: { data: Float32Array; rows: number; cols: number }, c: number): number[] {
  return Array.from({ length: rows }, (_, row) => data[row * cols + c])
}

function expectClose(what: string, value: number, reference: number, tolerance: number): void {
  const isClose = Math.abs(value - reference) <= tolerance
  expect([what, isClose ? reference : value]).toEqual([what, reference])
}

function print(table: ReadonlyMap<string, Agreement>): void {
  const lines = [...table].map(
    ([title, { count, r, worst }]) =>
      `${title.padEnd(30)} ${String(count).padStart(6)}  r ${r.toFixed(9)}  worst ${worst.toExponential(1)} sd`,
  )
  process.stdout.write(`${lines.join('\n')}\n`)
}
