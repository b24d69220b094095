import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { NamedArray } from '#contracts/arrays'
import type { CueInfo, CueKey, DrawnWindows, Measures } from '#contracts/cue'
import { api } from '../api/client'
import type { ClipAddress } from '../api/client'
import type { Stretch } from '../canvas/play-plan'
import { keepLast } from './keep-last'

const TRACKS_KEPT = 24
const MEASURES_KEPT = 64

/** Some stretches of a clip, as the address of their measures spells them: `0.10-0.25,0.40-0.55`. */
export function stretchesText(stretches: readonly Stretch[]): string {
  const sec = (value: number): string => String(Number(value.toFixed(4)))
  return stretches.map(({ startSec, endSec }) => `${sec(startSec)}-${sec(endSec)}`).join(',')
}

/** The same to the last digit: draws are the same for the very same windows only. */
function exactText(stretches: readonly Stretch[]): string {
  const sec = (value: number): string => (value < 1e-6 ? '0' : String(value))
  return stretches.map(({ startSec, endSec }) => `${sec(startSec)}-${sec(endSec)}`).join(',')
}

/** What the cues are called, read once; and those of clips that were looked at. */
export const useCueStore = defineStore('cues', () => {
  const cues = shallowRef<readonly CueInfo[]>([])
  const keptTracks = keepLast<NamedArray>(TRACKS_KEPT)
  const keptWeakness = keepLast<NamedArray>(TRACKS_KEPT)
  const keptMeasures = keepLast<Measures>(MEASURES_KEPT)
  const keptDraws = keepLast<DrawnWindows>(TRACKS_KEPT)
  const clipKey = (at: ClipAddress): string => `${at.projectId}/${at.auditId}/${at.clipId}`

  async function load(): Promise<void> {
    if (cues.value.length === 0) cues.value = await api.cues()
  }

  /** [cues, rows], NaN where a cue has no value. */
  function tracks(at: ClipAddress, keys: readonly CueKey[]): Promise<NamedArray> {
    return keptTracks(`${clipKey(at)} ${keys.join()}`, () => api.cueTracks(at, keys))
  }

  /** [cues, rows] beside the tracks: 0, or why a value rests on little (from 1, of the meta's reasons). */
  function weakness(at: ClipAddress, keys: readonly CueKey[]): Promise<NamedArray> {
    return keptWeakness(`${clipKey(at)} ${keys.join()}`, () => api.cueWeakness(at, keys))
  }

  function measures(at: ClipAddress, stretches: string): Promise<Measures> {
    return keptMeasures(`${clipKey(at)} ${stretches}`, () => api.measures(at, stretches))
  }

  /** Windows drawn at random to hold these against. */
  function draws(at: ClipAddress, windows: readonly Stretch[]): Promise<DrawnWindows> {
    const text = exactText(windows)
    return keptDraws(`${clipKey(at)} ${text}`, () => api.drawnWindows(at, text))
  }

  return { cues, load, tracks, weakness, measures, draws }
})
