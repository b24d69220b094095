import { describe, expect, it } from 'vitest'
import type { ClipPlausibility, CueFinding } from '#contracts/plausibility'
import { plainSentence, type SentenceFacts } from '#engine/plausibility/plain-words'

function finding(
  cue: CueFinding['cue'],
  z: number | null,
  expected: number | null,
  changes: Partial<CueFinding> = {},
): CueFinding {
  const outcome =
    expected === null
      ? 'no-expectation'
      : z === null
        ? 'not-measurable'
        : Math.abs(z) < 0.5
          ? 'neither'
          : z * expected > 0
            ? 'fits'
            : 'contradicts'
  return {
    cue,
    z,
    expected,
    isScored: expected !== null,
    outcome,
    population: 'speaker',
    populationSize: 60,
    ...changes,
  }
}

function judged(findings: CueFinding[], changes: Partial<ClipPlausibility> = {}): ClipPlausibility {
  return {
    ...{
      clipId: 1,
      verdict: 'plausible',
      reason: null,
      alignment: 0.2,
      alignments: {},
      percentile: 62.4,
      labelPercentile: 62.4,
      references: 90,
    },
    ...{ rank: 1, contrast: null, bestOther: null, arousal: null, findings },
    ...changes,
  }
}

const facts: SentenceFacts = {
  ...{ predicted: 'anger', windows: 5, evidenceShare: 0.41, neutralZ: 0.5 },
  chance: { loudness: { z: 1.8, p: 0.01 }, f0: { z: 0.2, p: 0.8 } },
}
const anger = [
  finding('loudness', 1.2, 1),
  finding('f0', -0.8, 1),
  finding('high_frequency_energy', 0.1, 1),
  finding('jitter', 4, 0.5, { isScored: false }),
]

