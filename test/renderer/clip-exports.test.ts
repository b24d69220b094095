import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import type { CueInfo, Measures } from '#contracts/cue'
import { encodeCsv } from '#engine/exports/csv'
import { drawWaveform } from '../../src-renderer/canvas/draw-waveform'
import { cueCardCsv, cueTracksCsv, pictureCsv, segmentsCsv } from '../../src-renderer/text/clip-tables'
import { csvText } from '../../src-renderer/text/csv'
import { npyFile } from '../../src-renderer/text/npy'
import { stageLayout } from '../../src-renderer/views/clip/stage-layout'
import { readNpy } from '../helpers/npy'

const read = (text: string): Record<string, string>[] => parse(text, { columns: true })

describe('renderer/tables of a clip', () => {
  it('spell text as the engine’s own exports do: quotes, line ends, formulas', () => {
    for (const text of ['plain', 'a,b', 'say "so"', 'two\nlines', '=1+1', '@x', '-3 dB', '']) {
      const theirs = encodeCsv([{ title: 'text', cell: (row: string) => row }], [text])
      expect(csvText(['text'], [[text]])).toBe(theirs)
    }
  })

  it('what is not finite or not there is an empty cell', () => {
    expect(csvText(['a', 'b', 'c', 'd'], [[NaN, null, undefined, 0]])).toBe('a,b,c,d\n,,,0\n')
  })

  it('a cue over time has a line a row, at its own time, empty where it has no value', () => {
    const track = { key: 'f0_hz', title: 'Pitch', unit: 'Hz', digits: 0, hopSec: 0.01, middleSec: 0.03 } as const
    const shown = { ...track, values: new Float32Array([NaN, 200.5]), isVoicedOnly: true }
    const rows = read(cueTracksCsv([shown], new Map([['f0_hz', [{ from: 1, to: 2, why: 'unclear-pitch' }]]])))
    expect(rows).toEqual([
      { cue: 'f0_hz', unit: 'Hz', time_sec: '0.03', value: '', rests_on_little: '' },
      { cue: 'f0_hz', unit: 'Hz', time_sec: '0.04', value: '200.5', rests_on_little: 'unclear-pitch' },
    ])
    expect(read(cueTracksCsv([shown], new Map())).map(row => row.rests_on_little)).toEqual(['', ''])
  })

  it('segments carry what they explain', () => {
    const segment = { rank: 1, startSec: 0.1, endSec: 0.25, score: 2, share: 0.5 }
    expect(read(segmentsCsv('sad, rather than angry', [segment]))[0]).toEqual({
      explanation: 'sad, rather than angry',
      ...{ rank: '1', start_sec: '0.1', end_sec: '0.25', score: '2', share: '0.5' },
    })
  })

  it('a cue’s chance and reliability are in its line; a cue that was not measured has empty cells', () => {
    const info = (key: CueInfo['key']): CueInfo => ({
      ...{ key, title: key, unit: 'dB', digits: 1, definition: '', source: '' },
    })
    const statistics = { mean: 3, sd: 1, p20: 0, p50: 0, p80: 0, range: 0, frames: 4 }
    const chance = { draws: 200, mean: 2, sd: 0.5, z: 2, p: 0.04 }
    const measures: Measures = {
      cues: { salient: { hnr: statistics }, full: {} },
      baselines: { speech: { hnr: { mean: chance, sd: chance } } },
      draws: {},
      reliability: {
        salient: {
          hnr: {
            ...{ measuredSec: 0.1, voicedSec: 0.05, periods: 8, snrDb: null, clippedShare: 0 },
            ...{ state: 'little', reason: 'little-voice', message: null },
          },
        },
      },
    }
    const [hnr, loudness] = read(cueCardCsv([info('hnr'), info('loudness')], measures))
    expect(hnr).toMatchObject({ is_scored: 'no', salient_mean: '3', random_speech_z: '2', random_anywhere_z: '' })
    expect(hnr).toMatchObject({ reliability: 'little', reason: 'little-voice', snr_db: '' })
    expect(loudness).toMatchObject({ is_scored: 'yes', salient_mean: '', reliability: '' })
  })
})

describe('renderer/the waveform of a picture', () => {
  it('has its peak at the edge and silence in the middle', () => {
    const rects: number[][] = []
    const context = { clearRect: () => undefined, fillStyle: '', fillRect: (...at: number[]) => void rects.push(at) }
    const samples = new Float32Array(100)
    samples[10] = 0.5
    drawWaveform(context, samples, { pxPerSec: 10, durationSec: 1 }, { scrollPx: 0, widthPx: 10, heightPx: 40 }, '')
    expect(rects).toHaveLength(20)
    expect(rects[2]).toEqual([1, 0, 0.5, 20])
    expect(rects[5][1]).toBe(20)
  })
})

