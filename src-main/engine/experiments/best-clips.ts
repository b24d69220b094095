/** A clip that shows something, with the strength it does so by. */
export interface Ranked {
  readonly file: string
  readonly value: number
}

/**
 * The strongest entries of all that go by, in any order: equal values are ordered by file, so that the order of arrival
 * doesn't matter.
 */
export class BestClips<T extends Ranked> {
  readonly #best: T[] = []

  /** @param limit entries kept */
  constructor(private readonly limit: number) {}

  /** Strongest first. */
  get entries(): readonly T[] {
    return this.#best
  }

  /** Would it be kept? Asked before an entry is made: most clips of a large data set are not. */
  wants(file: string, value: number): boolean {
    if (this.#best.length < this.limit) return true
    const last = this.#best[this.limit - 1]
    return value > last.value || (value === last.value && file < last.file)
  }

  add(entry: T): void {
    let at = this.#best.length
    while (at > 0 && isBefore(entry, this.#best[at - 1])) at--
    this.#best.splice(at, 0, entry)
    if (this.#best.length > this.limit) this.#best.pop()
  }
}

function isBefore(a: Ranked, b: Ranked): boolean {
  return a.value > b.value || (a.value === b.value && a.file < b.file)
}
