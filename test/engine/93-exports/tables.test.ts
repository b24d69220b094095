import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import type { Chance, CueReliability, CueStatistics } from '#contracts/cue'
import { clipsTable, type ClipExport } from '#engine/exports/clips-table'
import { refusedTable } from '#engine/exports/refused-table'
import { segmentsTable, type SegmentExport } from '#engine/exports/segments-table'
import { tableCsv } from '#engine/exports/table'

const clipsCsv = (...given: Parameters<typeof clipsTable>): string => tableCsv(clipsTable(...given))
const refusedCsv = (...given: Parameters<typeof refusedTable>): string => tableCsv(refusedTable(...given))
const segmentsCsv = (...given: Parameters<typeof segmentsTable>): string => tableCsv(segmentsTable(...given))

const statistics = (mean: number, sd: number): CueStatistics => ({
  mean,
  sd,
  p20: 0,
  p50: 0,
  p80: 0,
  range: 0,
  frames: 3,
})
const chance = (mean: number): Chance => ({ draws: 200, mean, sd: 0.1, z: 2.345678901, p: 4 / 201 })
const quality = { measuredSec: 1, voicedSec: 1, periods: 99, snrDb: null, clippedShare: 0 }
const enough: CueReliability = { ...quality, state: 'good', reason: null, message: null }

function clip(file: string, changes: Partial<ClipExport> = {}): ClipExport {
  return {
    file,
    sha256: 'ab'.repeat(32),
    dataset: 'ravdess',
    speaker: '21',
    sex: 'male',
    emotion: 'happiness',
    expected: 'happy',
    predicted: 'sad',
    confidence: 0.75,
    probabilities: [0.25, 0.75],
    plausibility: 12.345,
    verdict: 'plausible',
    measures: () => ({
      cues: { salient: { loudness: statistics(1.23456789, 0.5), f0: null }, full: { loudness: statistics(-2, 0) } },
      baselines: {
        anywhere: { loudness: { mean: chance(99), sd: chance(99) } },
        speech: { loudness: { mean: chance(1), sd: chance(0.4) }, f0: null },
      },
      draws: {},
      reliability: { salient: { loudness: enough, f0: { ...enough, state: 'none', reason: 'no-voice' } }, full: {} },
    }),
    ...changes,
  }
}

const segment = (file: string, method: string, rank: number): SegmentExport => ({
  file,
  sha256: 'cd'.repeat(32),
  method,
  rank,
  startSec: 0.1 * rank,
  endSec: 0.1 * rank + 0.15,
  score: 12.3456789 / rank,
  share: 1 / 3,
})

