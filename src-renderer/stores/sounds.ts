import { defineStore } from 'pinia'
import type { NamedArray } from '#contracts/arrays'
import type { Segment } from '#contracts/segment'
import { api } from '../api/client'
import type { ClipAddress } from '../api/client'
import { keepLast } from './keep-last'
import { keepWithin } from './keep-within'

const SOUND_BYTES = 64 * 2 ** 20
const DETAILS_KEPT = 200

/** What was heard last of clips that are not open, so that hearing one again is immediate. */
export const useSoundStore = defineStore('sounds', () => {
  const sounds = keepWithin<NamedArray>(SOUND_BYTES, ({ data }) => data.byteLength)
  const salient = keepLast<readonly Segment[]>(DETAILS_KEPT)
  return {
    audio: (at: ClipAddress): Promise<NamedArray> => sounds(JSON.stringify(at), () => api.audio(at)),
    /** The windows of the explanation that the audit stored first; none: it stored none. */
    segments: (at: ClipAddress): Promise<readonly Segment[]> =>
      salient(JSON.stringify(at), async () => (await api.clip(at)).explanations[0]?.segments ?? []),
  }
})
