import { defineStore } from 'pinia'
import { ref } from 'vue'
import { useScope } from '../composables/use-scope'

export interface Notice {
  readonly id: number
  readonly tone: 'bad' | 'good'
  readonly title: string
  readonly advice: string
  /** Of all with one topic only the last is shown. */
  readonly topic: string
}

const SHOWN_MS = 9000

/** What the annotator did last, and what they took back of it: only the last is told. */
export const STEP_TOPIC = 'annotation-step'

/** Short messages in the corner: what went wrong with something the person just asked for. */
export const useNoticeStore = defineStore('notices', () => {
  const scope = useScope()
  const notices = ref<Notice[]>([])
  let lastId = 0

  function dismiss(id: number): void {
    notices.value = notices.value.filter(notice => notice.id !== id)
  }

  function say(tone: Notice['tone'], title: string, advice = '', topic = title): void {
    const id = ++lastId
    const others = notices.value.filter(notice => notice.title !== title && notice.topic !== topic)
    notices.value = [...others, { id, tone, title, advice, topic }].slice(-4)
    scope.timeout(SHOWN_MS, () => dismiss(id))
  }

  /** What it was about is done or left behind. */
  function withdraw(topic: string): void {
    notices.value = notices.value.filter(notice => notice.topic !== topic)
  }

  return { notices, say, dismiss, withdraw }
})
