import { getCurrentScope, onScopeDispose } from 'vue'

/** Owns listeners, timers, observers and frames: what a scope started ends with it. */
export interface Scope {
  listen(target: EventTarget, type: string, handler: (event: Event) => void, options?: AddEventListenerOptions): void
  timeout(afterMs: number, run: () => void): () => void
  interval(everyMs: number, run: () => void): () => void
  /** Runs once before every repaint until it is stopped. */
  frames(run: (nowMs: number) => void): () => void
  onResize(element: Element, run: (rect: DOMRectReadOnly) => void): void
  onDispose(run: () => void): void
  dispose(): void
}

export function createScope(): Scope {
  const disposers = new Set<() => void>()
  const own = (stop: () => void): (() => void) => {
    const once = (): void => {
      if (disposers.delete(once)) stop()
    }
    disposers.add(once)
    return once
  }
  return {
    listen(target, type, handler, options) {
      target.addEventListener(type, handler, options)
      own(() => target.removeEventListener(type, handler, options))
    },
    timeout(afterMs, run) {
      const id = setTimeout(() => {
        stop()
        run()
      }, afterMs)
      const stop = own(() => clearTimeout(id))
      return stop
    },
    interval(everyMs, run) {
      const id = setInterval(run, everyMs)
      return own(() => clearInterval(id))
    },
    frames(run) {
      const tick = (nowMs: number): void => {
        id = requestAnimationFrame(tick)
        run(nowMs)
      }
      let id = requestAnimationFrame(tick)
      return own(() => cancelAnimationFrame(id))
    },
    onResize(element, run) {
      const observer = new ResizeObserver(entries => run(entries[entries.length - 1].contentRect))
      observer.observe(element)
      own(() => observer.disconnect())
    },
    onDispose(run) {
      own(run)
    },
    dispose() {
      for (const stop of [...disposers]) stop()
    },
  }
}

/** A scope that ends with the component, store or effect scope that asked for it. */
export function useScope(): Scope {
  const scope = createScope()
  if (getCurrentScope()) onScopeDispose(() => scope.dispose())
  return scope
}
