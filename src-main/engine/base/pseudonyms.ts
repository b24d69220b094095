/** Numbers in place of names, in the order in which they are first asked for: `speaker-01`, `clip-0001`. */
export class Pseudonyms {
  readonly #numbers = new Map<string, Map<string, number>>()

  /** The same name of the same kind always gets the same one. */
  of(kind: string, name: string, digits: number): string {
    const numbers = this.#numbers.get(kind) ?? new Map<string, number>()
    this.#numbers.set(kind, numbers)
    const number = numbers.get(name) ?? numbers.size + 1
    numbers.set(name, number)
    return `${kind}-${String(number).padStart(digits, '0')}`
  }
}
