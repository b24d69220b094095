import { afterAll, describe, expect, it } from 'vitest'
import { experimentResultSchema } from '#contracts/experiment'
import type { ExperimentContext } from '#engine/experiments/experiment-kind'
import { plainResult } from '#engine/experiments/read-result'
import { experimentRegistry } from '#engine/experiments/registry'
import { createRandom } from '#engine/stats/random'
import { codeOf } from '../../helpers/error-code'
import { labelOf, spokenClips, storeOfSpeech, type SpokenClip } from '../../helpers/audited-cues'
import { labels, model } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

const opened: { close(): void }[] = []
afterAll(() => opened.forEach(project => project.close()))

function contextOf(clips: readonly SpokenClip[]): ExperimentContext {
  const { project, db, audit } = storeOfSpeech(tempDir(), clips)
  opened.push(project)
  return { db, audit, labels, model: { folder: model.folder, sha256: model.sha256 } }
}

const isResult = (result: unknown): boolean => experimentResultSchema.shape.result.safeParse(result).success
const ordinary = contextOf(spokenClips(180, 10))

describe('engine/experiments - baseline', () => {
  const { result } = plainResult(ordinary, 'baseline')

  it('scores, confusion and groups are those of the clips', () => {
    expect(isResult(result)).toBe(true)
    expect(result.overall).toMatchObject({ clips: 180, speakers: 6, correct: 162, accuracy: { value: 0.9 } })
    expect(result.recall.map(({ label, clips }) => [label, clips])).toEqual([
      ['angry', 60],
      ['happy', 60],
      ['sad', 60],
    ])
    expect(result.confusion.flat().reduce((sum, n) => sum + n, 0)).toBe(180)
    expect(result.speakers).toHaveLength(6)
    expect(result.datasets.map(({ name }) => name)).toEqual(['tess'])
    expect(result.overall.accuracy.interval!.low).toBeLessThan(0.9)
    expect(result.overall.accuracy.interval!.high).toBeGreaterThan(0.9)
  })

  it('the interval of the accuracy is as wide as speakers that differ make it', () => {
    const even = contextOf(spokenClips(180, 2))
    const random = createRandom(5)
    const bySpeaker = contextOf(
      Array.from({ length: 180 }, (_, i) => ({
        predicted: i % 6 < 3 || random.uniform() < 0.02 ? labelOf(i) : (labelOf(i) + 1) % 3,
      })),
    )
    const width = (context: ExperimentContext): number => {
      const { low, high } = plainResult(context, 'baseline').result.overall.accuracy.interval!
      return high - low
    }
    expect(width(bySpeaker)).toBeGreaterThan(3 * width(even))
  })
})

describe('engine/experiments - cue validation', () => {
  it('draws as many correct clips of each label as asked for, the same each time', () => {
    const draw = (seed: number): number[] =>
      plainResult(ordinary, 'cue-validation', {}, seed).result.clips.map(({ clipId }) => clipId)
    const { result } = plainResult(ordinary, 'cue-validation')
    expect(isResult(result)).toBe(true)
    expect(result.labels.map(({ drawn }) => drawn)).toEqual([10, 10, 10])
    expect(
      result.clips.every(({ expected, predicted, windows }) => expected === predicted && windows.length === 1),
    ).toBe(true)
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
  })

  it('the planted order of loudness is found, and how sure it is', () => {
    const { order, cues } = plainResult(ordinary, 'cue-validation', { clips: 'all' }).result
    const loudness = order.find(({ column }) => column === 'loudness.mean')!
    expect([loudness.highest.label, loudness.lowest.label]).toEqual(['angry', 'sad'])
    expect(loudness.highest.share).toBe(1)
    const cells = cues.rows.map(({ cells: all }) => all.find(({ column }) => column === 'loudness.mean')!.mean!)
    expect(cells[0]).toBeCloseTo(7, 0)
    expect(cells[2]).toBeCloseTo(3, 0)
  })

  it('amplitude variability is the standard deviation of loudness as a part of its mean', () => {
    const one = contextOf(
      [0, 1, 2].map(label => ({ predicted: label, emotion: ['anger', 'happiness', 'sadness'][label] })),
    )
    const { cues } = plainResult(one, 'cue-validation', { clips: 'all' }).result
    const of = (column: string): number => cues.rows[0].cells.find(cell => cell.column === column)!.mean!
    expect(of('loudness.cv')).toBeCloseTo(of('loudness.sd') / of('loudness.mean'), 12)
  })
})

describe('engine/experiments - misclassifications', () => {
  it('samples wrong predictions, and knows what was taken for what', () => {
    const { result } = plainResult(ordinary, 'misclassifications', { clips: 6 })
    expect(isResult(result)).toBe(true)
    expect([result.wrong, result.drawn, result.clips.length]).toEqual([18, 6, 6])
    expect(result.clips.every(({ expected, predicted }) => expected !== predicted)).toBe(true)
    expect(result.pairs.reduce((sum, { clips }) => sum + clips, 0)).toBe(18)
  })

  it('wrong predictions sound like what they are, not like what was said', () => {
    const { contrast } = plainResult(ordinary, 'misclassifications', { clips: 'all' }).result
    const effect = (label: string): number =>
      contrast.find(cell => cell.label === label && cell.column === 'loudness.mean')!.effect!
    expect(effect('happy')).toBeGreaterThan(1) // angry clips called happy
    expect(effect('angry')).toBeLessThan(-1) // sad clips called angry
  })
})

describe('engine/experiments - across data sets', () => {
  const two = contextOf(
    spokenClips(180, 0).map((clip, i) =>
      i < 120
        ? clip
        : {
            ...clip,
            dataset: 'ravdess',
            predicted: Math.floor(i / 18) % 2 === 0 ? clip.predicted : (clip.predicted + 1) % 3,
          },
    ),
  )
  const { result } = plainResult(two, 'cross-dataset')

  it('each data set has its scores, and the gaps are to the largest', () => {
    expect(isResult(result)).toBe(true)
    expect(result.datasets.map(({ name, clips }) => [name, clips])).toEqual([
      ['tess', 120],
      ['ravdess', 60],
    ])
    const [whole, ...byLabel] = result.gaps
    expect(whole).toMatchObject({ dataset: 'ravdess', reference: 'tess', label: null, difference: -0.6 })
    expect(whole.interval!.high).toBeLessThan(0)
    expect(byLabel.map(({ label }) => label)).toEqual(labels)
    expect(result.plausibility.map(({ dataset }) => dataset)).toEqual(['ravdess', 'tess'])
  })

  it('with one data set there is nothing to compare, and that is said', () => {
    const { gaps, caveats } = plainResult(ordinary, 'cross-dataset').result
    expect(gaps).toEqual([])
    expect(caveats.join(' ')).toContain('nothing to compare it with')
  })
})

describe('engine/experiments - ablation', () => {
  it('an audit without concept relevance is refused with what to run', async () => {
    const { check } = experimentRegistry.ablation
    const { question } = plainResult(ordinary, 'baseline')
    const never = (): never => {
      throw new Error('no model is needed to see that')
    }
    const refused = await codeOf(async () => check(ordinary, question, never))
    expect(refused).toBe('bad-option')
    await expect(async () => check(ordinary, question, never)).rejects.toThrow('--methods occlusion,crp')
  })
})
