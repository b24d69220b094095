import { describe, expect, it } from 'vitest'
import { plausibilitySettingsSchema, type ClipPlausibility } from '#contracts/plausibility'
import type { ExpertTable } from '#contracts/expert-table'
import { assess } from '#engine/plausibility/assess'
import type { AssessedClip } from '#engine/plausibility/assessed-clip'
import { arousalAgreement } from '#engine/plausibility/arousal'
import { baseRates } from '#engine/plausibility/base-rates'
import { bundledTables } from '#engine/plausibility/bundled-tables'
import { detectErrors } from '#engine/plausibility/error-detection'
import { assessedClip, fourLabels, plannedCorpus, statistics } from '../../helpers/assessed-clips'

const settings = plausibilitySettingsSchema.parse({})
const [severalSources] = bundledTables

/** Anger is louder and, weakly, higher; sadness is softer. */
const smallTable: ExpertTable = {
  ...{ id: 'small', version: 1, title: 'Small', citation: 'x', reference: 'dataset' },
  cells: [
    { emotion: 'anger', cue: 'loudness', direction: 'higher', strength: 'clear', confidence: 'A', source: 'x' },
    { emotion: 'anger', cue: 'f0', direction: 'higher', strength: 'weak', confidence: 'A', source: 'x' },
    { emotion: 'anger', cue: 'jitter', direction: 'higher', strength: 'clear', confidence: 'A', source: 'x' },
    { emotion: 'sadness', cue: 'loudness', direction: 'lower', strength: 'clear', confidence: 'B', source: 'x' },
  ],
  emotions: [
    { emotion: 'anger', arousal: 1, valence: -1, isSettled: true },
    { emotion: 'sadness', arousal: -1, valence: -1, isSettled: true },
  ],
}

/** Median 2, median absolute deviation 1 for loudness; F0 twice that. */
function fiveClips(): AssessedClip[] {
  return [0, 1, 2, 3, 9].map((level, i) =>
    assessedClip({ clipId: i }, { loudness: level, f0: 2 * level, jitter: level }),
  )
}

function judged(clips: readonly AssessedClip[], table = smallTable, changes: object = {}): readonly ClipPlausibility[] {
  const found = assess(clips, fourLabels, table, { ...settings, ...changes })
  return found.clips.map((clip, i) => ({ ...clip, findings: found.findingsAt(i) }))
}

describe('engine/plausibility - one clip', () => {
  it('z and alignment are those worked out by hand', () => {
    const found = judged(fiveClips())
    const z = 7 / 1.482602218505602
    expect(found[4].findings.find(({ cue }) => cue === 'loudness')).toMatchObject({
      ...{ z: expect.closeTo(z, 12), expected: 1, isScored: true, outcome: 'fits' },
      ...{ population: 'dataset', populationSize: 5 },
    })
    // F0's z is the same, counted half: the sum over the weights is tanh(z) again.
    expect(found[4].alignment).toBeCloseTo(Math.tanh(z), 12)
    expect(found[0].alignment).toBeCloseTo(Math.tanh(-2 / 1.482602218505602), 12)
    expect(found[2].alignment).toBe(0)
  })

  it('cues that pull both ways are weighed by their strength', () => {
    const clips = [...fiveClips(), assessedClip({ clipId: 9 }, { loudness: 9, f0: 0 })]
    const found = judged(clips)[5]
    const z = (cue: string): number => found.findings.find(finding => finding.cue === cue)!.z!
    expect(found.alignment).toBeCloseTo((Math.tanh(z('loudness')) + 0.5 * Math.tanh(z('f0'))) / 1.5, 12)
    expect(found.findings.find(({ cue }) => cue === 'f0')!.outcome).toBe('contradicts')
  })

  it('a shown cue is compared but not scored; a cue near the middle neither fits nor contradicts', () => {
    const [, , middle, , last] = judged(fiveClips())
    expect(last.findings.find(({ cue }) => cue === 'jitter')).toMatchObject({
      expected: 1,
      isScored: false,
      outcome: 'fits',
    })
    expect(middle.findings.find(({ cue }) => cue === 'loudness')!.outcome).toBe('neither')
    expect(last.findings.find(({ cue }) => cue === 'spectral_flux')).toMatchObject({
      z: null,
      outcome: 'no-expectation',
    })
  })

  it('alignment with every label, the rank of the predicted one and what it has over the best other', () => {
    const [first, , , , last] = judged(fiveClips())
    expect(last.alignments).toEqual({
      angry: last.alignment,
      happy: null,
      sad: expect.closeTo(-last.alignment!, 12),
      surprised: null,
    })
    expect(last).toMatchObject({ rank: 1, bestOther: 'sad', contrast: expect.closeTo(2 * last.alignment!, 12) })
    expect(first).toMatchObject({ rank: 2, contrast: expect.closeTo(2 * first.alignment!, 12) })
  })
})

