import { afterAll, describe, expect, it } from 'vitest'
import { auditScoresSchema } from '#contracts/audit-scores'
import { plainResult } from '#engine/experiments/read-result'
import { scoreGroups } from '#engine/experiments/score-groups'
import { scoredClips, type ScoredClip } from '#engine/store/scored-clips'
import { spokenClips, storeOfSpeech } from '../../helpers/audited-cues'
import { labels as storedLabels, model } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

const { project, db, audit } = storeOfSpeech(tempDir(), spokenClips(180, 10))
afterAll(() => project.close())

const labels = ['angry', 'sad']
/** Of eight speakers; every second is a woman. */
const clip = (clipId: number, changes: Partial<ScoredClip> = {}): ScoredClip => ({
  ...{ clipId, file: `${clipId}.wav`, dataset: 'd', speaker: `s${clipId % 8}`, emotion: 'anger', sha256: null },
  ...{ sex: clipId % 2 === 0 ? 'female' : 'male', intensity: null, confidence: 1 },
  ...{ expected: labels[Math.floor(clipId / 8) % 2], predicted: labels[Math.floor(clipId / 8) % 2] },
  ...changes,
})
const wrong = (clipId: number): ScoredClip => {
  const right = clip(clipId)
  return { ...right, predicted: right.expected === 'sad' ? 'angry' : 'sad' }
}

describe('engine/experiments - scores of groups', () => {
  it('are the report’s: the same figures, intervals and words', () => {
    const context = { db, audit, labels: storedLabels, model: { folder: model.folder, sha256: model.sha256 } }
    const { result } = plainResult(context, 'baseline')
    const scores = auditScoresSchema.parse(scoreGroups(scoredClips(db, audit), storedLabels, 'speaker'))
    expect({ name: 'all', ...scores.overall }).toEqual(result.overall)
    expect(result.caveats).toEqual(expect.arrayContaining(scores.caveats))
    expect(scores.caveats).toEqual(['Only 6 speakers: the intervals are rough.'])
    expect(
      scores.groups.map(({ word, dataset, clips, speakers, correct, accuracy, uar }) => ({
        ...{ name: `${dataset}: ${word}`, clips, speakers, correct, accuracy, uar },
      })),
    ).toEqual(result.speakers)
    expect(scores.groups.map(({ caution }) => caution)).toEqual(Array(6).fill('one-speaker'))
  })

  it('each group has its own matrix; the gap of two is the second less the first, and lies in its interval', () => {
    // All women are right; of the men every fourth block of eight is not.
    const clips = Array.from({ length: 320 }, (_, i) => (i % 2 === 1 && i % 32 >= 24 ? wrong(i) : clip(i)))
    const { groups, gap, overall } = scoreGroups(clips, labels, 'sex')
    expect(groups.map(({ word, clips: n, correct, caution }) => [word, n, correct, caution])).toEqual([
      ['female', 160, 160, null],
      ['male', 160, 120, null],
    ])
    expect(groups.map(({ confusion }) => confusion)).toEqual([
      [[80, 0], [0, 80]], // prettier-ignore
      [[80, 0], [40, 40]], // prettier-ignore
    ])
    expect(groups[1].recall).toEqual([1, 0.5])
    expect(overall.accuracy.value).toBeCloseTo(280 / 320, 12)
    expect(gap!.accuracy.value).toBeCloseTo(-0.25, 12)
    expect(gap!.uar.value).toBeCloseTo(-0.25, 12)
    expect(gap!.accuracy.interval!.low).toBeLessThan(-0.25)
    expect(gap!.accuracy.interval!.high).toBeGreaterThan(-0.25)
    expect(gap!.accuracy.interval!.high).toBeLessThan(0)
  })

  it('groups come as people count them, those without a name last; speakers of two data sets are different people', () => {
    const clips = ['s10', 's2', null].flatMap((speaker, i) => [
      clip(2 * i, { speaker }),
      clip(2 * i + 1, { speaker, dataset: 'other' }),
    ])
    const { groups, gap } = scoreGroups(clips, labels, 'speaker')
    expect(groups.map(({ word, clips: n }) => [word, n])).toEqual([
      ...[
        ['s2', 1],
        ['s2', 1],
      ],
      ...[
        ['s10', 1],
        ['s10', 1],
      ],
      ...[
        [null, 1],
        [null, 1],
      ],
    ])
    expect(gap).toBeNull()
    expect(groups.every(({ caution }) => caution === 'few-clips')).toBe(true)
    expect(scoreGroups(clips, labels, null)).toMatchObject({ by: null, groups: [] })
  })

  it('what has no label of the model is in no group; of nothing no figure is made up', () => {
    const { overall, groups } = scoreGroups(
      [clip(1, { expected: null }), clip(2, { expected: 'bored' })],
      labels,
      'sex',
    )
    expect(overall).toMatchObject({ clips: 0, accuracy: { value: null, interval: null } })
    expect(groups).toEqual([])
  })
})
