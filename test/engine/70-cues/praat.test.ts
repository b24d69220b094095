import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { MeasurableCue } from '#engine/cues/cue-definitions'
import { computeCueTracks, type CueTracks } from '#engine/cues/cue-tracks'
import { fromSemitones } from '#engine/cues/llds/semitone'
import { poolCues, type PooledCues } from '#engine/cues/pool'
import { sharedDir } from '../../helpers/shared'
import { demoClip } from './demo-clips'
import { agreement, column, readClip, readTable } from './reference-clips'

interface PraatClip {
  readonly clip: string
  readonly voicedFrames: number
  /** Medians over the voiced frames. [3] */
  readonly formantsHz: readonly number[]
  readonly f0Hz: number
  readonly hnrCcDb: number
  readonly hnrAcDb: number
  readonly jitter: number
  readonly shimmerDb: number
  readonly h1H2Db: number
  /** [voiced frames x 3], synthetic clips only */
  readonly framesHz?: readonly (readonly (number | null)[])[]
}

/** Made by test/goldens/make/make-praat.py; of real speech it holds a median or mean a clip and nothing else. */
const golden: { demo: PraatClip[]; real: PraatClip[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../goldens/praat/speech.json'), 'utf8'),
)
const formantKeys = ['f1', 'f2', 'f3'] as const
const tolerances = [0.06, 0.03, 0.03]

describe('engine/cues - formants as Praat has them, synthetic speech', () => {
  it.each(golden.demo.map(clip => [clip.clip, clip] as const))('%s: frame by frame', (name, praat) => {
    const { samples, sampleRateHz } = demoClip(name)
    const { tracks } = computeCueTracks(samples, sampleRateHz, ['f0', ...formantKeys])
    const [f0, ...formants] = tracks.map(({ values }) => values)
    const voiced = Array.from(f0.keys()).filter(row => !Number.isNaN(f0[row]))
    expect(voiced.length).toBe(praat.voicedFrames)
    formants.forEach((values, i) => {
      const pairs = voiced.flatMap((row, v) => {
        const theirs = praat.framesHz![v][i]
        return theirs === null || Number.isNaN(values[row]) ? [] : [[values[row], theirs]]
      })
      expect(pairs.length).toBeGreaterThan(0.6 * voiced.length)
      expect([i, median(pairs.map(([ours, theirs]) => Math.abs(ours / theirs - 1))) < 0.01]).toEqual([i, true])
      const [ours, theirs] = [0, 1].map(side => median(pairs.map(pair => pair[side])))
      expect([i, Math.abs(ours / theirs - 1) < tolerances[i]]).toEqual([i, true])
    })
  })
})

/** What one tool says of a clip beside Praat. */
interface Compared {
  readonly cue: string
  readonly ours: number[]
  readonly openSmile: number[]
  readonly praat: number[]
}

const shared = sharedDir()
const dev = join(shared ?? '', 'reference/cues/dev')
const people: readonly MeasurableCue[] = ['f0_hz', 'hnr', 'jitter', 'shimmer', 'harmonicity', 'h1_h2', ...formantKeys]

describe.runIf(shared)('engine/cues - against Praat on real speech', () => {
  const pooled: PooledCues[] = []
  const compatible: Record<string, number[]> = {}

  beforeAll(async () => {
    const table = readTable(join(dev, 'clips.csv'))
    const file = table.names.indexOf('file')
    for (const [clip, row] of table.rows.entries()) {
      expect(row[0]).toBe(golden.real[clip].clip)
      const { samples, sampleRateHz } = await readClip(join(shared!, 'data', row[file]))
      const tracks: CueTracks = computeCueTracks(samples, sampleRateHz, people)
      pooled.push(poolCues(tracks, 'all'))
      addOpenSmile(compatible, row[0])
    }
  })

  it('formants: the median over voiced frames within 6, 3 and 3 % of Praat’s', () => {
    const lines = formantKeys.map((key, i) => {
      const distances = pooled.map((cues, clip) => Math.abs(cues[key]!.p50 / golden.real[clip].formantsHz[i] - 1))
      const theirs = golden.real.map(({ formantsHz }, clip) =>
        Math.abs(compatible[`F${i + 1}`][clip] / formantsHz[i] - 1),
      )
      expect([key, median(distances) < tolerances[i]]).toEqual([key, true])
      expect([key, distances.filter(distance => distance < tolerances[i]).length > 0.9 * distances.length]).toEqual([
        key,
        true,
      ])
      const [ours, smile] = [distances, theirs].map(d => `${percent(median(d))} (worst ${percent(Math.max(...d))})`)
      return `${key}  ours ${ours}  openSMILE ${smile}`
    })
    print(['Median formant of a clip, distance to Praat: median over 43 clips', ...lines])
  })

  it('F0, HNR, jitter, shimmer, H1-H2: no further from Praat than openSMILE is', () => {
    const of = (key: MeasurableCue): number[] => pooled.map(cues => cues[key]!.mean)
    const praat = (key: 'f0Hz' | 'hnrCcDb' | 'hnrAcDb' | 'jitter' | 'shimmerDb' | 'h1H2Db') =>
      golden.real.map(clip => clip[key])
    const rows: Compared[] = [
      { cue: 'F0 (Hz)', ours: of('f0_hz'), openSmile: compatible.f0, praat: praat('f0Hz') },
      { cue: 'jitter', ours: of('jitter'), openSmile: compatible.jitter, praat: praat('jitter') },
      { cue: 'shimmer (dB)', ours: of('shimmer'), openSmile: compatible.shimmer, praat: praat('shimmerDb') },
      { cue: 'HNR (dB), cc', ours: of('hnr'), openSmile: compatible.hnr, praat: praat('hnrCcDb') },
      { cue: 'HNR for people, cc', ours: of('harmonicity'), openSmile: compatible.hnr, praat: praat('hnrCcDb') },
      { cue: 'HNR for people, ac', ours: of('harmonicity'), openSmile: compatible.hnr, praat: praat('hnrAcDb') },
      {
        cue: 'H1-H2 (dB), median',
        ours: pooled.map(cues => cues.h1_h2!.p50),
        openSmile: compatible.h1h2,
        praat: praat('h1H2Db'),
      },
    ]
    print(['Clip means, 43 clips: Pearson’s r and median distance to Praat', ...rows.map(report)])
    for (const { cue, ours, openSmile, praat: reference } of rows) {
      expect([cue, agreement(ours, reference).r >= agreement(openSmile, reference).r - 0.002]).toEqual([cue, true])
      expect([cue, distance(ours, reference) <= 1.001 * distance(openSmile, reference)]).toEqual([cue, true])
    }
  })
})

/** Means over the voiced rows of openSMILE's own output, and its formants there. */
function addOpenSmile(compatible: Record<string, number[]>, clip: string): void {
  const table = readTable(join(dev, 'lld', `${clip}.csv.gz`))
  const pitch = column(table, 'F0semitoneFrom27.5Hz_sma3nz').slice(0, -1)
  const voiced = (name: string) => column(table, name).filter((_, row) => pitch[row] > 0)
  const add = (key: string, value: number) => (compatible[key] ??= []).push(value)
  add('f0', mean(pitch.filter(semitones => semitones > 0).map(fromSemitones)))
  add('jitter', mean(voiced('jitterLocal_sma3nz').filter(value => value !== 0)))
  add('shimmer', mean(voiced('shimmerLocaldB_sma3nz').filter(value => value !== 0)))
  add('hnr', mean(voiced('HNRdBACF_sma3nz').filter(value => value !== 0)))
  add('h1h2', median(voiced('logRelF0-H1-H2_sma3nz')))
  for (const i of [1, 2, 3]) add(`F${i}`, median(voiced(`F${i}frequency_sma3nz`)))
}

function report({ cue, ours, openSmile, praat }: Compared): string {
  const line = (values: number[]) =>
    `r ${agreement(values, praat).r.toFixed(4)}, ${distance(values, praat).toPrecision(4)}`
  return `${cue.padEnd(20)} ours ${line(ours)}   openSMILE ${line(openSmile)}   (mean of Praat ${mean(praat).toPrecision(4)})`
}

function distance(values: readonly number[], reference: readonly number[]): number {
  return median(values.map((value, i) => Math.abs(value - reference[i])))
}

function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort()
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
