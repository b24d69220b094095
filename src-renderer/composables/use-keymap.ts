import { onScopeDispose, shallowReactive } from 'vue'
import { keymap, spell } from './keymap'
import type { KeyActionId } from './keymap'
import { createScope } from './use-scope'

type Handler = (event: KeyboardEvent) => void
interface Handlers {
  readonly down: Handler
  readonly up?: Handler
}

/** The actions that do something now; the last view that asked for one has it. */
const active = shallowReactive(new Map<KeyActionId, Handlers[]>())

/** Binds actions of the keymap for as long as the caller lives. */
export function useKeys(bindings: Partial<Record<KeyActionId, Handler | Handlers>>): void {
  const mine: [KeyActionId, Handlers][] = Object.entries(bindings).map(([id, handler]) => [
    id as KeyActionId,
    typeof handler === 'function' ? { down: handler } : handler,
  ])
  for (const [id, handlers] of mine) active.set(id, [...(active.get(id) ?? []), handlers])
  onScopeDispose(() => {
    for (const [id, handlers] of mine) {
      const left = (active.get(id) ?? []).filter(one => one !== handlers)
      if (left.length > 0) active.set(id, left)
      else active.delete(id)
    }
  })
}

export function isActive(id: KeyActionId): boolean {
  return active.has(id)
}

/** Listens on the window; call once. */
export function startKeymap(): void {
  const scope = createScope()
  const held = new Map<string, Handlers>()
  scope.listen(window, 'keydown', event => {
    const pressed = event as KeyboardEvent
    if (pressed.defaultPrevented || isBusyElsewhere(pressed)) return
    const key = spell(pressed)
    const handlers = key === null ? undefined : find(key)
    if (!handlers) return
    pressed.preventDefault()
    if (handlers.up) {
      if (pressed.repeat) return
      held.set(pressed.key.toLowerCase(), handlers)
    }
    handlers.down(pressed)
  })
  const release = (key: string, event: Event): void => {
    held.get(key)?.up?.(event as KeyboardEvent)
    held.delete(key)
  }
  scope.listen(window, 'keyup', event => release((event as KeyboardEvent).key.toLowerCase(), event))
  scope.listen(window, 'blur', event => [...held.keys()].forEach(key => release(key, event)))
}

function find(key: string): Handlers | undefined {
  for (const [id, stack] of active) {
    if ((keymap[id].keys as readonly string[]).includes(key)) return stack[stack.length - 1]
  }
  return undefined
}

/** Typing, an open dialog or menu, and a focused control's own keys come first. */
function isBusyElsewhere(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null
  if (!target) return false
  if (
    target.closest('input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable=true]')
  )
    return true
  if (target.closest('[role=dialog], [role=menu]')) return true
  if (target.closest('input[type=range], [role=radiogroup]') && event.key.startsWith('Arrow')) return true
  const isControl = target.closest('button, a[href], summary, [role=button], [role=gridcell], [role=slider]') !== null
  return isControl && [' ', 'Enter'].includes(event.key) && !event.shiftKey
}
