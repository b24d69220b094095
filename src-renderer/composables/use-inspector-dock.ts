import { inject, provide, ref } from 'vue'
import type { InjectionKey, Ref } from 'vue'

const KEY: InjectionKey<Ref<HTMLElement | null>> = Symbol('inspector dock')

/** The foot of the inspector, null while there is none: what stays open while one works in the panes covers nothing there. */
export function provideInspectorDock(): Ref<HTMLElement | null> {
  const dock = ref<HTMLElement | null>(null)
  provide(KEY, dock)
  return dock
}

export function useInspectorDock(): Ref<HTMLElement | null> {
  return inject(KEY, () => ref(null), true)
}
