import { useRouter } from 'vue-router'
import type { DroppedThing } from '#contracts/dropped-thing'
import { api } from '../../api/client'
import { libraryApi } from '../../api/library-client'
import { useApiError } from '../../composables/use-api-error'
import { useEnterProject } from '../../composables/use-enter-project'
import { useGivenStore } from '../../stores/given'
import { useLibraryStore } from '../../stores/library'
import { useNoticeStore } from '../../stores/notices'
import { dropZoneWords as words } from '../../text/words/drop-zone'

/** Does with things that were dropped or opened what their kind and the place call for. */
export function useGiven(): (refs: readonly string[]) => Promise<void> {
  const router = useRouter()
  const given = useGivenStore()
  const library = useLibraryStore()
  const notices = useNoticeStore()
  const enter = useEnterProject()
  const { attempt } = useApiError()
  const refuse = ({ name }: DroppedThing, why: string): void => notices.say('bad', words.refused(name), why)

  async function take(thing: DroppedThing): Promise<void> {
    switch (thing.kind) {
      case 'project':
        return enter(await api.openProject(thing.ref))
      case 'model-file':
        await router.push({ path: '/models/new', query: { path: thing.ref, name: thing.name } })
        return
      case 'model-package':
        return notices.say('good', words.modelAdded((await library.addModel(thing.ref)).name))
      case 'audio':
        if (!given.isClipWanted) return refuse(thing, words.audioRefused)
        given.clip = thing
        return
      case 'other':
        return refuse(thing, thing.why)
      case 'labels':
      case 'folder':
      case 'manifest':
      // Data sets are taken together, labels by their content.
    }
  }

  async function takeDatasets(things: readonly DroppedThing[]): Promise<void> {
    if (things.length === 0) return
    const { project } = router.currentRoute.value.params
    await router.push(project ? `/p/${String(project)}` : '/')
    given.datasets = things
  }

  return async refs => {
    const things = (await attempt(() => libraryApi.look(refs))) ?? []
    for (const thing of things) await attempt(() => take(thing))
    await takeDatasets(things.filter(({ kind }) => kind === 'folder' || kind === 'manifest'))
  }
}
