import { watch } from 'vue'
import type { Ref } from 'vue'
import type { Work } from '../stores/annotation'
import { useScope } from './use-scope'

const TICK_SEC = 1
/** Without a key, a pointer or a sound for so long, nobody works. */
const IDLE_SEC = 60

/** Counts seconds of work on a clip and how often it was listened to. @returns what there is since it was last taken */
export function useWorkClock(playing: Ref<string | null>): { take(): Work; restart(): void } {
  const scope = useScope()
  let workedSec = 0
  let listens = 0
  let idleSec = 0
  for (const type of ['keydown', 'pointerdown', 'pointermove', 'wheel'])
    scope.listen(window, type, () => (idleSec = 0), { passive: true })
  scope.interval(1000 * TICK_SEC, () => {
    if (playing.value !== null) idleSec = 0
    if (document.visibilityState === 'visible' && idleSec < IDLE_SEC) workedSec += TICK_SEC
    idleSec += TICK_SEC
  })
  // A seek while it plays starts the sound anew within the same tick: the same listen.
  watch(playing, now => {
    if (now !== null) listens += 1
  })
  const restart = (): void => {
    workedSec = listens = idleSec = 0
  }
  return {
    restart,
    take() {
      const work = { workedSec, listens }
      workedSec = listens = 0
      return work
    },
  }
}
