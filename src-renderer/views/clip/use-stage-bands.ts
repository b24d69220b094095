import { computed } from 'vue'
import type { Ref } from 'vue'
import type { NamedArray } from '#contracts/arrays'
import { stftSpec, topOf } from '../../canvas/fine/fine-look'
import { frequencyAxis, hzOnAxis, positionOnAxis } from '../../canvas/fine/frequency-axis'
import { levelAt } from '../../canvas/fine/stft'
import { bandCentersHz, hzAtPosition, positionOfHz } from '../../canvas/mel-scale-axis'
import { bandAt, hzIn } from '../../canvas/pitch-band'
import type { PitchBand } from '../../canvas/pitch-band'
import { usePanesStore } from '../../stores/panes'
import { clipPanesWords as words } from '../../text/words/clip-panes'
import { binWords } from './bin-words'
import type { StageLayout } from './stage-layout'

export interface StageMaterial {
  readonly audio: NamedArray
  readonly logMel: NamedArray | null
  /** Over the first picture and over the second one. */
  readonly maps: readonly (NamedArray | null)[]
  readonly isSplit: boolean
}

/** The panes whose height is frequency, and what they hold at a time and a height. */
export function useStageBands(
  layout: Ref<StageLayout>,
  material: Ref<StageMaterial>,
): { readonly bands: Ref<readonly PitchBand[]>; readout(sec: number, y: number): string[] } {
  const panes = usePanesStore()
  const rateHz = computed(() => Number(material.value.audio.meta.sampleRateHz))
  const centers = computed(() => {
    const { logMel } = material.value
    const melHz = Array.isArray(logMel?.meta.melHz) ? (logMel.meta.melHz as number[]) : []
    return bandCentersHz(melHz, logMel?.shape[0] ?? 0)
  })
  const fine = computed<PitchBand>(() => {
    const axis = frequencyAxis(panes.fine.scale, topOf(panes.fine, rateHz.value))
    return {
      ...{ topPx: layout.value.fineTopPx, heightPx: layout.value.finePx },
      hzAt: position => hzOnAxis(axis, position),
      positionOf(hz) {
        const position = positionOnAxis(axis, hz)
        return position < 0 || position > 1 ? null : position
      },
    }
  })
  const modelAt = (topPx: number): PitchBand => ({
    ...{ topPx, heightPx: layout.value.spectrogramPx },
    hzAt: position => hzAtPosition(centers.value, position),
    positionOf: hz => positionOfHz(centers.value, hz),
  })
  const models = computed(() => {
    const { logMel, isSplit } = material.value
    if (!logMel || layout.value.spectrogramPx === 0 || centers.value.length < 2) return []
    const { spectrogramTopPx, besideTopPx } = layout.value
    return [spectrogramTopPx, ...(isSplit ? [besideTopPx] : [])].map(modelAt)
  })

  function fineWords(sec: number, y: number): string[] {
    const hz = hzIn(fine.value, y)
    const { data } = material.value.audio
    const spec = stftSpec(panes.fine, rateHz.value)
    return [words.fineAt(hz, levelAt(data, spec, Math.round(sec * rateHz.value), hz / rateHz.value))]
  }

  return {
    bands: computed(() => [...(layout.value.finePx > 0 ? [fine.value] : []), ...models.value]),
    readout(sec, y) {
      const { logMel, maps } = material.value
      if (bandAt([fine.value], y)) return fineWords(sec, y)
      const band = bandAt(models.value, y)
      if (!band || !logMel) return []
      const share = 1 - (y - band.topPx) / band.heightPx
      return binWords(logMel, maps[models.value.indexOf(band)] ?? null, centers.value, sec, share)
    },
  }
}
