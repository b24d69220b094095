import { describe, expect, it } from 'vitest'
import { scoreSlices, type Slice } from '#engine/slices/score-slices'
import type { ScoredClip } from '#engine/store/scored-clips'

const labels = ['angry', 'sad']
const clip = (clipId: number, changes: Partial<ScoredClip> = {}): ScoredClip => ({
  ...{ clipId, file: `${clipId}.wav`, dataset: 'd', speaker: `s${clipId % 8}`, sex: null, emotion: 'anger' },
  ...{ intensity: null, sha256: null, expected: labels[clipId % 2], predicted: labels[clipId % 2], confidence: 1 },
  ...changes,
})
/** So many of every ten are right, whoever speaks and whatever the label. */
const drawn = (count: number, rightOfTen: number, from = 0): ScoredClip[] =>
  Array.from({ length: count }, (_, i) => {
    const made = clip(from + i)
    const isRight = Math.floor(i / 16) % 10 < rightOfTen
    return { ...made, predicted: isRight ? made.expected! : labels[1 - labels.indexOf(made.expected!)] }
  })
const slice = (viewId: number, clips: readonly ScoredClip[]): Slice => ({
  ...{ viewId, name: `slice ${viewId}` },
  clipIds: Int32Array.from(clips, ({ clipId }) => clipId),
})

describe('engine/slices - a slice against the rest', () => {
  it('engine/slices - accuracy, UAR and gap are what counting by hand gives', () => {
    const inside = [clip(0), clip(1, { predicted: 'angry' }), clip(2), clip(3)]
    const outside = [clip(4), clip(5), clip(6, { predicted: 'sad' }), clip(7, { predicted: 'angry' })]
    const unscored = clip(9, { expected: null })
    const { rows } = scoreSlices([...inside, ...outside, unscored], labels, [slice(1, [...inside, unscored])])
    expect(rows[0]).toMatchObject({ clips: 5, scored: 4, speakers: 4, rest: { scored: 4 }, caution: 'few-clips' })
    expect(rows[0].accuracy.value).toBeCloseTo(3 / 4, 12)
    expect(rows[0].accuracyGap.value).toBeCloseTo(3 / 4 - 2 / 4, 12)
    // Inside: angry 2 of 2, sad 1 of 2; outside: angry 1 of 2, sad 1 of 2.
    expect(rows[0].uarGap.value).toBeCloseTo(3 / 4 - 1 / 2, 12)
  })

  it('engine/slices - a true gap is found, and lies in its interval; where there is none, p is not small', () => {
    const [worse, same, rest] = [drawn(320, 6), drawn(320, 9, 320), drawn(1600, 9, 640)]
    const [found] = scoreSlices([...worse, ...same, ...rest], labels, [slice(1, worse), slice(2, same)]).rows
    const [none] = scoreSlices([...same, ...rest], labels, [slice(2, same)]).rows
    expect(found.accuracyGap.value).toBeCloseTo(-0.3, 12)
    expect(found.accuracyGap.interval!.low).toBeLessThan(-0.3)
    expect(found.accuracyGap.interval!.high).toBeGreaterThan(-0.3)
    expect(found.accuracyGap.interval!.high).toBeLessThan(0)
    expect(found.pHolm!).toBeLessThan(0.01)
    expect(none.p!).toBeGreaterThan(0.05)
    expect(found.caution).toBeNull()
    const [alone] = scoreSlices(rest, labels, [
      slice(
        3,
        rest.filter(one => one.speaker === 's1'),
      ),
    ]).rows
    expect(alone.caution).toBe('one-speaker')
  })

  it('engine/slices - p is adjusted over all slices: Holm multiplies the least by their number', () => {
    const clips = drawn(1000, 8)
    const slices = Array.from({ length: 5 }, (_, i) => slice(i, clips.slice(i * 90, i * 90 + 100)))
    const { rows } = scoreSlices(clips, labels, slices)
    const least = rows.reduce((a, b) => (b.p! < a.p! ? b : a))
    expect(least.pHolm).toBeCloseTo(Math.min(1, 5 * least.p!), 12)
    for (const { p, pHolm, qBh } of rows) expect(pHolm! >= qBh! - 1e-12 && qBh! >= p! - 1e-12).toBe(true)
  })

  it('engine/slices - nothing in it, or nothing left: no figure is made up', () => {
    const clips = drawn(40, 5)
    const { rows } = scoreSlices(clips, labels, [slice(1, []), slice(2, clips)])
    expect(rows[0]).toMatchObject({ scored: 0, accuracy: { value: null }, p: null, pHolm: null })
    expect(rows[1]).toMatchObject({ rest: { scored: 0 }, accuracyGap: { value: null, interval: null }, p: null })
  })
})
