/**
 * Answers as arrays: what agreement is computed from.
 *
 * Conventions: [clips x raters], row-major, annotators first, then what they are held against (the model, the data set). A
 * label is its place in `labels`, -1: none; a dial without an answer is NaN. Labels that mean the same are one label.
 */
import { canonicalEmotion } from '#engine/datasets/emotion-words'

export interface NominalRatings {
  readonly raters: number
  readonly labels: readonly string[]
  /** Int32 [clips x raters] */
  readonly codes: Int32Array
}

/** Float64 [clips x raters] */
export type DialRatings = { readonly raters: number; readonly values: Float64Array }

/** Collects labels under one number a meaning. */
export class LabelCodes {
  readonly #codes = new Map<string, number>()
  readonly #byMeaning = new Map<string, number>()
  readonly labels: string[] = []

  /** @param first labels that come first, whether or not anybody gives them @param isEmotion whether words that mean the same are one */
  constructor(
    first: readonly string[],
    private readonly isEmotion: boolean,
  ) {
    for (const label of first) this.codeOf(label)
  }

  codeOf(label: string | null): number {
    if (label === null) return -1
    const known = this.#codes.get(label)
    if (known !== undefined) return known
    const meaning = this.isEmotion ? (canonicalEmotion(label) ?? label) : label
    const code = this.#byMeaning.get(meaning) ?? this.labels.push(label) - 1
    this.#byMeaning.set(meaning, code)
    this.#codes.set(label, code)
    return code
  }
}
