import { defineStore } from 'pinia'
import type { NamedArray } from '#contracts/arrays'
import { tableApi } from '../api/table-client'
import type { ClipAddress } from '../api/client'
import { isAbort } from '../api/failure'

/** As much as 8 MB. */
const KEPT = 1000
/** Others want the engine's workers too. */
const AT_A_TIME = 2

interface Wanted {
  readonly at: ClipAddress
  readonly abort: AbortController
  /** null: the clip has none. */
  readonly give: (picture: NamedArray | null) => void
}

/** Small pictures of clips, fetched a few at a time, the last wanted first: what scrolled out of sight is not made. */
export const useThumbnailStore = defineStore('thumbnails', () => {
  const kept = new Map<string, NamedArray | null>()
  let waiting: Wanted[] = []
  let running = 0

  /** @returns to be called when the picture is not wanted any more */
  function want(at: ClipAddress, give: Wanted['give']): () => void {
    const known = kept.get(keyOf(at))
    if (known !== undefined) {
      give(known)
      return () => undefined
    }
    const wanted = { at, give, abort: new AbortController() }
    waiting.push(wanted)
    next()
    return () => {
      waiting = waiting.filter(one => one !== wanted)
      wanted.abort.abort()
    }
  }

  function next(): void {
    while (running < AT_A_TIME) {
      const wanted = waiting.pop()
      if (wanted === undefined) return
      running++
      void fetchPicture(wanted).finally(() => {
        running--
        next()
      })
    }
  }

  async function fetchPicture({ at, abort, give }: Wanted): Promise<void> {
    try {
      give(keep(at, await tableApi.thumbnail(at, abort.signal)))
    } catch (failure) {
      // A clip that can't be read says so in its own view; a picture that is not there is no trouble in a table.
      if (!isAbort(failure)) give(keep(at, null))
    }
  }

  function keep(at: ClipAddress, picture: NamedArray | null): NamedArray | null {
    kept.set(keyOf(at), picture)
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break
      kept.delete(oldest)
    }
    return picture
  }

  /** A map was made meanwhile: the next picture shows it. */
  function forget(at: ClipAddress): void {
    kept.delete(keyOf(at))
  }

  return { want, forget }
})

function keyOf({ projectId, auditId, clipId }: ClipAddress): string {
  return `${projectId}/${auditId}/${clipId}`
}