describe('engine/exports, the tables of an audit', () => {
  it('engine/exports - clips.csv has the columns that scripts rely on', () => {
    const id = createHash('sha256')
      .update(`a/x.wav\0${'ab'.repeat(32)}`)
      .digest('hex')
      .slice(0, 16)
    expect(clipsCsv([clip('a/x.wav')], ['happy', 'sad'], ['loudness', 'f0'])).toBe(
      [
        'clip_id,sha256,file,dataset,speaker,sex,emotion,predicted,confidence,prob_happy,prob_sad,plausibility,verdict,' +
          'loudness_salient_mean,loudness_salient_sd,loudness_full_mean,loudness_full_sd,' +
          'loudness_random_mean,loudness_random_sd,delta_loudness,z_loudness,p_loudness,reliability_loudness,' +
          'f0_salient_mean,f0_salient_sd,f0_full_mean,f0_full_sd,' +
          'f0_random_mean,f0_random_sd,delta_f0,z_f0,p_f0,reliability_f0',
        `${id},${'ab'.repeat(32)},a/x.wav,ravdess,21,male,happy,sad,0.750000,0.250000,0.750000,12.35,plausible,` +
          '1.23457,0.5,-2,0,1,0.4,0.234568,2.34568,0.0199005,good,,,,,,,,,,none: no-voice',
        '',
      ].join('\n'),
    )
  })

  it('engine/exports - a clip without windows has empty cells for its cues', () => {
    const [row] = parse(clipsCsv([clip('a', { measures: () => null })], ['happy', 'sad'], ['f1']), {
      columns: true,
    }) as object[]
    const cells = Object.entries(row).filter(([title]) => title.includes('f1'))
    expect(cells).toHaveLength(10)
    expect(cells.every(([, cell]) => cell === '')).toBe(true)
  })

  it('engine/exports - an emotion that maps onto no label stands as it is', () => {
    const emotions = [clip('a', { emotion: 'calm', expected: null }), clip('b', { emotion: null, expected: null })]
    const rows = parse(clipsCsv(emotions, ['happy', 'sad'], []), { columns: true }) as Record<string, string>[]
    expect(rows.map(row => row.emotion)).toEqual(['calm', ''])
  })

  it('engine/exports - rows in any order give the same bytes', () => {
    const files = ['B.wav', 'a/z.wav', 'a.wav', 'é.wav', 'a-.wav']
    const clips = files.map(file => clip(file))
    const rows = parse(clipsCsv(clips, ['happy', 'sad'], []), { columns: true }) as Record<string, string>[]
    expect(rows.map(row => row.file)).toEqual(['B.wav', 'a-.wav', 'a.wav', 'a/z.wav', 'é.wav'])
    expect(new Set(rows.map(row => row.clip_id)).size).toBe(5)
    expect(clipsCsv(clips.toReversed(), ['happy', 'sad'], [])).toBe(clipsCsv(clips, ['happy', 'sad'], []))
    const segments = files.flatMap(file =>
      ['occlusion', 'crp'].flatMap(method => [1, 2, 3].map(rank => segment(file, method, rank))),
    )
    expect(segmentsCsv(segments.toReversed())).toBe(segmentsCsv(segments))
    const refused = files.flatMap(file => ['too-short', 'silence'].map(reason => ({ file, reason, message: 'm' })))
    expect(refusedCsv(refused.toReversed())).toBe(refusedCsv(refused))
  })

  it('engine/exports - a copy of a recording has an id of its own, another content under the same name too', () => {
    const idOf = (own: ClipExport): string => clipsCsv([own], [], []).split('\n')[1].slice(0, 16)
    const ids = [clip('a.wav'), clip('b.wav'), clip('a.wav', { sha256: 'ef'.repeat(32) })].map(idOf)
    expect(new Set(ids).size).toBe(3)
    expect(idOf(clip('a.wav', { dataset: 'other', emotion: null }))).toBe(ids[0])
  })

  it('engine/exports - segments.csv: by file, method and rank, and the ids of clips.csv', () => {
    const segments = [
      segment('b.wav', 'occlusion', 1),
      segment('a.wav', 'occlusion', 10),
      segment('a.wav', 'occlusion', 2),
      segment('a.wav', 'crp', 1),
    ]
    const [idA, idB] = ['a.wav', 'b.wav'].map(file =>
      createHash('sha256')
        .update(`${file}\0${'cd'.repeat(32)}`)
        .digest('hex')
        .slice(0, 16),
    )
    expect(segmentsCsv(segments)).toBe(
      [
        'clip_id,method,rank,start,end,score,share',
        `${idA},crp,1,0.1000,0.2500,12.3457,0.333333`,
        `${idA},occlusion,2,0.2000,0.3500,6.17284,0.333333`,
        `${idA},occlusion,10,1.0000,1.1500,1.23457,0.333333`,
        `${idB},occlusion,1,0.1000,0.2500,12.3457,0.333333`,
        '',
      ].join('\n'),
    )
  })

  it('engine/exports - refused.csv holds messages with commas, quotes and lines, and no formula', () => {
    const message = 'It says "x", and\nmore.'
    const text = refusedCsv([
      { file: '=cmd.wav', reason: 'not-audio', message },
      { file: '-a.wav', reason: 'silence', message: '@x' },
    ])
    expect(parse(text)).toEqual([
      ['file', 'reason', 'message'],
      ["'-a.wav", 'silence', "'@x"],
      ["'=cmd.wav", 'not-audio', message],
    ])
  })
})
