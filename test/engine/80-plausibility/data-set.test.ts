import {
  artefactSchema,
  type ArtefactFigure,
  type ArtefactFinding,
  type ArtefactVerdict,
} from '#contracts/experiments/spurious-features'
import { describe, expect, it } from 'vitest'
import { plausibilitySettingsSchema } from '#contracts/plausibility'
import { assess } from '#engine/plausibility/assess'
import type { AssessedClip } from '#engine/plausibility/assessed-clip'
import { bundledTables } from '#engine/plausibility/bundled-tables'
import {
  correctRows,
  dataTable,
  predictedRows,
  wrongAgainstCorrect,
  wrongRows,
  type TableClip,
} from '#engine/plausibility/data-tables'
import { datasetRows } from '#engine/plausibility/dataset-rows'
import {
  accurateButImplausibleCheck,
  identicalCuesCheck,
  offSpeechCheck,
  spuriousFeatureCheck,
} from '#engine/plausibility/failure-checks'
import { createRandom } from '#engine/stats/random'
import { assessedClip, fourLabels, plannedCorpus } from '../../helpers/assessed-clips'

const settings = plausibilitySettingsSchema.parse({})
const judged = (clips: readonly AssessedClip[]): ReturnType<typeof assess>['clips'] =>
  assess(clips, fourLabels, bundledTables[0], settings).clips
const columnsOf = (clips: readonly AssessedClip[]): ReturnType<typeof assess>['columns'] =>
  assess(clips, fourLabels, bundledTables[0], settings).columns

function tableClip(
  expected: string | null,
  predicted: string,
  speaker: string,
  values: TableClip['values'],
): TableClip {
  return { dataset: 'set', speaker, expected, predicted, values }
}

