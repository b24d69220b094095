import { describe, expect, it } from 'vitest'
import { annotationSchema } from '#contracts/annotation'
import { applyChanges, differences, emptyAnnotation, isEmpty } from '#engine/annotations/apply-changes'
import { contradictions } from '#engine/annotations/contradictions'
import { dealClips } from '#engine/annotations/deal-clips'
import { majorityOf } from '#engine/annotations/majority'

const model = 'ab'.repeat(32)
const region = { tier: 'breath', startSec: 0.1, endSec: 0.3, lowHz: null, highHz: null, text: 'in' }

describe('engine/annotations', () => {
  it('engine/annotations - changes take the place of their own fields, verdicts one by one, tags once each', () => {
    const one = applyChanges(emptyAnnotation, {
      emotion: 'sad',
      verdicts: { [model]: 'ambiguous' },
      tags: ['b', 'a', 'b'],
    })
    expect(one).toMatchObject({ emotion: 'sad', tags: ['b', 'a'], note: '' })
    const two = applyChanges(one, { note: 'hm', verdicts: { ['cd'.repeat(32)]: 'artefact' } })
    expect(Object.keys(two.verdicts)).toHaveLength(2)
    expect(differences(one, two)).toEqual(['note', 'verdicts'])
    expect(applyChanges(two, { verdicts: { [model]: null } }).verdicts).toEqual({ ['cd'.repeat(32)]: 'artefact' })
    expect(isEmpty(applyChanges(emptyAnnotation, { isFinished: true, isBlind: true }))).toBe(true)
    expect(isEmpty(two)).toBe(false)
  })

  it.each([
    [{ arousal: 1.2 }, /arousal/],
    [{ regions: [{ ...region, endSec: 0 }] }, /ends before/],
    [{ regions: [{ ...region, lowHz: 100 }] }, /both a low and a high/],
    [{ regions: [{ ...region, lowHz: 200, highHz: 100 }] }, /below its lowest/],
    [{ tags: ['two\nlines'] }, /Control characters/],
    [{ colour: 'red' }, /colour/],
  ])('engine/annotations - %j is refused', (changes, why) => {
    const result = annotationSchema.safeParse({ ...emptyAnnotation, ...changes })
    expect(JSON.stringify(result.error?.issues)).toMatch(why)
  })

  it('engine/annotations - anger that is pleasant, boredom that is excited are said; what may be, is not', () => {
    const said = (emotion: string, arousal: number | null, valence: number | null): string[] =>
      contradictions({ emotion, arousal, valence })
    expect(said('angry', 0.5, 0.6)).toEqual(['“angry” is unpleasant, but valence 0.60 says pleasant.'])
    expect(said('boredom', 0.8, -0.5)).toEqual(['“boredom” is calm, but arousal 0.80 says excited.'])
    expect(said('neutral', 0, 0.9)).toHaveLength(1)
    expect(said('anger', -0.9, 0.9)).toHaveLength(2)
    for (const fine of [
      said('anger', 0.1, -0.9),
      said('anger', -0.2, 0.2),
      said('surprise', -1, 1),
      said('happy', -0.9, 0.8),
      said('sad', null, null),
      said('no such word', 1, 1),
    ])
      expect(fine).toEqual([])
  })

  it('engine/annotations - the majority; a tie is split; agreement is the share of equal pairs', () => {
    expect(majorityOf([])).toEqual({ answer: null, agreement: null })
    expect(majorityOf(['a'])).toEqual({ answer: 'a', agreement: null })
    expect(majorityOf(['a', 'b'])).toEqual({ answer: 'split', agreement: 0 })
    expect(majorityOf(['a', 'b', 'a'])).toEqual({ answer: 'a', agreement: 1 / 3 })
  })
})

describe('engine/annotations, dealing clips', () => {
  const clips = Array.from({ length: 100 }, (_, i) => 1000 + i)
  const options = { annotators: 3, seed: 5, limit: null, sharedClips: 10 }

  it('engine/annotations - shared clips go to everybody, every other clip to one annotator, evenly', () => {
    const dealt = dealClips(clips, options)
    expect(dealt.map(own => own.length)).toEqual([40, 40, 40])
    const times = clips.map(clip => dealt.filter(own => own.includes(clip)).length)
    expect(times.filter(count => count === 3)).toHaveLength(10)
    expect(times.filter(count => count === 1)).toHaveLength(90)
    for (const own of dealt) expect(new Set(own).size).toBe(own.length)
    const shared = new Set(clips.filter((_, i) => times[i] === 3))
    // Hidden among the others: they don't come first.
    expect(dealt.some(own => own.slice(0, 10).every(clip => shared.has(clip)))).toBe(false)
  })

  it('engine/annotations - the same seed deals the same, another one otherwise; none keeps the order', () => {
    expect(dealClips(clips, options)).toEqual(dealClips(clips, options))
    expect(dealClips(clips, { ...options, seed: 6 })).not.toEqual(dealClips(clips, options))
    expect(dealClips(clips, { annotators: 2, seed: null, limit: 5, sharedClips: null })).toEqual([
      clips.slice(0, 5),
      clips.slice(0, 5),
    ])
    expect(dealClips(clips, { annotators: 2, seed: null, limit: 5, sharedClips: 1 })).toEqual([
      [1000, 1001, 1003],
      [1000, 1002, 1004],
    ])
  })
})