describe('engine/plausibility - the reference population', () => {
  const speakerClips = (speaker: string, count: number, offset: number): AssessedClip[] =>
    Array.from({ length: count }, (_, i) =>
      assessedClip({ speaker, emotion: i % 2 === 0 ? 'neutral' : 'anger' }, { loudness: offset + i, f0: offset + i }),
    )
  const loudness = ({ findings }: ClipPlausibility): ClipPlausibility['findings'][number] =>
    findings.find(({ cue }) => cue === 'loudness')!

  it('ten clips of a speaker make a population, nine do not: the data set stands in', () => {
    const clips = [...speakerClips('a', 10, 0), ...speakerClips('b', 9, 100)]
    const found = judged(clips, { ...smallTable, reference: 'speaker' })
    expect(loudness(found[0])).toMatchObject({ population: 'speaker', populationSize: 10 })
    expect(loudness(found[10])).toMatchObject({ population: 'dataset', populationSize: 19 })
    expect(loudness(found[9]).z).toBeCloseTo(4.5 / (2.5 * 1.482602218505602), 10)
  })

  it('neutral clips only, of the speaker or (with fewer than four) of the data set', () => {
    const clips = [...speakerClips('a', 10, 0), ...speakerClips('b', 4, 100)]
    const found = judged(clips, smallTable, { population: 'speaker-neutral' })
    expect(loudness(found[1])).toMatchObject({ population: 'speaker-neutral', populationSize: 5 })
    expect(loudness(found[1]).z).toBeCloseTo((1 - 4) / (2 * 1.482602218505602), 10)
    expect(loudness(found[12])).toMatchObject({ population: 'dataset-neutral', populationSize: 7 })
  })

  it('no neutral clip at all: nothing to compare with, and it is said', () => {
    const clips = speakerClips('a', 10, 0).map(clip => ({ ...clip, emotion: 'anger' }))
    expect(judged(clips, smallTable, { population: 'speaker-neutral' })[3]).toMatchObject({
      ...{ verdict: 'not-measurable', reason: 'no-population', alignment: null, percentile: null, rank: null },
    })
  })

  it('the same speaker name in two data sets is two people; an unknown speaker is held against the data set', () => {
    const clips = [
      ...speakerClips('a', 10, 0),
      ...speakerClips('a', 10, 50).map(clip => ({ ...clip, dataset: 'other' })),
      assessedClip({ speaker: null }, { loudness: 3, f0: 3 }),
    ]
    const found = judged(clips, smallTable, { population: 'speaker' })
    expect(loudness(found[0]).z).toBeCloseTo(loudness(found[10]).z!, 12)
    expect(loudness(found[20])).toMatchObject({ population: 'dataset', populationSize: 11 })
  })

  it('the verdict depends on it: what is low for the speaker may be high beside neutral speech', () => {
    const clips = Array.from({ length: 40 }, (_, i) => {
      const isNeutral = i < 8
      return assessedClip(
        { clipId: i, emotion: isNeutral ? 'neutral' : 'sadness', expected: 'sad', predicted: 'sad' },
        { loudness: isNeutral ? i / 10 : 5 + i / 10 },
      )
    })
    const share = (population: string): number =>
      judged(clips, smallTable, { population })
        .slice(8)
        .filter(({ alignment }) => alignment! > 0).length / 32
    expect(share('speaker')).toBeGreaterThan(0.3)
    expect(share('speaker-neutral')).toBe(0)
  })
})

