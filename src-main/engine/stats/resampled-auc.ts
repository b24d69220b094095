/**
 * The area under the ROC curve: the probability that a positive scores above a negative, ties counting half [hanley1982].
 * For all clips and for many draws of them: the scores are sorted once, and a draw is counted along that order instead of
 * being sorted. Null where one class is missing.
 */
export class ResampledAuc {
  /** Clips by rising score. */
  readonly #order: Uint32Array
  /** 1 where the score is that of the clip before in `#order`. */
  readonly #isTied: Uint8Array
  readonly #times: Uint32Array

  /** @param scores all finite */
  constructor(
    scores: readonly number[],
    private readonly isPositive: readonly boolean[],
  ) {
    this.#order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => scores[a] - scores[b])
    this.#isTied = Uint8Array.from(this.#order, (clip, k) =>
      k > 0 && scores[clip] === scores[this.#order[k - 1]] ? 1 : 0,
    )
    this.#times = new Uint32Array(scores.length)
  }

  ofAll(): number | null {
    return this.#area(this.#times.fill(1))
  }

  /** @param places clips drawn, any number of times */
  ofDraw(places: ArrayLike<number>): number | null {
    this.#times.fill(0)
    for (let i = 0; i < places.length; i++) this.#times[places[i]]++
    return this.#area(this.#times)
  }

  #area(times: Uint32Array): number | null {
    let [positives, negatives, wins] = [0, 0, 0]
    let [tiedPositives, tiedNegatives] = [0, 0]
    const settle = (): void => {
      wins += tiedPositives * (negatives + tiedNegatives / 2)
      positives += tiedPositives
      negatives += tiedNegatives
      tiedPositives = tiedNegatives = 0
    }
    for (let k = 0; k < this.#order.length; k++) {
      if (this.#isTied[k] === 0) settle()
      const clip = this.#order[k]
      if (this.isPositive[clip]) tiedPositives += times[clip]
      else tiedNegatives += times[clip]
    }
    settle()
    return positives > 0 && negatives > 0 ? wins / (positives * negatives) : null
  }
}