describe('renderer/layers of a picture as tables', () => {
  it('a line a frame, a column a frequency', () => {
    const rows = read(pictureCsv([0, 0.01], [0, 31.25], (frame, column) => 10 * frame + column))
    expect(rows).toEqual([
      { time_sec: '0', '0_hz': '0', '31.25_hz': '1' },
      { time_sec: '0.01', '0_hz': '10', '31.25_hz': '11' },
    ])
  })

  it('a file for NumPy is read back by a reader of its format', () => {
    const values = Float32Array.from([1, -2.5, 3, 0.1, 5, 6])
    const folder = mkdtempSync(join(tmpdir(), 'cuescope-npy-'))
    const path = join(folder, 'layer.npy')
    writeFileSync(path, npyFile(values, [2, 3]))
    const found = readNpy(path)
    rmSync(folder, { recursive: true })
    expect([...found.shape]).toEqual([2, 3])
    expect([...found.data]).toEqual([...values])
    expect(npyFile(values, [6]).length % 4).toBe(0)
  })
})

describe('renderer/heights of the panes', () => {
  const contents = {
    ...{ roomPx: 620, hasWave: true, hasFine: false, hasPicture: true, isSplit: false, hasTruth: true, tracks: 3 },
    ...{ fineShare: 0.5, textScale: 1 },
  }
  const total = (wanted: typeof contents): number => {
    const layout = stageLayout(wanted)
    const picture = wanted.hasPicture ? layout.profilePx + layout.spectrogramPx : 0
    const second = wanted.isSplit ? layout.besideHeadPx + layout.tabPx + picture : 0
    const tracks = wanted.tracks * layout.trackPx
    const above = layout.tabPx + layout.wavePx + layout.finePx + layout.splitterPx
    return above + picture + second + tracks + layout.truthPx + layout.rulerPx + layout.mapPx
  }

  it('fill the room where there is enough, whatever is shown', () => {
    for (const tracks of [0, 1, 3])
      for (const hasTruth of [true, false]) {
        const wanted = { ...contents, tracks, hasTruth }
        expect(Math.abs(total(wanted) - wanted.roomPx), JSON.stringify(wanted)).toBeLessThanOrEqual(3)
      }
    for (const hasFine of [true, false])
      for (const isSplit of [true, false]) {
        const wide = { ...contents, roomPx: 1000, isSplit, hasFine }
        expect(Math.abs(total(wide) - wide.roomPx), JSON.stringify(wide)).toBeLessThanOrEqual(3)
      }
  })

  it('a picture and a track keep their least height in a small window', () => {
    const layout = stageLayout({ ...contents, roomPx: 200, isSplit: true, tracks: 6, hasFine: true })
    expect(layout).toMatchObject({ spectrogramPx: 96, finePx: 96, trackPx: 38 })
    expect(stageLayout({ ...contents, hasPicture: false }).spectrogramPx).toBe(0)
  })

  it('keeps no room for the saliency of a covered model', () => {
    const covered = { ...contents, hasSaliency: false }
    expect(stageLayout(covered).profilePx).toBe(0)
    expect(stageLayout(covered).spectrogramPx).toBeGreaterThan(stageLayout(contents).spectrogramPx)
    expect(Math.abs(total(covered) - covered.roomPx)).toBeLessThanOrEqual(3)
  })

  it('both spectrograms share their room as the border between them says, and neither gets too small', () => {
    const both = { ...contents, roomPx: 900, hasFine: true, tracks: 0 }
    const half = stageLayout(both)
    expect(Math.abs(half.finePx - half.spectrogramPx)).toBeLessThanOrEqual(1)
    const more = stageLayout({ ...both, fineShare: 0.7 })
    expect(more.finePx / (more.finePx + more.spectrogramPx)).toBeCloseTo(0.7, 2)
    expect(stageLayout({ ...both, roomPx: 400, fineShare: 0.8 }).spectrogramPx).toBeGreaterThanOrEqual(96)
  })

  it('says where the pictures begin, below what is above them', () => {
    const layout = stageLayout({ ...contents, roomPx: 1000, hasFine: true, isSplit: true })
    expect(layout.fineTopPx).toBe(layout.tabPx + layout.wavePx)
    expect(layout.spectrogramTopPx).toBe(layout.fineTopPx + layout.finePx + layout.splitterPx + layout.profilePx)
    const second = layout.besideHeadPx + layout.tabPx + layout.profilePx
    expect(layout.besideTopPx).toBe(layout.spectrogramTopPx + layout.spectrogramPx + second)
  })

  it('rows of text grow with the text', () => {
    const large = stageLayout({ ...contents, textScale: 2 })
    expect(large).toMatchObject({ tabPx: 36, rulerPx: 48, truthPx: 40 })
    expect(large.trackPx).toBeGreaterThanOrEqual(76)
  })
})
