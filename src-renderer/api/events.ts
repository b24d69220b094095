import type { EngineEvent } from '#contracts/events'
import { createScope } from '../composables/use-scope'

const RETRY_MS = 1000

export interface EventStreamHandlers {
  onEvent(event: EngineEvent): void
  /** False as soon as the stream breaks; true when it runs again. */
  onConnected(isConnected: boolean): void
}

/** Keeps one server-sent event stream open, whatever happens to the engine; returns how to close it. */
export function openEventStream(handlers: EventStreamHandlers): () => void {
  const scope = createScope()
  let attempt = createScope()
  const connect = (): void => {
    attempt.dispose()
    attempt = createScope()
    const source = new EventSource('/api/events')
    attempt.onDispose(() => source.close())
    attempt.listen(source, 'open', () => handlers.onConnected(true))
    attempt.listen(source, 'message', event => handlers.onEvent(JSON.parse((event as MessageEvent<string>).data)))
    attempt.listen(source, 'error', () => {
      handlers.onConnected(false)
      attempt.dispose()
      scope.timeout(RETRY_MS, connect)
    })
  }
  connect()
  scope.onDispose(() => attempt.dispose())
  return () => scope.dispose()
}