describe('engine/plausibility - tables of a data set', () => {
  const random = createRandom(3)
  const clips = Array.from({ length: 240 }, (_, i) => {
    const label = i % 2 === 0 ? 'angry' : 'sad'
    const lift = label === 'angry' ? 1 : 0
    return tableClip(label, i % 10 < 8 ? label : 'happy', `s${i % 7}`, {
      lifted: lift + random.normal(),
      nothing: random.normal(),
      never: null,
    })
  })
  const columns = ['lifted', 'nothing', 'never']

  it('Table 2: correct predictions by emotion, a planted difference found and no other', () => {
    const table = dataTable(clips, columns, { rowOf: correctRows, isDifference: true })
    expect(table.rows.map(({ key, clips: n, speakers }) => [key, n, speakers])).toEqual([
      [['angry'], 96, 7],
      [['sad'], 96, 7],
    ])
    const [lifted, nothing, never] = table.rows[0].cells
    expect(lifted.mean).toBeCloseTo(1, 0)
    expect(lifted.interval!.low).toBeGreaterThan(0.5)
    expect(lifted.q).toBeLessThan(0.01)
    expect(nothing.interval!.low).toBeLessThan(0)
    expect(nothing.q).toBeGreaterThan(0.05)
    expect(never).toEqual({
      column: 'never',
      n: 0,
      speakers: 0,
      mean: null,
      sd: null,
      interval: null,
      p: null,
      q: null,
    })
  })

  it('q takes all cells of the table together', () => {
    const { rows } = dataTable(clips, columns, { rowOf: correctRows, isDifference: true })
    const cells = rows.flatMap(row => row.cells).filter(({ p }) => p !== null)
    expect(cells).toHaveLength(4)
    const least = Math.min(...cells.map(({ p }) => p!))
    expect(cells.find(({ p }) => p === least)!.q).toBeCloseTo(Math.min(...[4 * least, ...cells.map(({ q }) => q!)]), 12)
  })

  it('Table 3: wrong predictions by what the clip is and what the model said; values are not tested against 0', () => {
    const table = dataTable(clips, columns, { rowOf: wrongRows, isDifference: false })
    expect(table.rows.map(({ key }) => key)).toEqual([
      ['angry', 'happy'],
      ['sad', 'happy'],
    ])
    expect(table.rows[0].cells[0]).toMatchObject({ n: 24, p: null, q: null })
  })

  it('a label never predicted has no row; one clip of a label has a mean but no interval', () => {
    const few = [...clips, tableClip(null, 'surprised', 's0', { lifted: 2 })]
    const table = dataTable(few, ['lifted'], { rowOf: predictedRows, isDifference: true })
    expect(table.rows.map(({ key: [label] }) => label)).toEqual(['angry', 'happy', 'sad', 'surprised'])
    expect(table.rows[3].cells[0]).toMatchObject({ n: 1, mean: 2, sd: null, interval: null, p: null, q: null })
    expect(dataTable([], columns, { rowOf: correctRows, isDifference: true })).toEqual({ columns, rows: [] })
  })

  it('one speaker: the interval is of the clips alone, and the row says so', () => {
    const alone = clips.map(clip => ({ ...clip, speaker: 's0' }))
    const one = dataTable(alone, ['lifted'], { rowOf: correctRows, isDifference: true }).rows[0]
    expect(one.speakers).toBe(1)
    expect(one.cells[0].interval).not.toBeNull()
  })

  it('the same seed gives the same table', () => {
    const of = (seed: number): unknown =>
      dataTable(clips, columns, { rowOf: correctRows, isDifference: true, seed, draws: 200 })
    expect(of(5)).toEqual(of(5))
    expect(of(5)).not.toEqual(of(6))
  })

  it('wrong against correct predictions of a label', () => {
    const mixed = clips.map((clip, i) =>
      i % 10 >= 8
        ? clip
        : {
            ...clip,
            predicted: 'happy',
            expected: i % 20 < 10 ? 'happy' : 'sad',
            values: { lifted: i % 20 < 10 ? 2 : 0 + (i % 3) },
          },
    )
    const cells = wrongAgainstCorrect(mixed, ['lifted', 'never'])
    const happy = cells.find(({ label, column }) => label === 'happy' && column === 'lifted')!
    expect(happy.effect).toBeLessThan(-0.5)
    expect(happy.q).toBeLessThan(0.01)
    expect(cells.find(({ column }) => column === 'never')).toMatchObject({
      correct: 0,
      wrong: 0,
      effect: null,
      p: null,
      q: null,
    })
    expect(wrongAgainstCorrect([tableClip(null, 'angry', 'a', { lifted: 1 })], ['lifted'])).toEqual([])
  })

  it('data sets side by side', () => {
    const near = plannedCorpus({ clips: 400, speakers: 8, wrongShare: 0.1, isVoiceTrue: true })
    const far = plannedCorpus({ clips: 400, speakers: 8, wrongShare: 0.5, isVoiceTrue: false }).map(clip => ({
      ...clip,
      dataset: 'far',
    }))
    const both = [...near, ...far, assessedClip({ dataset: 'unlabelled', expected: null })]
    const rows = datasetRows(both, judged(both))
    expect(rows.map(({ dataset, clips: n, speakers }) => [dataset, n, speakers])).toEqual([
      ['far', 400, 8],
      ['set', 400, 8],
      ['unlabelled', 1, 1],
    ])
    expect(rows[0].accuracyInterval!.high).toBeLessThan(rows[1].accuracyInterval!.low)
    expect(rows[0].alignmentInterval!.high).toBeLessThan(rows[1].alignmentInterval!.low)
    expect(rows[2]).toMatchObject({
      accuracy: null,
      accuracyInterval: null,
      measured: 0,
      meanAlignment: null,
      implausibleShare: null,
    })
  })
})

