import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { useNoticeStore } from '../../src-renderer/stores/notices'

beforeEach(() => setActivePinia(createPinia()))

it('renderer/notices - of one topic only the last is shown; others stay', () => {
  const store = useNoticeStore()
  store.say('good', 'Undone: emotion angry → none', '', 'step')
  store.say('bad', 'No such folder')
  store.say('good', 'Undone: note “loud” → none', '', 'step')
  expect(store.notices.map(({ title }) => title)).toEqual(['No such folder', 'Undone: note “loud” → none'])
})