describe('engine/plausibility - verdicts', () => {
  const many = (count: number): AssessedClip[] =>
    Array.from({ length: count }, (_, i) => assessedClip({ clipId: i }, { loudness: i, f0: i }))

  it('a correct clip is never its own reference; of twenty, one is implausible at 5 %', () => {
    const found = judged(many(20))
    expect(found[0]).toMatchObject({ references: 19, percentile: 5, verdict: 'implausible' })
    expect(found[1]).toMatchObject({ percentile: 10, verdict: 'plausible' })
    expect(found[19].percentile).toBe(100)
  })

  it('a wrong prediction is held against all correct clips of the label that was named', () => {
    const wrong = assessedClip({ expected: 'sad', predicted: 'angry' }, { loudness: -5, f0: -5 })
    const found = judged([...many(20), wrong])[20]
    expect(found).toMatchObject({ references: 20, percentile: expect.closeTo(100 / 21, 12), verdict: 'implausible' })
  })

  it('the label that a clip was given stands among correct clips too: low where the voice denies it', () => {
    const sad = many(20).map(clip => ({ ...clip, clipId: clip.clipId + 50, expected: 'sad', predicted: 'sad' }))
    const mislabelled = assessedClip({ expected: 'sad', predicted: 'angry' }, { loudness: 25, f0: 25 })
    const found = judged([...many(20), ...sad, mislabelled])
    expect(found[40]).toMatchObject({ percentile: 100, labelPercentile: expect.closeTo(100 / 21, 12) })
    expect(found[3].labelPercentile).toBe(found[3].percentile)
    expect(
      judged([...many(20), assessedClip({ expected: null }, { loudness: 1, f0: 1 })])[20].labelPercentile,
    ).toBeNull()
  })

  it('a clip of unknown label neither is a reference nor goes without a verdict', () => {
    const found = judged([...many(20), assessedClip({ expected: null }, { loudness: -9, f0: -9 })])
    expect(found[20]).toMatchObject({ references: 20, verdict: 'implausible' })
    expect(found[0].references).toBe(19)
  })

  it('equals among correct clips make none of them implausible', () => {
    const clips = [
      ...many(20).map(clip => ({ ...clip, cues: { loudness: statistics(3), f0: statistics(3) } })),
      ...fiveClips().map(clip => ({ ...clip, expected: null })),
    ]
    expect(
      judged(clips)
        .slice(0, 20)
        .every(({ verdict }) => verdict === 'plausible'),
    ).toBe(true)
  })

  it('too few correct clips to call anything implausible, no voice, no expectation: each said, none a number', () => {
    expect(judged(many(19))[0]).toMatchObject({ verdict: 'not-measurable', reason: 'few-references', references: 18 })
    const voiceless = [...many(20), assessedClip({}, { loudness: 3 })]
    expect(judged(voiceless)[20]).toMatchObject({
      verdict: 'not-measurable',
      reason: 'no-value',
      alignment: null,
      arousal: null,
    })
    const surprised = [...many(20), assessedClip({ predicted: 'surprised' }, { loudness: 3, f0: 3 })]
    expect(judged(surprised)[20]).toMatchObject({ verdict: 'no-expectation', reason: null, alignment: null })
    expect(judged([assessedClip({ predicted: 'no such label' }, { loudness: 1 })])[0].verdict).toBe('no-expectation')
  })

  it('a cue that may not be relied on counts as not measured; so does the spread of a few frames', () => {
    const unreliable = { ...many(1)[0], reliability: { f0: { state: 'none' } } } as const
    expect(judged([...many(20), unreliable])[20].reason).toBe('no-value')
    const short = assessedClip({ cues: { f0: statistics(3, 1, 4) } })
    expect(judged([...many(20), short])[20].findings.find(({ cue }) => cue === 'f0_variability')!.z).toBeNull()
  })

  it('a constant cue tells nothing', () => {
    const clips = many(20).map(clip => ({ ...clip, cues: { ...clip.cues, loudness: statistics(1) } }))
    expect(judged(clips)[0]).toMatchObject({ verdict: 'not-measurable', reason: 'no-population' })
  })

  it('no clip, and one clip', () => {
    expect(judged([])).toEqual([])
    expect(judged(many(1))[0]).toMatchObject({ verdict: 'not-measurable', alignment: null })
  })

  it('the threshold is a setting', () => {
    expect(
      judged(many(40), smallTable, { percentile: 25 }).filter(({ verdict }) => verdict === 'implausible'),
    ).toHaveLength(10)
  })
})

