import { createWebHashHistory } from 'vue-router'
import type { RouterHistory } from 'vue-router'
import { useScope } from './composables/use-scope'

/**
 * Addresses behind '#'. An address that is typed or pasted makes an entry of its own; vue-router would number it like the
 * one before, and whoever stays on a page after all ("Leave without saving?") would be led a step too far, or out of the
 * window. So it gets its number first, as if it had been pushed.
 */
export function createAddressHistory(): RouterHistory {
  useScope().listen(window, 'popstate', event => {
    if ((event as PopStateEvent).state !== null) return
    event.stopImmediatePropagation()
    const { current: back, position } = addresses.state
    const current = `/${location.hash.replace(/^#?\/?/, '')}`
    const state = { back, current, forward: null, replaced: false, position: Number(position ?? 0) + 1, scroll: null }
    window.history.replaceState(state, '')
    window.dispatchEvent(new PopStateEvent('popstate', { state }))
  })
  // After the listener above, so that its own hears second.
  const addresses = createWebHashHistory()
  return addresses
}
