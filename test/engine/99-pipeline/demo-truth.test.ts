/**
 * What the program says of clips of which everything is known, because they were made by rule: the whole way from a WAV to
 * windows, delta f and plausibility, held against the truth beside the clips.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cueDelta } from '#contracts/cue-delta'
import type { ExpertCue, ExpertTable } from '#contracts/expert-table'
import { plausibilitySettingsSchema } from '#contracts/plausibility'
import { planCorpus } from '#engine/demo/plan-corpus'
import type { DemoTruth } from '#engine/demo/truth'
import type { RegionMeasures } from '#engine/measures'
import { assess, type Assessment } from '#engine/plausibility/assess'
import { bundledTables } from '#engine/plausibility/bundled-tables'
import { expectationsOf, type EmotionLabel } from '#engine/plausibility/expectations'
import { expertCueDefinitions, type CueReading } from '#engine/plausibility/expert-cues'
import { placesBySpeaker } from '#engine/plausibility/group-by'
import { spokenEmotions, type SpokenEmotion } from '#engine/speech-synthesis/emotions'
import type { Interval } from '#engine/stats/interval'
import { mean, standardDeviation } from '#engine/stats/moments'
import { pearson } from '#engine/stats/ranks'
import { ResampledAuc } from '#engine/stats/resampled-auc'
import { bootstrapInterval } from '../../helpers/bootstrap-interval'
import {
  explainAll,
  measureNeutralTwin,
  methods,
  planDemoAndMore,
  toAssessed,
  type ExplainedClip,
  type Method,
} from './explained-demo'
import { hitsOf, testHits } from './gesture-hits'

const DEMO_CLIPS = planCorpus('demo').length
const [table] = bundledTables

interface Cell {
  readonly emotion: SpokenEmotion
  readonly cue: ExpertCue
  readonly sign: number
}

const scoredCells: readonly Cell[] = spokenEmotions.flatMap(emotion => {
  const [{ scored }] = expectationsOf(table, [{ label: emotion, emotion }])
  return [...scored].map(([cue, level]) => ({ emotion, cue, sign: Math.sign(level) }))
})

let labels: readonly EmotionLabel[]
let clips: readonly ExplainedClip[]
/** Clips in emotions that something is expected of, with the same words spoken neutrally. */
let twins: Map<ExplainedClip, Record<Method, RegionMeasures>>

const figures: string[] = []
afterAll(() => console.info(figures.join('\n')))

beforeAll(async () => {
  ;({ labels, clips } = await explainAll(planDemoAndMore()))
  twins = new Map()
  const emotions = new Set(scoredCells.map(({ emotion }) => emotion))
  for (const clip of clips)
    if (clip.truth.planted.kind === 'none' && emotions.has(clip.truth.emotionSpoken))
      twins.set(clip, await measureNeutralTwin(clip))
}, 180_000)

describe('engine/pipeline, on the demo: windows', () => {
  it.each(methods)('engine/pipeline - windows of %s hit the planted gesture, random ones in speech do not', method => {
    const demo = clips.slice(0, DEMO_CLIPS).filter(({ truth }) => truth.emotionSpoken !== 'neutral')
    for (const count of [1, 5]) {
      const hits = demo.flatMap(({ truth, byMethod }, i) => {
        return hitsOf(byMethod[method].windows.slice(0, count), truth, 2000, i + 1) ?? []
      })
      const { clips: n, share, chanceShare, p, aboveShare, signP } = testHits(hits)
      figures.push(
        `${method}, ${count} window(s), ${n} clips: ${percent(share)} of their time in the gesture, random ` +
          `${percent(chanceShare)}, p ${p.toFixed(5)}; more than random in ${percent(aboveShare)}, p ${signP.toExponential(0)}`,
      )
      expect(n).toBeGreaterThan(100)
      expect(p).toBeLessThan(0.001)
      expect(signP).toBeLessThan(0.001)
      expect(share).toBeGreaterThan((count === 1 ? 2 : 1.25) * chanceShare)
      // The same test finds nothing in windows that were drawn at random themselves.
      expect(testHits(hits.map(clip => ({ ...clip, hitSec: clip.drawnSec[0] }))).p).toBeGreaterThan(0.01)
    }
  })
})