describe('engine/plausibility - a data set', () => {
  const found = (clips: readonly AssessedClip[]): ReturnType<typeof assess> =>
    assess(clips, fourLabels, severalSources, settings)
  const truthful = plannedCorpus({ clips: 960, speakers: 12, wrongShare: 0.2, isVoiceTrue: true })
  const deaf = plannedCorpus({ clips: 960, speakers: 12, wrongShare: 0.2, isVoiceTrue: false })

  it('no number anywhere is NaN or infinite', () => {
    const check = (value: unknown): void => {
      if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true)
      else if (value !== null && typeof value === 'object') Object.values(value).forEach(check)
    }
    check(found(truthful).clips.slice(0, 100))
    check(found([...fiveClips(), assessedClip({}, {})]).clips)
  })

  it('correct clips of expressive speakers agree with the table, and 5 % of them are implausible', () => {
    const { clips } = found(truthful)
    const rates = baseRates(truthful, clips)
    for (const label of ['angry', 'sad']) expect(rates.find(rate => rate.label === label)!.rate).toBeGreaterThan(0.9)
    expect(rates.some(({ label }) => label === 'surprised')).toBe(false)
    const correct = clips.filter(
      (clip, i) => truthful[i].expected === truthful[i].predicted && clip.percentile !== null,
    )
    const share = correct.filter(({ verdict }) => verdict === 'implausible').length / correct.length
    expect(share).toBeLessThanOrEqual(0.05)
    expect(share).toBeGreaterThan(0.03)
  })

  it('where the voice tells the truth, plausibility gives errors away and adds to confidence', () => {
    const areas = detectErrors(truthful, found(truthful).clips)
    expect(areas.caveats).toEqual([])
    expect(areas.plausibility.interval!.low).toBeGreaterThan(0.75)
    expect(areas.both.area).toBeGreaterThan(areas.confidence.area!)
    expect(areas.gain.interval!.low).toBeGreaterThan(0)
    expect(areas.speakers).toBe(12)
  })

  it('where the voice tells nothing, plausibility is at chance and adds nothing', () => {
    const areas = detectErrors(deaf, found(deaf).clips)
    expect(areas.plausibility.interval!.low).toBeLessThan(0.5)
    expect(areas.plausibility.interval!.high).toBeGreaterThan(0.5)
    expect(areas.gain.interval!.low).toBeLessThan(0)
  })

  it('the measured arousal follows the named emotion’s where it was rightly named', () => {
    const { clips, expectations } = found(truthful)
    const { correct, wrong } = arousalAgreement(truthful, clips, expectations)
    expect(correct!.rho).toBeGreaterThan(0.6)
    expect(wrong!.rho).toBeLessThan(0.2)
    expect(arousalAgreement([], [], [])).toEqual({ correct: null, wrong: null })
  })

  it('all right, all wrong, one speaker, nothing measured: areas say what is missing', () => {
    const right = truthful.map(clip => ({ ...clip, predicted: clip.expected! }))
    const none = detectErrors(right, found(right).clips)
    expect(none.confidence).toEqual({ area: null, interval: null })
    expect(none.caveats.join()).toMatch(/Every prediction is right/)
    const unjudged = truthful.map((clip, i) => ({
      percentile: clip.expected === clip.predicted ? 50 + (i % 9) : null,
      contrast: null,
    }))
    expect(detectErrors(truthful, unjudged).caveats).toEqual([
      expect.stringMatching(/^None of the \d+ wrong predictions has a plausibility that can be judged/),
    ])
    const alone = plannedCorpus({ clips: 400, speakers: 1, wrongShare: 0.2, isVoiceTrue: true })
    const single = detectErrors(alone, found(alone).clips)
    expect(single.plausibility.area).toBeGreaterThan(0.75)
    expect(single.both).toEqual({ area: null, interval: null })
    expect(single.caveats.join()).toMatch(/One speaker only/)
    expect(detectErrors([], [])).toMatchObject({
      clips: 0,
      wrong: 0,
      caveats: [expect.stringMatching(/^No prediction/)],
    })
    const wrong = truthful.map(clip => ({ ...clip, expected: 'surprised', predicted: 'angry' }))
    expect(detectErrors(wrong, found(wrong).clips).clips).toBe(0)
  })

  it('errors of one speaker are said to be one speaker’s', () => {
    const many = plannedCorpus({ clips: 960, speakers: 6, wrongShare: 0.3, isVoiceTrue: true })
    const uneven = many.map(clip => (clip.speaker === 's3' ? clip : { ...clip, predicted: clip.expected! }))
    const areas = detectErrors(uneven, found(uneven).clips)
    expect(areas.both).toEqual({ area: null, interval: null })
    expect(areas.plausibility.area).toBeGreaterThan(0.7)
    expect(areas.caveats.join()).toMatch(/(\d+) of \1 wrong predictions are one speaker’s/)
  })

  it('the same input gives the same areas, to the last digit', () => {
    const { clips } = found(truthful)
    expect(detectErrors(truthful, clips)).toEqual(detectErrors(truthful, clips))
    expect(detectErrors(truthful, clips, 2)).not.toEqual(detectErrors(truthful, clips))
  })

  it('takes ten times as long for ten times as many clips, not a hundred', () => {
    const cpuMs = (clips: readonly AssessedClip[]): number => {
      const before = process.cpuUsage()
      found(clips)
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000
    }
    const corpora = [1000, 10_000].map(count =>
      plannedCorpus({ clips: count, speakers: 20, wrongShare: 0.2, isVoiceTrue: true }),
    )
    cpuMs(corpora[0])
    const ratios = Array.from({ length: 3 }, () => cpuMs(corpora[1]) / cpuMs(corpora[0])).sort((a, b) => a - b)
    expect(ratios[1]).toBeLessThan(30)
  })
})
