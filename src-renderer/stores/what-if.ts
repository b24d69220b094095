import { defineStore } from 'pinia'
import type { WhatIf } from '#contracts/what-if'
import { api } from '../api/client'
import type { ClipAddress } from '../api/client'
import { keepLast } from './keep-last'

const KEPT = 64

/** The model's answers without parts of clips: asked once, as long as they are looked at. */
export const useWhatIfStore = defineStore('what-if', () => {
  const kept = keepLast<WhatIf>(KEPT)

  /** `stretches` as `0.10-0.25,0.40-0.55`. */
  function ask(
    at: ClipAddress,
    stretches: string,
    band: { readonly lowHz: number; readonly highHz: number } | null,
  ): Promise<WhatIf> {
    const hertz = band === null ? null : `${band.lowHz.toFixed(1)}-${band.highHz.toFixed(1)}`
    return kept(`${at.projectId}/${at.auditId}/${at.clipId} ${stretches} ${hertz}`, () =>
      api.whatIf(at, stretches, hertz),
    )
  }

  return { ask }
})
