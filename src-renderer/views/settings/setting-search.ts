import { computed, inject, provide } from 'vue'
import type { ComputedRef, InjectionKey, Ref } from 'vue'

export const SETTING_SEARCH: InjectionKey<Readonly<Ref<string>>> = Symbol('what is searched for in the settings')

export function provideSettingSearch(text: Readonly<Ref<string>>): void {
  provide(SETTING_SEARCH, text)
}

/** Whether all searched words begin a word of these. Without a search everything is found. */
export function useSettingSearch(words: () => string): ComputedRef<boolean> {
  const text = inject(SETTING_SEARCH, null)
  return computed(() => isFoundIn(words(), text?.value ?? ''))
}

export function isFoundIn(words: string, text: string): boolean {
  const all = words.toLowerCase().split(/[\s,.:;()]+/)
  return text
    .toLowerCase()
    .split(/\s+/)
    .every(wanted => all.some(word => word.startsWith(wanted)))
}
