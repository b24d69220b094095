import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { EngineEvent } from '#contracts/events'
import type { Engine } from '#engine/open-engine'

const KEEP_ALIVE_MS = 15_000

/** Server-sent events: what happens in the engine, as it happens. */
export function eventRoutes(engine: Engine): Hono {
  return new Hono().get('/events', c =>
    streamSSE(c, async stream => {
      const send = (event: EngineEvent): Promise<void> => stream.writeSSE({ data: JSON.stringify(event) })
      const unsubscribe = engine.events.subscribe(event => void send(event))
      stream.onAbort(unsubscribe)
      await send({ type: 'hello', engineId: engine.id })
      while (!stream.aborted) {
        await stream.sleep(KEEP_ALIVE_MS)
        await stream.write(': still here\n\n')
      }
    }),
  )
}
