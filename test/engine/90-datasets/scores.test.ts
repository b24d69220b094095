import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { scoresOf } from '#engine/datasets/scores'
import { sharedDir } from '../../helpers/shared'

// scikit-learn 1.9.1: accuracy_score, balanced_accuracy_score, recall_score(average=None).
const fourLabels = {
  counts: [
    [13, 2, 0, 5],
    [1, 7, 3, 0],
    [0, 4, 29, 6],
    [2, 0, 1, 17],
  ],
  scored: 90,
  accuracy: 0.7333333333333333,
  uar: 0.719988344988345,
  recall: [0.65, 0.6363636363636364, 0.7435897435897436, 0.85],
}
const labelThatDoesNotOccur = {
  counts: [
    [9, 3, 1],
    [0, 0, 0],
    [2, 4, 11],
  ],
  scored: 30,
  accuracy: 0.6666666666666666,
  uar: 0.6696832579185521,
  recall: [0.6923076923076923, null, 0.6470588235294118],
}

describe('engine/datasets/scores', () => {
  it.each([fourLabels, labelThatDoesNotOccur])(
    'engine/datasets - accuracy, unweighted recall and recalls are those of scikit-learn ($scored clips)',
    ({ counts, scored, accuracy, uar, recall }) => {
      const scores = scoresOf(counts)
      expect(scores.scored).toBe(scored)
      expect(scores.accuracy).toBeCloseTo(accuracy, 14)
      expect(scores.uar).toBeCloseTo(uar, 14)
      scores.recall.forEach((value, i) =>
        recall[i] === null ? expect(value).toBeNull() : expect(value).toBeCloseTo(recall[i], 14),
      )
    },
  )

  it('engine/datasets - nothing scored gives no score rather than 0', () => {
    expect(scoresOf([])).toEqual({ scored: 0, correct: 0, accuracy: null, uar: null, recall: [] })
    expect(scoresOf([[0, 0], [0, 0]])).toEqual({ scored: 0, correct: 0, accuracy: null, uar: null, recall: [null, null] }) // prettier-ignore
  })

  const shared = sharedDir()
  describe.runIf(shared)('with the predictions of the shipped model', () => {
    // The figures of the model's own notes, to the digits printed there.
    it.each([
      ['ravdess', 208, 0.6731, 0.6964],
      ['tess', 1401, 0.8565, 0.8566],
    ])(
      'engine/datasets - %s is scored as the model was published: %d clips, %d, %d',
      (dataset, scored, accuracy, uar) => {
        const table = parse(readFileSync(join(shared!, 'models/predictions.csv')), { columns: true }) as Record<
          string,
          string
        >[]
        const labels = ['angry', 'disgust', 'fear', 'happy', 'neutral', 'sad', 'surprise']
        const counts = labels.map(() => labels.map(() => 0))
        for (const row of table.filter(own => own.dataset === dataset && labels.includes(own.emotion)))
          counts[labels.indexOf(row.emotion)][labels.indexOf(row.predicted)]++
        const scores = scoresOf(counts)
        expect(scores.scored).toBe(scored)
        expect(scores.accuracy).toBeCloseTo(accuracy, 4)
        expect(scores.uar).toBeCloseTo(uar, 4)
      },
    )
  })
})
