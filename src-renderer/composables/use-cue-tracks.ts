import { computed, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { CueKey } from '#contracts/cue'
import type { ErrorBody } from '#contracts/error'
import type { ClipAddress } from '../api/client'
import { cueTracks, valueAxis, weakRuns } from '../canvas/cue-track'
import type { CueTrack, ValueAxis, WeakRun } from '../canvas/cue-track'
import { useCueStore } from '../stores/cues'
import { useAnswer } from './use-answer'

export interface ShownTrack {
  readonly track: CueTrack
  /** Null: the cue has no value anywhere in the clip. */
  readonly axis: ValueAxis | null
  /** Where it rests on little; none until that is known. */
  readonly weak: readonly WeakRun[]
}

export interface ShownTracks {
  readonly tracks: Ref<readonly ShownTrack[]>
  readonly error: Ref<ErrorBody | null>
}

const TICKS = 3
/** Whoever steps through clips isn't shown how reliable each of them is, and the engine not asked. */
const REST_MS = 300

/** The part of a track's values that rests on little, 0..1 */
export function weakShare({ track, weak }: Pick<ShownTrack, 'track' | 'weak'>): number {
  const values = track.values.reduce((count, value) => count + Number(!Number.isNaN(value)), 0)
  return values === 0 ? 0 : weak.reduce((rows, { from, to }) => rows + to - from, 0) / values
}

/** The chosen cues of a clip over time. While another choice is fetched, those that stay chosen stay in sight. */
export function useCueTracks(at: Ref<ClipAddress | null>, keys: Ref<readonly CueKey[]>): ShownTracks {
  const store = useCueStore()
  const question = computed(() => (at.value && keys.value.length > 0 ? { at: at.value, keys: keys.value } : null))
  const answer = useAnswer(question, asked => store.tracks(asked.at, asked.keys))
  const weakness = useAnswer(
    computed(() => (answer.value.value ? question.value : null)),
    asked => store.weakness(asked.at, asked.keys),
    REST_MS,
  )
  const weak = computed(() => (weakness.value.value ? weakRuns(weakness.value.value) : null))
  const last = shallowRef<{ clip: string; tracks: readonly Omit<ShownTrack, 'weak'>[] }>({ clip: '', tracks: [] })
  const clipKey = computed(() => JSON.stringify(at.value))

  watch([answer.value, () => store.cues], ([array, infos]) => {
    if (!array) return
    const tracks = cueTracks(array, infos).map(track => ({ track, axis: valueAxis(track, TICKS) }))
    last.value = { clip: clipKey.value, tracks }
  })

  return {
    tracks: computed(() => {
      if (last.value.clip !== clipKey.value) return []
      return last.value.tracks
        .filter(one => keys.value.includes(one.track.key))
        .map(one => ({ ...one, weak: weak.value?.get(one.track.key) ?? [] }))
    }),
    error: computed(() => answer.error.value ?? weakness.error.value),
  }
}
