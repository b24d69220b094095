import { computed } from 'vue'
import type { Ref } from 'vue'
import type { CueKey } from '#contracts/cue'
import type { ErrorBody } from '#contracts/error'
import type { ClipAddress } from '../api/client'
import { cueTracks } from '../canvas/cue-track'
import type { CueTrack } from '../canvas/cue-track'
import { useCueStore } from '../stores/cues'
import { usePanesStore } from '../stores/panes'
import { useAnswer } from './use-answer'

const formants: readonly CueKey[] = ['f1', 'f2', 'f3']

/** Pitch and formants of a clip as far as they are wanted over its fine spectrogram, and that is shown. */
export function useVoiceLines(at: Ref<ClipAddress | null>): {
  readonly voice: Ref<readonly CueTrack[]>
  readonly error: Ref<ErrorBody | null>
} {
  const panes = usePanesStore()
  const cues = useCueStore()
  const keys = computed<readonly CueKey[]>(() => {
    const { hasPitch, hasFormants } = panes.fine
    return panes.shown.fine ? [...(hasPitch ? (['f0_hz'] as const) : []), ...(hasFormants ? formants : [])] : []
  })
  const question = computed(() => (at.value && keys.value.length > 0 ? { at: at.value, keys: keys.value } : null))
  const { value, error } = useAnswer(question, asked => cues.tracks(asked.at, asked.keys))
  return { voice: computed(() => (value.value ? cueTracks(value.value, cues.cues) : [])), error }
}
