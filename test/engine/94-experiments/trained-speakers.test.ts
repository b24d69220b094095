import { describe, expect, it } from 'vitest'
import { scoreGroups } from '#engine/experiments/score-groups'
import { trainingCaveats } from '#engine/experiments/trained-speakers'
import type { ScoredClip } from '#engine/store/scored-clips'

const spoken = (dataset: string, ...speakers: (string | null)[]): { dataset: string; speaker: string | null }[] =>
  speakers.map(speaker => ({ dataset, speaker }))
/** Those speakers of the data set whom the statement names, one by one. */
const named = (statement: string, dataset: string, ...speakers: string[]): string[] =>
  speakers.filter(speaker => trainingCaveats({ data: [statement] }, spoken(dataset, speaker)).length > 0)

describe('engine/experiments, speakers of the training data', () => {
  it.each([
    ['RAVDESS speech, actors 1-18 (calm left out)', 'ravdess', ['01', '18'], ['19', '24', 'OAF']],
    ['TESS, speaker OAF, every other word', 'tess', ['OAF', 'oaf'], ['YAF', '1']],
    ['Corpus of ours, synthetic: speakers spk21–spk33', 'ours', ['spk21', 'spk30'], ['spk20', 'spk34', '25', 'a25']],
    ['EMO-DB, speakers 03, 08 and 9', 'emo-db', ['3', '03', '08', '09'], ['10', '30']],
    ['CREMA-D', 'crema-d', ['1001', '1091'], []],
  ])('engine/experiments - %s', (statement, dataset, trained, others) => {
    expect(named(statement, dataset, ...trained, ...others)).toEqual(trained)
    expect(named(statement, 'another', ...trained, ...others)).toEqual([])
  })

  it.each(['SAVEE, all speakers but DC', 'SAVEE except DC', 'SAVEE, speakers other than DC'])(
    'engine/experiments - what a package takes out again is not guessed at: %s',
    statement => expect(named(statement, 'savee', 'DC', 'JE')).toEqual([]),
  )

  it('engine/experiments - how many of the speakers, each of a data set counted once', () => {
    const training = { data: ['RAVDESS, actors 1-2', 'TESS, speaker OAF'], seed: 0 }
    const clips = [...spoken('ravdess', '01', '01', '02', '03', null), ...spoken('tess', 'OAF', 'YAF')]
    const says = (who: string): string[] => [
      `${who} among those that the model was trained on, as its package says: the scores may flatter it.`,
    ]
    expect(trainingCaveats(training, clips)).toEqual(says('3 of 5 speakers are'))
    expect(trainingCaveats(training, spoken('ravdess', '01', '02'))).toEqual(says('All 2 speakers are'))
    expect(trainingCaveats({ data: 'TESS' }, spoken('tess', 'OAF'))).toEqual(says('The speaker is'))
    for (const data of [undefined, null, 7, [], [{}], {}]) expect(trainingCaveats({ data }, clips)).toEqual([])
    expect(trainingCaveats(training, [])).toEqual([])
  })

  it('engine/experiments - scores say so before all else', () => {
    const clips = ['01', '03'].map((speaker, i): ScoredClip => ({
      ...{ clipId: i, file: `${i}.wav`, dataset: 'ravdess', speaker, sex: null, emotion: 'anger', intensity: null },
      ...{ sha256: null, expected: 'angry', predicted: 'angry', confidence: 0.5 },
    }))
    const training = { data: ['RAVDESS, actors 1-2'] }
    expect(scoreGroups(clips, ['angry'], null, { training }).caveats[0]).toContain('1 of 2 speakers')
    expect(scoreGroups(clips, ['angry'], null).caveats).toEqual(['Only 2 speakers: the intervals are rough.'])
  })
})
