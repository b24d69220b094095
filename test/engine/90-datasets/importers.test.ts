import { describe, expect, it } from 'vitest'
import { canonicalEmotions, clipFactsSchema } from '#contracts/dataset'
import { importers } from '#engine/datasets/importers'
import { demoFileName } from '#engine/demo/file-grammar'
import { planCorpus } from '#engine/demo/plan-corpus'

/** What the first importer that knows the name reads, as [dataset, speaker, sex, emotion, code, intensity, repetition]. */
function read(file: string): (string | null)[] | null {
  const facts = importers.map(importer => importer.recognise(file)).find(found => found !== null)
  if (!facts) return null
  expect(clipFactsSchema.parse(facts)).toEqual(facts)
  expect(canonicalEmotions).toContain(facts.emotion)
  expect(facts.file).toBe(file)
  return [facts.dataset, facts.speaker, facts.sex, facts.emotion, facts.emotionCode, facts.intensity, facts.repetition]
}

describe('engine/datasets/importers', () => {
  it.each([
    ['1001_DFA_ANG_XX.wav', ['crema-d', '1001', null, 'anger', 'ANG', null, null]],
    ['CREMA-D/AudioMP3/1091_IEO_HAP_HI.mp3', ['crema-d', '1091', null, 'happiness', 'HAP', 'high', null]],
    ['1076_IEO_SAD_LO.flac', ['crema-d', '1076', null, 'sadness', 'SAD', 'low', null]],
    ['1064_ieo_dis_md.WAV', ['crema-d', '1064', null, 'disgust', 'DIS', 'medium', null]],
    ['1002_WSI_FEA_X.wav', ['crema-d', '1002', null, 'fear', 'FEA', null, null]],
    ['Actor_01/03-01-05-02-01-02-01.wav', ['ravdess', '01', 'male', 'anger', '05', 'strong', '02']],
    ['03-01-02-01-02-01-24.wav', ['ravdess', '24', 'female', 'calm', '02', 'normal', '01']],
    ['03-01-08-01-01-01-21.flac', ['ravdess', '21', 'male', 'surprise', '08', 'normal', '01']],
    [
      'Audio_Song_Actors_01-24/Actor_07/03-02-03-02-01-01-07.wav',
      ['ravdess-song', '07', 'male', 'happiness', '03', 'strong', '01'],
    ],
    ['OAF_back_angry.wav', ['tess', 'OAF', 'female', 'anger', 'angry', null, null]],
    ['YAF_pleasant_surprised/YAF_back_ps.wav', ['tess', 'YAF', 'female', 'surprise', 'ps', null, null]],
    ['OAF_neutral/OA_bite_neutral.wav', ['tess', 'OAF', 'female', 'neutral', 'neutral', null, null]],
    ['tess/oaf_Back_SAD.flac', ['tess', 'OAF', 'female', 'sadness', 'sad', null, null]],
    ['YAF_back_pleasant_surprise.wav', ['tess', 'YAF', 'female', 'surprise', 'pleasant_surprise', null, null]],
    ['demo/spk03_happiness_02.wav', ['demo', 'spk03', null, 'happiness', 'happiness', null, '02']],
  ])('engine/datasets - %s is read as its corpus means it', (file, facts) => {
    expect(read(file)).toEqual(facts)
  })

  it('engine/datasets - the sentence is what was said', () => {
    const sentenceOf = (file: string): string | null | undefined =>
      importers.map(importer => importer.recognise(file)).find(found => found !== null)?.sentence
    expect(sentenceOf('1001_MTI_ANG_XX.wav')).toBe('Maybe tomorrow it will be cold')
    expect(sentenceOf('03-01-05-02-02-02-01.wav')).toBe('Dogs are sitting by the door')
    expect(sentenceOf('OAF_back_angry.wav')).toBe('Say the word back')
  })

  it.each([
    '1001_DFA_ANG.wav',
    '2001_DFA_ANG_XX.wav',
    '1001_DFA_JOY_XX.wav',
    'x1001_DFA_ANG_XX.wav',
    '1001_DFA_ANG_XX (1).wav',
    '03-01-09-01-01-01-01.wav',
    '03-01-05-02-01-02-25.wav',
    '03-01-05-02-01-02-00.wav',
    '03-01-05-02-01-02.wav',
    'OAF_back_surprised-ish.wav',
    'XAF_back_angry.wav',
    'OAF_angry/notes.wav',
    'spk3_happiness_02.wav',
    'spk03_calm_02.wav',
    'constructor_toString_angry.wav',
    '.wav',
    '',
  ])('engine/datasets - "%s" is no clip of any corpus', file => {
    expect(read(file)).toBeNull()
  })

  it.each(['demo', 'training'] as const)(
    'engine/datasets - every clip of the %s corpus is read as it was planned',
    set => {
      const plan = planCorpus(set)
      expect(plan.length).toBeGreaterThan(100)
      for (const { speaker, labelGiven, take } of plan) {
        const file = demoFileName({ speaker: speaker.id, emotion: labelGiven, take })
        expect(read(file)).toEqual([
          'demo',
          speaker.id,
          null,
          labelGiven,
          labelGiven,
          null,
          String(take).padStart(2, '0'),
        ])
      }
    },
  )

  it('engine/datasets - every importer knows its own example and nobody else does', () => {
    for (const { example, id } of importers)
      expect(importers.filter(importer => importer.recognise(example) !== null).map(importer => importer.id)).toEqual([
        id,
      ])
  })

  it('engine/datasets - a name of 100,000 letters is answered at once', () => {
    const startMs = performance.now()
    for (const start of ['OAF_', '1001_', '03-01-', 'spk03_'])
      expect(read(`${start}${'a_'.repeat(50_000)}x.wav`)).toBeNull()
    expect(performance.now() - startMs).toBeLessThan(2000)
  })
})
