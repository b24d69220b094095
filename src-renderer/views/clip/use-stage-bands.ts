import { computed } from 'vue'
import type { Ref } from 'vue'
import type { NamedArray } from '#contracts/arrays'
import type { CueTrack } from '../../canvas/cue-track'
import { voiceAt } from '../../canvas/fine/draw-voice'
import { stftSpec, topOf } from '../../canvas/fine/fine-look'
import { frequencyAxis, hzOnAxis, positionOnAxis } from '../../canvas/fine/frequency-axis'
import { levelAt } from '../../canvas/fine/stft'
import { peakLevel } from '../../canvas/peaks'
import { bandCentersHz, hzAtPosition, positionOfHz } from '../../canvas/mel-scale-axis'
import { frameTimes } from '../../canvas/draw-matrix'
import { bandAt, hzIn } from '../../canvas/pitch-band'
import type { PitchBand } from '../../canvas/pitch-band'
import { useTimeView } from '../../composables/use-time-view'
import { usePanesStore } from '../../stores/panes'
import { formatSignificant } from '../../text/format'
import { clipPanesWords as words } from '../../text/words/clip-panes'
import { binWords } from './bin-words'
import type { StageLayout } from './stage-layout'

export interface StageMaterial {
  readonly audio: NamedArray
  readonly logMel: NamedArray | null
  /** Over the first picture and over the second one. */
  readonly maps: readonly (NamedArray | null)[]
  readonly isSplit: boolean
  /** Drawn over the fine spectrogram. */
  readonly voice: readonly CueTrack[]
}

/** The panes whose height is frequency, and what they hold at a time and a height. */
export function useStageBands(
  layout: Ref<StageLayout>,
  material: Ref<StageMaterial>,
): { readonly bands: Ref<readonly PitchBand[]>; readout(sec: number, y: number): string[] } {
  const panes = usePanesStore()
  const view = useTimeView()
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
    const { audio, voice } = material.value
    const spec = stftSpec(panes.fine, rateHz.value)
    const level = levelAt(audio.data, spec, Math.round(sec * rateHz.value), hz / rateHz.value)
    return [words.fineAt(hz, level), ...voiceAt(voice, sec).map(({ track, hz }) => words.voiceAt(track.title, hz))]
  }

  /** The sample where one can be told from the next, else the highest of those that a pixel stands for. */
  function waveWords(sec: number): string[] {
    const { data } = material.value.audio
    const at = Math.min(data.length - 1, Math.round(sec * rateHz.value))
    const samplesPerPx = rateHz.value / view.scale.value.pxPerSec
    if (samplesPerPx <= 1.5) return [words.sampleAt(at, data[at])]
    const from = Math.max(0, Math.round(at - samplesPerPx / 2))
    return [words.peakAt(peakLevel(data.subarray(from, Math.round(at + samplesPerPx / 2) + 1)))]
  }

  /** Over the profile of a map: null elsewhere. */
  function profileWords(sec: number, y: number): string[] | null {
    const { logMel, maps } = material.value
    const { spectrogramTopPx, besideTopPx, profilePx } = layout.value
    const which = [spectrogramTopPx, besideTopPx].findIndex(topPx => y >= topPx - profilePx && y < topPx)
    if (which < 0 || which >= models.value.length || !logMel) return null
    const map = maps[which]
    const { hopSec, firstFrameSec } = frameTimes(logMel.meta)
    const frame = Math.round((sec - firstFrameSec) / hopSec)
    if (!map || frame < 0 || frame >= map.shape[1]) return []
    let sum = 0
    for (let bin = frame; bin < map.data.length; bin += map.shape[1]) sum += Math.max(0, map.data[bin])
    return [words.profileAt(formatSignificant(sum))]
  }

  return {
    bands: computed(() => [...(layout.value.finePx > 0 ? [fine.value] : []), ...models.value]),
    readout(sec, y) {
      const { logMel, maps } = material.value
      const { tabPx, wavePx } = layout.value
      if (y >= tabPx && y < tabPx + wavePx) return waveWords(sec)
      if (bandAt([fine.value], y)) return fineWords(sec, y)
      const profile = profileWords(sec, y)
      if (profile) return profile
      const band = bandAt(models.value, y)
      if (!band || !logMel) return []
      const share = 1 - (y - band.topPx) / band.heightPx
      return binWords(logMel, maps[models.value.indexOf(band)] ?? null, centers.value, sec, share)
    },
  }
}