describe('engine/plausibility - one sentence about a clip', () => {
  it('says what was measured, against chance, the speaker and the table', () => {
    expect(plainSentence(facts, judged(anger))).toBe(
      'In the five windows that weigh most (41 % of the evidence for anger), the voice was louder (+1.8 sd) than in random speech windows of the clip; it was louder (+1.2 sd) and lower in pitch (−0.8 sd) than usual for this speaker; the table expects anger to be louder, higher in pitch and brighter: one of three scored cues fits, one contradicts and one lies near the middle; 62 % of the data set’s correct anger clips fit the table no better.',
    )
  })

  it('says implausible only with how few correct clips fit as badly', () => {
    expect(plainSentence(facts, judged(anger, { verdict: 'implausible', percentile: 2 }))).toMatch(
      /; only 2 % of the data set’s correct anger clips fit the table no better: implausible\.$/,
    )
    expect(plainSentence(facts, judged(anger, { verdict: 'implausible', percentile: 0.4 }))).toMatch(
      /; less than 1 % of the data set’s correct anger clips fit the table no better: implausible\.$/,
    )
  })

  it('a difference that chance could make is not told as one', () => {
    const likely = { ...facts, chance: { loudness: { z: 1.8, p: 0.2 } } }
    expect(plainSentence(likely, judged(anger))).toMatch(
      /the voice was not clearly different from random speech windows/,
    )
    const small = { ...facts, chance: { loudness: { z: 0.3, p: 0.01 } } }
    expect(plainSentence(small, judged(anger))).toMatch(/not clearly different/)
  })

  it('nothing drawn: it says that it could not be compared', () => {
    expect(plainSentence({ ...facts, chance: {} }, judged(anger))).toMatch(
      /could not be held against random speech windows/,
    )
    expect(plainSentence({ ...facts, chance: { loudness: { z: null, p: null } } }, judged(anger))).toMatch(
      /could not be held/,
    )
  })

  it('without a voice it speaks of the sound, and of no voice', () => {
    const silent = judged([finding('loudness', -1.5, null), finding('f0', null, null)], { verdict: 'no-expectation' })
    expect(plainSentence({ ...facts, chance: {} }, silent)).toMatch(
      /, no voice could be measured; the sound was softer \(−1\.5 sd\) than usual for this speaker;/,
    )
  })

  it('cues that are not scored are not told', () => {
    const loud = { ...facts, chance: { jitter: { z: 9, p: 0.005 }, loudness: { z: 1, p: 0.02 } } }
    expect(plainSentence(loud, judged(anger))).toMatch(/louder \(\+1\.0 sd\) than in random/)
    expect(plainSentence(loud, judged(anger))).not.toMatch(/pitch period/)
  })

  it.each([
    ['speaker', 'as usual for this speaker'],
    ['speaker-neutral', 'as usual for this speaker in neutral speech'],
    ['dataset', 'as usual in the data set'],
    ['dataset-neutral', 'as usual in the data set’s neutral speech'],
  ] as const)('compared with %s, and much like it', (population, words) => {
    const near = judged([finding('loudness', 0.1, 1, { population })])
    const apart = judged([finding('loudness', -2, 1, { population })])
    expect(plainSentence(facts, near)).toContain(`it was much ${words};`)
    expect(plainSentence(facts, apart)).toContain(`it was softer (−2.0 sd) than ${words.slice(3)};`)
  })

  it('all scored cues, and only one', () => {
    expect(plainSentence(facts, judged([finding('loudness', 1, 1), finding('f0', 1, 1)]))).toContain(
      'both scored cues fit;',
    )
    expect(plainSentence(facts, judged([finding('f0', 1, 1)]))).toContain(
      'the table expects anger to be higher in pitch: the one scored cue fits;',
    )
    expect(plainSentence(facts, judged([finding('f0', -1, 1)]))).toContain('the one scored cue contradicts;')
  })

  it.each([
    ['no-value', 'the windows hold too little voice for a verdict'],
    ['no-population', 'there are too few clips to compare with for a verdict'],
    ['few-references', 'only three correct anger clips to compare with, too few for a verdict'],
  ] as const)('no verdict: %s', (reason, words) => {
    const found = judged([finding('loudness', 1, 1), finding('f0', null, 1)], {
      verdict: 'not-measurable',
      reason,
      percentile: null,
      references: 3,
    })
    const sentence = plainSentence(facts, found)
    expect(sentence).toContain(words)
    expect(sentence).toContain('one of two scored cues fits and one could not be measured')
    expect(sentence).not.toMatch(/no better|implausible/)
  })

  it('one correct clip is one clip; nothing measured at all is said without a comparison', () => {
    const found = judged([finding('f0', null, 1, { population: null })], {
      verdict: 'not-measurable',
      reason: 'few-references',
      percentile: null,
      references: 1,
    })
    expect(plainSentence(facts, found)).toMatch(/only one correct anger clip to compare with/)
    expect(plainSentence(facts, found)).not.toMatch(/it was/)
    expect(plainSentence(facts, { ...found, references: 0 })).toMatch(/there is no correct anger clip to compare with/)
  })

  it('no settled expectation: it describes and does not judge', () => {
    const found = judged([finding('loudness', 2, null), finding('f0', 1, null), finding('hnr', 3, null)], {
      verdict: 'no-expectation',
      percentile: null,
    })
    expect(plainSentence({ ...facts, predicted: 'surprise' }, found)).toBe(
      'In the five windows that weigh most (41 % of the evidence for surprise), the voice was louder (+1.8 sd) than in random speech windows of the clip; it was louder (+2.0 sd) and higher in pitch (+1.0 sd) than usual for this speaker; the table has no settled expectation for surprise.',
    )
  })

  it('one window, no window, unknown share, many windows', () => {
    expect(plainSentence({ ...facts, windows: 1 }, judged(anger))).toMatch(/^In the one window that weighs most \(41 %/)
    expect(plainSentence({ ...facts, windows: 0 }, judged(anger))).toBe(
      'No part of the clip speaks for anger: there are no windows to listen to.',
    )
    expect(plainSentence({ ...facts, windows: 12, evidenceShare: null }, judged(anger))).toMatch(
      /^In the 12 windows that weigh most, the voice/,
    )
  })

  it('never says more than was measured: no cause, no diagnosis, no certainty', () => {
    for (const verdict of ['plausible', 'implausible'] as const)
      expect(plainSentence(facts, judged(anger, { verdict }))).not.toMatch(
        /because|caused|proves|patient|disorder|clearly angry|is angry/i,
      )
  })
})
