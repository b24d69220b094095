import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { ApiFailure } from '../../src-renderer/api/failure'
import { useAsked } from '../../src-renderer/composables/use-asked'
import { usePageLoad } from '../../src-renderer/composables/use-page-load'
import { useConnectionStore } from '../../src-renderer/stores/connection'

const settle = async (): Promise<void> => {
  await nextTick()
  await nextTick()
}

describe('renderer/use-page-load', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('reads at once, when what it is about changes, and when the engine is back; ends with its page', async () => {
    const about = ref('first')
    const read: string[] = []
    const scope = effectScope()
    scope.run(() => usePageLoad([about], async () => read.push(about.value)))
    expect(read).toEqual(['first'])
    about.value = 'second'
    await settle()
    expect(read).toEqual(['first', 'second'])
    useConnectionStore().epoch++
    await settle()
    expect(read).toEqual(['first', 'second', 'second'])
    scope.stop()
    about.value = 'third'
    await settle()
    expect(read).toHaveLength(3)
  })

  it('what fails is told until it is read again', async () => {
    let isThere = false
    const page = effectScope().run(() =>
      usePageLoad([], async () => {
        if (!isThere) throw new ApiFailure({ code: 'not-found', message: 'There is no such audit.' })
      }),
    )!
    await settle()
    expect(page.error.value).toMatchObject({ code: 'not-found' })
    isThere = true
    await page.load()
    expect(page.error.value).toBeNull()
  })
})

describe('renderer/use-asked', () => {
  it('opens the dialog that was asked for, and keeps its subject while it closes', () => {
    const { subject, ask, isAsked } = useAsked<string, 'rename' | 'remove'>()
    const [isRenaming, isRemoving] = [isAsked('rename'), isAsked('remove')]
    expect([subject.value, isRenaming.value, isRemoving.value]).toEqual([null, false, false])
    ask('one', 'remove')
    expect([subject.value, isRenaming.value, isRemoving.value]).toEqual(['one', false, true])
    isRemoving.value = false
    expect([subject.value, isRemoving.value]).toEqual(['one', false])
    ask('two', 'rename')
    expect([subject.value, isRenaming.value, isRemoving.value]).toEqual(['two', true, false])
  })
})
