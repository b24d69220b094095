import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, watch } from 'vue'
import type { EngineEvent } from '#contracts/events'
import { openEventStream } from '../api/events'
import { engineIsReachable, setReachable } from '../api/reachability'
import { useScope } from '../composables/use-scope'

const HEALTH_EVERY_MS = 800
/** A break shorter than this is not worth a word. */
const GRACE_MS = 900

/** Whether the engine answers, and what it says by itself. */
export const useConnectionStore = defineStore('connection', () => {
  const scope = useScope()
  const hasStream = ref(true)
  const isOverdue = ref(false)
  const engineId = ref<string | null>(null)
  /** Counts the engine's restarts: who shows its data reads again when it changes. */
  const epoch = ref(0)
  const handlers = new Set<(event: EngineEvent) => void>()

  const isBroken = computed(() => !hasStream.value || !engineIsReachable.value)
  const isLost = computed(() => isBroken.value && isOverdue.value)

  let stopGrace = (): void => undefined
  watch(isBroken, isNow => {
    stopGrace()
    isOverdue.value = false
    if (isNow) stopGrace = scope.timeout(GRACE_MS, () => (isOverdue.value = true))
  })

  async function checkHealth(): Promise<void> {
    const response = await fetch('/api/health').catch(() => null)
    if (response?.ok) setReachable(true)
    else scope.timeout(HEALTH_EVERY_MS, () => void checkHealth())
  }
  watch(engineIsReachable, isThere => {
    if (!isThere) void checkHealth()
  })

  function start(): void {
    const close = openEventStream({
      onConnected: isConnected => {
        hasStream.value = isConnected
        if (isConnected) setReachable(true)
      },
      onEvent: event => {
        if (event.type === 'hello') {
          if (engineId.value !== null) epoch.value += 1
          engineId.value = event.engineId
        }
        for (const handle of handlers) handle(event)
      },
    })
    scope.onDispose(close)
  }

  /** Hears every event until the caller's scope ends. */
  function onEvent(handle: (event: EngineEvent) => void): void {
    handlers.add(handle)
    onScopeDispose(() => handlers.delete(handle), true)
  }

  return { isLost, epoch, start, onEvent }
})