describe('engine/pipeline, on the demo: delta f', () => {
  it('engine/pipeline - the table expects of every cue that it scores what was planted', () => {
    expect(scoredCells).toHaveLength(12)
    for (const { emotion, cue, sign } of scoredCells)
      expect(Math.sign(plantedChange(emotion, cue)), `${emotion} ${cue}`).toBe(sign)
  })

  it.each(methods)('engine/pipeline - delta f of %s has the planted sign, whatever the words', method => {
    for (const { emotion, cue, sign } of scoredCells) {
      const what = `${emotion} ${cue}`
      const plain = meanOf(spokenIn(emotion), clip => deltaOf(clip.byMethod[method], cue))
      const [deltaChange, change] = [deltaOf, salientOf].map(figure =>
        meanOf(spokenIn(emotion), clip => {
          const twin = twins.get(clip)?.[method]
          const [here, neutral] = [clip.byMethod[method], twin].map(found => found && figure(found, cue))
          return typeof here === 'number' && typeof neutral === 'number' ? here - neutral : null
        }),
      )
      figures.push(
        `${method}, ${what}: delta f ${told(plain)}; less the neutral twin's ${told(deltaChange)}; ` +
          `windows less the twin's ${told(change)}`,
      )
      expectSign(change, sign, `${what}, windows less the neutral twin's`)
      expect(Math.sign(deltaChange.mean), `${what}, delta f less the neutral twin's`).toBe(sign)
      // Which sounds lie in the windows decides how bright they are, more than the emotion does: see the next test.
      if (cue === 'high_frequency_energy') continue
      expectSign(plain, sign, `${what}, delta f`)
      expectSign(deltaChange, sign, `${what}, delta f less the neutral twin's`)
    }
  })

  it.each(methods)(
    'engine/pipeline - delta f of brightness by %s is mostly the words, that of loudness is not',
    method => {
      const alike = (cue: ExpertCue): number => {
        const pairs = [...twins].map(([clip, twin]) =>
          [clip.byMethod[method], twin[method]].map(found => deltaOf(found, cue)),
        )
        const known = pairs.filter(pair => !pair.includes(null)) as number[][]
        return pearson(
          known.map(([here]) => here),
          known.map(([, neutral]) => neutral),
        )!
      }
      const [brightness, loudness] = [alike('high_frequency_energy'), alike('loudness')]
      figures.push(
        `${method}: delta f like the neutral twin's, r ${brightness.toFixed(2)} (loudness ${loudness.toFixed(2)})`,
      )
      expect(brightness ** 2).toBeGreaterThan(0.5)
      expect(loudness ** 2).toBeLessThan(0.5)
    },
  )
})

describe('engine/plausibility, on the demo', () => {
  it.each(methods)(
    'engine/plausibility - by %s, what verdicts rest on has the planted sign for every scored cue',
    method => {
      const { columns } = assessBy(clips, method)
      for (const { emotion, cue, sign } of scoredCells) {
        const zOf = new Map(clips.map((clip, i) => [clip, columns.get(cue)!.z[i]]))
        const z = meanOf(spokenIn(emotion), clip => (Number.isNaN(zOf.get(clip)) ? null : zOf.get(clip)!))
        figures.push(`${method}, ${emotion}, ${cue}: z ${told(z)}`)
        expect(sign * z.mean, `${emotion} ${cue}`).toBeGreaterThan(0)
        if (cue !== 'high_frequency_energy') expectSign(z, sign, `${emotion} ${cue}`)
      }
    },
  )

  it.each(methods)(
    'engine/plausibility - by %s, planted label errors stand lower than labels that are right',
    method => {
      const { area, interval, wrong, n } = labelErrorArea(clips, method)
      const alone = labelErrorArea(clips.slice(0, DEMO_CLIPS), method)
      figures.push(
        `${method}, wrong labels: area ${area.toFixed(3)} ${range(interval)}, ${wrong} of ${n} clips ` +
          `(demo alone ${alone.area.toFixed(3)} ${range(alone.interval)}, ${alone.wrong} of ${alone.n})`,
      )
      expect(wrong).toBeGreaterThanOrEqual(24)
      expect(area).toBeGreaterThan(0.75)
      expect(interval.low).toBeGreaterThan(0.6)
      expect(alone.interval.low).toBeGreaterThan(0.5)
      // It is the table that tells: turned upside down, it takes the right labels for wrong.
      expect(labelErrorArea(clips, method, upsideDown(table)).interval.high).toBeLessThan(0.5)
    },
  )
})

/** A wrong label doesn't change the voice; planted noise and held-back anger do. */
function spokenIn(emotion: SpokenEmotion): ExplainedClip[] {
  return clips.filter(
    ({ truth }) =>
      truth.emotionSpoken === emotion && (truth.planted.kind === 'none' || truth.planted.kind === 'wrong-label'),
  )
}

