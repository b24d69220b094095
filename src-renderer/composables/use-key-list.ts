import { computed } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import { keyGroups } from './key-bindings'
import type { KeyGroup } from './key-bindings'
import { keyActionIds, keymap, keysOf } from './keymap'
import type { KeyActionId } from './keymap'
import { keyNames } from './key-spelling'
import { keyActionWords } from '../text/words/key-actions'

export interface KeyListGroup {
  readonly group: KeyGroup
  readonly actions: readonly { readonly id: KeyActionId; readonly words: string; readonly keys: readonly string[] }[]
}

/** The keymap as it is now, in groups, narrowed to what has the text in its words or is the key. */
export function useKeyList(text: Ref<string>): ComputedRef<KeyListGroup[]> {
  return computed(() => {
    const wanted = text.value.trim().toLowerCase()
    const fits = (id: KeyActionId): boolean =>
      wanted === '' ||
      keyActionWords[id].toLowerCase().includes(wanted) ||
      keysOf(id).some(key => key === wanted || keyNames(key).join(' ').toLowerCase() === wanted.replaceAll('+', ' '))
    return keyGroups
      .map(group => ({
        group,
        actions: keyActionIds
          .filter(id => keymap[id].group === group && fits(id))
          .map(id => ({ id, words: keyActionWords[id], keys: keysOf(id) })),
      }))
      .filter(({ actions }) => actions.length > 0)
  })
}
