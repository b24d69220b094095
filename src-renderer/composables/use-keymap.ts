import { computed, onScopeDispose, shallowReactive } from 'vue'
import type { ComputedRef } from 'vue'
import { isBusyElsewhere } from './key-focus'
import { isOfFocus, keyActionIds, keysOf } from './keymap'
import type { KeyActionId } from './keymap'
import { spellings } from './key-spelling'
import type { KeyPress } from './key-spelling'
import { createScope } from './use-scope'

type Handler = (event: KeyboardEvent) => void
export interface KeyHandlers {
  readonly down: Handler
  /** For an action that lasts as long as the key is held. */
  readonly up?: Handler
  /** False: there is nothing to do now; the key stays the browser's and the palette leaves the action out. */
  readonly isEnabled?: () => boolean
}
export type KeyHandlerMap = Partial<Record<KeyActionId, Handler | KeyHandlers>>

/** The actions that do something now; the last view that asked for one has it. */
const active = shallowReactive(new Map<KeyActionId, KeyHandlers[]>())

/** Binds actions of the keymap for as long as the caller lives. */
export function useKeys(bindings: KeyHandlerMap): void {
  const mine: [KeyActionId, KeyHandlers][] = Object.entries(bindings).map(([id, handler]) => [
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

/** Whether a view that is there has bound the action. */
export function isActive(id: KeyActionId): boolean {
  return active.has(id)
}

/** The actions that would do something now, in the order of the registry. */
export function useRunnable(): ComputedRef<KeyActionId[]> {
  return computed(() => keyActionIds.filter(id => handlersOf(id) !== undefined))
}

/** Does what the action's key does; not for actions that last as long as the key is held. */
export function runAction(id: KeyActionId): void {
  handlersOf(id)?.down(new KeyboardEvent('keydown'))
}

/** An action whose effect lasts while its key is held makes no sense without the key. */
export function isHeldAction(id: KeyActionId): boolean {
  return active.get(id)?.at(-1)?.up !== undefined
}

function handlersOf(id: KeyActionId): KeyHandlers | undefined {
  const last = active.get(id)?.at(-1)
  return last && (last.isEnabled?.() ?? true) ? last : undefined
}

/** Listens on the window; call once. */
export function startKeymap(): void {
  const scope = createScope()
  const held = new Map<string, KeyHandlers>()
  scope.listen(window, 'keydown', event => {
    const pressed = event as KeyboardEvent
    if (pressed.defaultPrevented) return
    const found = actionFor(pressed)
    if (!found || (!isOfFocus(found.id) && isBusyElsewhere(pressed, found.key))) return
    pressed.preventDefault()
    if (found.handlers.up) {
      if (pressed.repeat) return
      held.set(placeOf(pressed), found.handlers)
    }
    found.handlers.down(pressed)
  })
  const release = (place: string, event: Event): void => {
    held.get(place)?.up?.(event as KeyboardEvent)
    held.delete(place)
  }
  scope.listen(window, 'keyup', event => release(placeOf(event as KeyboardEvent), event))
  scope.listen(window, 'blur', event => [...held.keys()].forEach(place => release(place, event)))
}

/**
 * What a key press means now: by what the layout prints, else by the key's place. What acts on the focused thing comes
 * first, then the last to bind. A spelling
 * whose action has nothing to do now ends the search: where digits need Shift, Shift+1 must not fall from a covered verdict
 * to the emotion on 1.
 */
export function actionFor(
  event: KeyPress,
): { readonly id: KeyActionId; readonly key: string; readonly handlers: KeyHandlers } | null {
  const ids = [...active.keys()].reverse().sort((a, b) => Number(isOfFocus(b)) - Number(isOfFocus(a)))
  for (const key of spellings(event)) {
    const owners = ids.filter(id => keysOf(id).includes(key))
    const id = owners.find(one => handlersOf(one) !== undefined)
    const handlers = id && handlersOf(id)
    if (handlers) return { id, key, handlers }
    if (owners.length > 0) return null
  }
  return null
}

/** The key itself, whatever Shift or the layout make of it meanwhile. */
function placeOf(event: KeyboardEvent): string {
  return event.code || event.key.toLowerCase()
}
