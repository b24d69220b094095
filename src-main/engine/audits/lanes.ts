/**
 * Works through items, several at a time, until none is left or somebody stops it. What is on its way when it stops is
 * brought to its end, so that nothing is written once `run` is over.
 */
export class Lanes<Item> {
  #isStopping = false

  /** @param work one item; what it throws concerns all items, and stops the others */
  constructor(private readonly work: (item: Item) => Promise<void>) {}

  stop(): void {
    this.#isStopping = true
  }

  /** @param count items on their way at once */
  async run(items: Iterable<Item>, count: number): Promise<'done' | 'stopped'> {
    const queue = items[Symbol.iterator]()
    const ends = await Promise.allSettled(Array.from({ length: count }, () => this.#lane(queue)))
    for (const end of ends) if (end.status === 'rejected') throw end.reason
    return this.#isStopping ? 'stopped' : 'done'
  }

  async #lane(queue: Iterator<Item>): Promise<void> {
    while (!this.#isStopping) {
      const next = queue.next()
      if (next.done) return
      try {
        await this.work(next.value)
      } catch (error) {
        this.#isStopping = true
        throw error
      }
    }
  }
}
