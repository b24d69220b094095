import { computed, shallowRef } from 'vue'
import type { ShallowRef, WritableComputedRef } from 'vue'

export interface Asked<Subject, Action extends string> {
  /** The thing that was asked about last: kept while its dialog closes. */
  readonly subject: Readonly<ShallowRef<Subject | null>>
  ask(subject: Subject, action: Action): void
  /** For a dialog's `v-model:open`. */
  isAsked(action: Action): WritableComputedRef<boolean>
}

/** One of several dialogs about one thing of a list. */
export function useAsked<Subject, Action extends string>(): Asked<Subject, Action> {
  const subject = shallowRef<Subject | null>(null)
  const asked = shallowRef<Action | null>(null)
  return {
    subject,
    ask(of, action) {
      subject.value = of
      asked.value = action
    },
    isAsked: action =>
      computed({ get: () => asked.value === action, set: isOpen => (asked.value = isOpen ? action : null) }),
  }
}
