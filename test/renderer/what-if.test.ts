import { describe, expect, it } from 'vitest'
import { whatIfWords } from '../../src-renderer/text/words/what-if'
import { likeliest, whatIfRows } from '../../src-renderer/views/clip/what-if-rows'

const labels = ['angry', 'calm', 'disgust', 'fearful', 'happy', 'neutral', 'sad']
const answer = {
  labels,
  whole: [0.02, 0.03, 0.01, 0.04, 0.1, 0.2, 0.6],
  without: [0.01, 0.02, 0.01, 0.01, 0.05, 0.7, 0.2],
  only: [0.5, 0.01, 0.02, 0.02, 0.05, 0.1, 0.3],
  share: 0.2,
}

describe('renderer/what-if', () => {
  it('renderer/what-if - of many labels those with a say in any answer, by their probability as it is', () => {
    const rows = whatIfRows(answer)
    expect(rows.map(({ label }) => label)).toEqual(['sad', 'neutral', 'happy', 'fearful', 'angry'])
    const tops = rows.map(({ cells }) => cells.map(({ isTop }) => isTop))
    expect([tops[0], tops[1], tops[4]]).toEqual([
      [true, false, false],
      [false, true, false],
      [false, false, true],
    ])
  })

  it('renderer/what-if - the sentence says what becomes of the answer', () => {
    expect(whatIfWords.said(...likeliest(answer))).toBe('Taken away: neutral instead of sad. Alone: angry.')
    const still = likeliest({ ...answer, without: answer.whole })
    expect(whatIfWords.said(...still)).toBe('Taken away: still sad. Alone: angry.')
  })
})
