import { focusBack } from './key-focus'

export interface WayBack {
  /** To be called when the field gets the focus. */
  arrive(event: FocusEvent): void
  leave(): void
}

/**
 * A field of the annotation bar is left by a key for what had the focus before: not for another field of the bar, whose
 * keys are its own too.
 */
export function useWayBack(): WayBack {
  let from: EventTarget | null = null
  return {
    arrive({ currentTarget, relatedTarget }) {
      const part = (currentTarget as Element).closest('[data-region]')
      if (!(relatedTarget instanceof Node && part?.contains(relatedTarget))) from = relatedTarget
    },
    leave: () => focusBack(from),
  }
}