/** Where the truth of a clip has a cue; loudness varies as far as the gesture stands out of the clip. */
const inTruth: Partial<Record<ExpertCue, (cues: DemoTruth['cues']) => number>> = {
  loudness: ({ gesture }) => gesture.levelDb!,
  loudness_variability: ({ gesture, clip }) => Math.abs(gesture.levelDb! - clip.levelDb!),
  f0: ({ gesture }) => Math.log2(gesture.f0MeanHz!),
  f0_variability: ({ gesture }) => gesture.f0RangeSemitones!,
  high_frequency_energy: ({ gesture }) => -gesture.tiltDb!,
}

/** In the gesture, against the same speakers' neutral clips. */
function plantedChange(emotion: SpokenEmotion, cue: ExpertCue): number {
  const [here, neutral] = [emotion, 'neutral' as const].map(wanted => {
    return mean(spokenIn(wanted).map(({ truth }) => inTruth[cue]!(truth.cues)))!
  })
  return here - neutral
}

/** Delta f against random speech. */
function deltaOf(measures: RegionMeasures, cue: ExpertCue): number | null {
  return figureOf(cue, ({ cue: key, statistic }) => cueDelta(measures, key, 'speech', statistic))
}

/** The windows' own. */
function salientOf({ cues }: RegionMeasures, cue: ExpertCue): number | null {
  return figureOf(cue, ({ cue: key, statistic }) => cues.salient[key]?.[statistic] ?? null)
}

/** Mean of a cue's readings, each in standard deviations of its delta f by occlusion over all clips. */
function figureOf(cue: ExpertCue, read: (reading: CueReading) => number | null): number | null {
  const values = expertCueDefinitions[cue].readings.map(reading => {
    const value = read(reading)
    return value === null ? null : (reading.sign * value) / spreadOf(reading)
  })
  return values.includes(null) ? null : mean(values as number[])
}

const spreads = new Map<CueReading, number>()
function spreadOf(reading: CueReading): number {
  const known = spreads.get(reading)
  if (known !== undefined) return known
  const all = clips.map(({ byMethod }) => cueDelta(byMethod.occlusion, reading.cue, 'speech', reading.statistic))
  const spread = standardDeviation(all.filter(value => value !== null))!
  spreads.set(reading, spread)
  return spread
}

function assessBy(own: readonly ExplainedClip[], method: Method, expert = table): Assessment {
  return assess(toAssessed(own, method), labels, expert, plausibilitySettingsSchema.parse({}))
}

/** Area under the ROC curve for "this label is wrong" by the standing of the label given, low standings first. */
function labelErrorArea(
  own: readonly ExplainedClip[],
  method: Method,
  expert = table,
): { area: number; interval: Interval; wrong: number; n: number } {
  const ranked = assessBy(own, method, expert).clips.flatMap(({ labelPercentile }, i) =>
    labelPercentile === null ? [] : [{ clip: own[i], score: -labelPercentile }],
  )
  const isWrong = ranked.map(({ clip }) => clip.truth.planted.kind === 'wrong-label')
  const auc = new ResampledAuc(
    ranked.map(({ score }) => score),
    isWrong,
  )
  const interval = bootstrapInterval(bySpeaker(ranked.map(({ clip }) => clip)), places => auc.ofDraw(places))!
  return { area: auc.ofAll()!, interval, wrong: isWrong.filter(Boolean).length, n: ranked.length }
}

function upsideDown({ cells, ...rest }: ExpertTable): ExpertTable {
  const turned = { higher: 'lower', lower: 'higher', mixed: 'mixed' } as const
  return { ...rest, cells: cells.map(cell => ({ ...cell, direction: turned[cell.direction] })) }
}

interface MeanFigure extends Interval {
  readonly mean: number
  readonly n: number
}

/** Over the clips that have it, with an interval that resamples speakers, then clips. */
function meanOf(own: readonly ExplainedClip[], figureOf: (clip: ExplainedClip) => number | null): MeanFigure {
  const known = own.flatMap(clip => {
    const value = figureOf(clip)
    return value === null ? [] : [{ clip, value }]
  })
  const values = known.map(({ value }) => value)
  const groups = bySpeaker(known.map(({ clip }) => clip))
  const interval = bootstrapInterval(groups, places => mean(Array.from(places, place => values[place])))!
  return { mean: mean(values)!, n: values.length, ...interval }
}

function bySpeaker(own: readonly ExplainedClip[]): number[][] {
  return placesBySpeaker(own.map(({ truth: { speaker } }) => ({ dataset: 'demo', speaker })))
}

function expectSign({ low, high }: Interval, sign: number, what: string): void {
  expect(sign > 0 ? low : -high, what).toBeGreaterThan(0)
}

function told({ mean: centre, n, ...interval }: MeanFigure): string {
  return `${centre.toFixed(2)} ${range(interval)} n ${n}`
}

function range({ low, high }: Interval): string {
  return `[${low.toFixed(2)}, ${high.toFixed(2)}]`
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}