describe('engine/plausibility - failure signatures', () => {
  const truthful = plannedCorpus({ clips: 400, speakers: 8, wrongShare: 0.1, isVoiceTrue: true })
  const deaf = plannedCorpus({ clips: 400, speakers: 8, wrongShare: 0.1, isVoiceTrue: false })

  it('evidence where nobody speaks: warned of where it is most of it, or more than its share of the time', () => {
    const of = (relevance: number, time: number): ReturnType<typeof offSpeechCheck> =>
      offSpeechCheck(Array.from({ length: 30 }, (_, i) => (i === 0 ? null : { relevance, time })))
    expect(of(0.05, 0.3)).toMatchObject({ state: 'ok', figure: 0.05, n: 29 })
    expect(of(0.6, 0.9).state).toBe('warn')
    expect(of(0.4, 0.3)).toMatchObject({
      state: 'warn',
      explanation: expect.stringMatching(/40 %.*10 points more than/),
    })
    expect(offSpeechCheck([{ relevance: 0.9, time: 0.1 }, null])).toMatchObject({ state: 'unknown', n: 1 })
    expect(offSpeechCheck([])).toMatchObject({ state: 'unknown', figure: null, n: 0 })
  })

  it('identical cues across emotions: only where the voice says nothing of the label', () => {
    const said = identicalCuesCheck(truthful, columnsOf(truthful))
    expect(said).toMatchObject({ state: 'ok', n: 400 })
    expect(said.explanation).toMatch(/^Of all cues, [a-z].* tells .*: the labels explain \d+ % of its variance/)
    const same = identicalCuesCheck(deaf, columnsOf(deaf))
    expect(same.state).toBe('warn')
    expect(same.figure).toBeLessThan(0.06)
    const one = truthful.map(clip => ({ ...clip, predicted: 'angry' }))
    expect(identicalCuesCheck(one, columnsOf(one))).toMatchObject({
      state: 'unknown',
      explanation: 'The model gave one label only.',
    })
    expect(identicalCuesCheck([], new Map())).toMatchObject({ state: 'unknown', figure: null })
    const silent = truthful.map(clip => ({ ...clip, cues: {} }))
    expect(identicalCuesCheck(silent, columnsOf(silent)).state).toBe('unknown')
  })

  it('accurate but implausible: right answers that the table does not support', () => {
    expect(accurateButImplausibleCheck(truthful, judged(truthful)).state).toBe('ok')
    expect(accurateButImplausibleCheck(deaf, judged(deaf))).toMatchObject({
      state: 'warn',
      figure: expect.closeTo(0.5, 0),
    })
    const poor = deaf.map((clip, i) => (i % 2 === 0 ? { ...clip, expected: 'surprised' } : clip))
    expect(accurateButImplausibleCheck(poor, judged(poor)).state).toBe('ok')
    expect(accurateButImplausibleCheck(truthful.slice(0, 10), judged(truthful.slice(0, 10)))).toMatchObject({
      state: 'unknown',
      figure: null,
    })
  })

  it('a spurious feature: what the experiment says, and unknown before it ran', () => {
    const figure = (mean: number): ArtefactFigure => ({ mean, low: mean - 0.1, high: mean + 0.1 })
    const finding = (snrDb: number, verdict: ArtefactVerdict, flips: number, standIn: number): ArtefactFinding => ({
      ...{ artefact: artefactSchema.parse({ kind: 'hum', snrDb }), verdict, clips: 30, p: 0.001 },
      ...{ flips: figure(flips), standInFlips: figure(standIn), excess: figure(flips - standIn) },
      ...{ probabilityChange: null, pulledTo: null, relevance: null, noticed: null },
    })
    const found = (...findings: ArtefactFinding[]): Parameters<typeof spuriousFeatureCheck>[0] => ({
      ...{ clips: 30, findings },
      verdicts: findings.map(({ verdict }, at) => ({ artefact: `hum ${at}`, verdict, finding: at })),
    })
    const nameOf = ({ kind }: { kind: string }): string => kind
    expect(spuriousFeatureCheck(null, nameOf)).toMatchObject({ state: 'unknown', figure: null, n: 0 })
    const relied = spuriousFeatureCheck(found(finding(30, 'unmoved', 0, 0), finding(10, 'relies', 0.7, 0.1)), nameOf)
    expect(relied).toMatchObject({
      state: 'warn',
      n: 30,
      explanation: expect.stringMatching(/relies on hum.*70 %.*10 %/),
    })
    expect(relied.figure).toBeCloseTo(0.6)
    // However many labels change: no more than by its stand-in is no reliance on it.
    expect(spuriousFeatureCheck(found(finding(10, 'disturbed', 0.68, 0.7)), nameOf).state).toBe('ok')
    const sensitive = spuriousFeatureCheck(
      found(finding(10, 'sensitive', 0.3, 0.1), finding(30, 'unmoved', 0, 0)),
      nameOf,
    )
    expect(sensitive.explanation).toMatch(/relies on none, but it is sensitive to hum: more labels follow it.*30 %/)
    expect(spuriousFeatureCheck(found(finding(10, 'too-few', 1, 0)), nameOf).state).toBe('unknown')
  })
})
