import { computed, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { CueKey } from '#contracts/cue'
import type { ErrorBody } from '#contracts/error'
import type { ClipAddress } from '../api/client'
import { cueTracks, valueAxis } from '../canvas/cue-track'
import type { CueTrack, ValueAxis } from '../canvas/cue-track'
import { useCueStore } from '../stores/cues'
import { useAnswer } from './use-answer'

export interface ShownTrack {
  readonly track: CueTrack
  /** Null: the cue has no value anywhere in the clip. */
  readonly axis: ValueAxis | null
}

export interface ShownTracks {
  readonly tracks: Ref<readonly ShownTrack[]>
  readonly error: Ref<ErrorBody | null>
}

const TICKS = 3

/** The chosen cues of a clip over time. While another choice is fetched, those that stay chosen stay in sight. */
export function useCueTracks(at: Ref<ClipAddress | null>, keys: Ref<readonly CueKey[]>): ShownTracks {
  const store = useCueStore()
  const question = computed(() => (at.value && keys.value.length > 0 ? { at: at.value, keys: keys.value } : null))
  const answer = useAnswer(question, asked => store.tracks(asked.at, asked.keys))
  const last = shallowRef<{ clip: string; tracks: readonly ShownTrack[] }>({ clip: '', tracks: [] })
  const clipKey = computed(() => JSON.stringify(at.value))

  watch([answer.value, () => store.cues], ([array, infos]) => {
    if (!array) return
    const tracks = cueTracks(array, infos).map(track => ({ track, axis: valueAxis(track, TICKS) }))
    last.value = { clip: clipKey.value, tracks }
  })

  return {
    tracks: computed(() =>
      last.value.clip === clipKey.value ? last.value.tracks.filter(one => keys.value.includes(one.track.key)) : [],
    ),
    error: answer.error,
  }
}
