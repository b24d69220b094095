import type { GraphOpener, GraphRunner, OpenGraph } from '#engine/onnx/runner'

/**
 * Explanation graphs by what they are made of (model hash, kind, rules, layer): written and opened once, kept while
 * used, the longest unused closed when there are too many. A graph depends on its key alone, so keeping it can't
 * change a result.
 */
export class GraphCache {
  readonly #open: GraphOpener
  readonly #limit: number
  readonly #graphs = new Map<string, Promise<OpenGraph>>()

  /** @param limit graphs kept open. @default 16 */
  constructor(open: GraphOpener, limit = 16) {
    this.#open = open
    this.#limit = limit
  }

  /** The runner holds until the next `limit` other graphs have been asked for. */
  async get(key: string, write: () => Uint8Array): Promise<GraphRunner> {
    const opened = this.#graphs.get(key) ?? this.#open(write())
    this.#graphs.delete(key)
    this.#graphs.set(key, opened)
    try {
      const { run } = await opened
      await this.#closeOldest()
      return run
    } catch (error) {
      this.#graphs.delete(key)
      throw error
    }
  }

  async close(): Promise<void> {
    const graphs = [...this.#graphs.values()]
    this.#graphs.clear()
    await Promise.all(graphs.map(async graph => (await graph).release()))
  }

  async #closeOldest(): Promise<void> {
    while (this.#graphs.size > this.#limit) {
      const [key, graph] = this.#graphs.entries().next().value!
      this.#graphs.delete(key)
      await (await graph).release()
    }
  }
}
