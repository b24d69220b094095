import { computed } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import { useWidth } from '../../composables/use-width'
import { useClipListStore } from '../../stores/clip-list'
import { shownPath } from '../../text/shown-name'

/** Of a letter of a file's name, on the wide side; and between name and folder. */
const [LETTER_PX, GAP_PX] = [7, 12]

/**
 * Whether folders stand behind the names: in all rows, or in none where the longest would be cut, so that no row looks
 * unlike the others. Where files of several folders have the same name, folders tell them apart and always stand there.
 * @param head of the column
 */
export function useFolderRoom(head: Ref<HTMLElement | null>, textScale: Ref<number>): ComputedRef<boolean> {
  const list = useClipListStore()
  const widthPx = useWidth(head)
  const longest = computed(() => {
    let letters = 0
    const names = new Set<string>()
    let files = 0
    for (const rows of list.pages.values())
      for (const { file } of rows) {
        const [folder, name] = shownPath(file)
        letters = Math.max(letters, folder.length + name.length)
        names.add(name)
        files++
      }
    return { letters, hasTwins: names.size < files }
  })
  return computed(() => {
    const { letters, hasTwins } = longest.value
    return hasTwins || letters * LETTER_PX * textScale.value + GAP_PX <= widthPx.value
  })
}
