import { setImmediate } from 'node:timers/promises'
import { CueScopeError } from '#engine/base/errors'

const ITEMS_BETWEEN_PAUSES = 5000

/** The same items, with pauses in which the process hears everybody else, a cancel among them. */
export async function* paced<Item>(items: Iterable<Item>, signal?: AbortSignal): AsyncGenerator<Item> {
  let count = 0
  for (const item of items) {
    if (++count % ITEMS_BETWEEN_PAUSES === 0) await setImmediate()
    if (signal?.aborted) throw new CueScopeError('cancelled', 'Cancelled.')
    yield item
  }
}
