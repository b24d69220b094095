import { describe, expect, it } from 'vitest'
import { rise } from '#engine/saliency/rise'

const logMel = { data: new Float32Array(16 * 48).fill(1), rows: 16, cols: 48 }
const replacement = { ...logMel, data: new Float32Array(16 * 48) }

describe('engine/saliency - RISE', () => {
  it('engine/saliency - a score that no mask moves leaves a RISE map of zeros', async () => {
    const { map } = await rise({
      forward: async (_, n) => new Float32Array(n).fill(7),
      logMel,
      replacement,
      score: l => l[0],
      masks: 200,
    })
    expect(Math.max(...map.data.map(Math.abs))).toBeLessThan(1e-5)
  })

  it('engine/saliency - RISE is of the sign of what a bin is worth, and of the size of its mask’s spread', async () => {
    const keep = 0.3
    const { map } = await rise({
      // Two bins far apart in a wide clip: one speaks for the label, one against it.
      forward: async (batch, n, rows, cols) =>
        Float32Array.from(
          { length: n },
          (_, k) => 5 + 2 * batch[k * rows * cols] - 2 * batch[(k + 1) * rows * cols - 1],
        ),
      logMel,
      replacement,
      score: l => l[0],
      masks: 4000,
      keep,
    })
    // A stretched cell spreads by keep (1 - keep) E[(sum of the squared bilinear weights)] = 4/9 of it.
    const size = (4 / 9) * (1 - keep)
    expect(Math.abs(map.data[0] / (2 * size) - 1)).toBeLessThan(0.25)
    expect(Math.abs(map.data.at(-1)! / (-2 * size) - 1)).toBeLessThan(0.25)
    const middle = map.data[8 * 48 + 24]
    expect(Math.abs(middle)).toBeLessThan(0.1)
  })
})
