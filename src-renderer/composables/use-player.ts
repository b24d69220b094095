import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { Ref } from 'vue'
import type { Segment } from '#contracts/segment'
import { clipTimeAt, mergeStretches, planOf } from '../canvas/play-plan'
import type { PlayStep } from '../canvas/play-plan'
import { isSameSegment, loopedByKey, neighbour } from '../canvas/segment-hit'
import { AudioEngine } from './audio-engine'
import type { Playing } from './audio-engine'
import { useScope } from './use-scope'

const SEGMENT_GAP_SEC = 0.18

export interface PlayerSource {
  readonly samples: Float32Array
  readonly sampleRateHz: number
  readonly segments: readonly Segment[]
  /** Of the segments' frames: a gap shorter than this is none. */
  readonly hopSec: number
}

export type PlayMode = 'clip' | 'salient' | 'loop'

export interface Player {
  readonly mode: Ref<PlayMode | null>
  readonly positionSec: Ref<number>
  /** The segment that is looped or was chosen. */
  readonly chosen: Ref<Segment | null>
  toggleClip(): void
  /** `segments`: others than those of the source. */
  toggleSalient(segments?: readonly Segment[]): void
  /** Without a segment: the chosen one if the cursor is in it, else the one under the cursor, else the one of rank 1. */
  toggleLoop(segment?: Segment): void
  stepSegment(direction: 1 | -1): void
  choose(segment: Segment): void
  seek(sec: number): void
  stop(): void
}

/** Listening to one clip: whole, its salient segments only, or one of them over and over. */
export function usePlayer(source: Ref<PlayerSource | null>, gain: Ref<number>): Player {
  const engine = new AudioEngine()
  const scope = useScope()
  const mode = ref<PlayMode | null>(null)
  const positionSec = ref(0)
  const chosen = shallowRef<Segment | null>(null)
  const durationSec = computed(() => (source.value ? source.value.samples.length / source.value.sampleRateHz : 0))
  let playing: Playing | null = null
  let stopFrames = (): void => undefined

  function stop(): void {
    stopFrames()
    playing?.stop()
    playing = null
    mode.value = null
  }

  function follow(
    started: Playing,
    newMode: PlayMode,
    positionAt: (elapsedSec: number) => number,
    atEndSec: number,
  ): void {
    playing = started
    mode.value = newMode
    stopFrames = scope.frames(() => {
      positionSec.value = positionAt(Math.max(0, started.elapsedSec()))
    })
    void started.ended.then(() => {
      if (playing !== started) return
      stop()
      positionSec.value = atEndSec
    })
  }

  function playPlan(newMode: PlayMode, plan: readonly PlayStep[], atEndSec: number): void {
    const clip = source.value
    stop()
    if (!clip || plan.length === 0) return
    const started = engine.playPlan(clip.samples, clip.sampleRateHz, plan, gain.value)
    follow(started, newMode, elapsed => clipTimeAt(plan, elapsed), atEndSec)
  }

  function playFrom(sec: number): void {
    const clip = source.value
    if (!clip) return
    const startSec = sec >= durationSec.value - 0.01 ? 0 : sec
    playPlan('clip', planOf([{ startSec, endSec: durationSec.value }], 0, clip.sampleRateHz), 0)
  }

  function playSalient(segments: readonly Segment[] | undefined): void {
    const clip = source.value
    if (!clip) return
    const stretches = mergeStretches(segments ?? clip.segments, clip.hopSec)
    const plan = planOf(stretches, SEGMENT_GAP_SEC, clip.sampleRateHz)
    playPlan('salient', plan, positionSec.value)
  }

  function loop(segment: Segment): void {
    const clip = source.value
    stop()
    if (!clip) return
    chosen.value = segment
    positionSec.value = segment.startSec
    const started = engine.playLoop(clip.samples, clip.sampleRateHz, segment, gain.value)
    const positionAt = (elapsed: number): number => segment.startSec + (elapsed % started.periodSec)
    follow(started, 'loop', positionAt, segment.startSec)
  }

  /** Of another explanation, a chosen segment need not be among the source's. */
  function chosenHere(): Segment | null {
    const segment = chosen.value
    const isInside = segment && positionSec.value >= segment.startSec - 1e-6 && positionSec.value < segment.endSec
    return isInside ? segment : null
  }

  function choose(segment: Segment): void {
    chosen.value = segment
    if (mode.value === 'loop') loop(segment)
    else seek(segment.startSec)
  }

  function seek(sec: number): void {
    const wasPlaying = mode.value === 'clip'
    stop()
    positionSec.value = Math.min(durationSec.value, Math.max(0, sec))
    if (wasPlaying) playFrom(positionSec.value)
  }

  onScopeDispose(() => {
    stop()
    engine.close()
  })

  return {
    mode,
    positionSec,
    chosen,
    stop,
    seek,
    choose,
    toggleClip: () => (mode.value === 'clip' ? stop() : playFrom(positionSec.value)),
    toggleSalient: segments => (mode.value === 'salient' ? stop() : playSalient(segments)),
    toggleLoop(segment) {
      const segments = source.value?.segments ?? []
      const wanted = segment ?? chosenHere() ?? loopedByKey(segments, positionSec.value)
      const isSame = mode.value === 'loop' && (!segment || isSameSegment(segment, chosen.value))
      if (isSame || !wanted) stop()
      else loop(wanted)
    },
    stepSegment(direction) {
      const segments = source.value?.segments ?? []
      const from = mode.value === 'loop' && chosen.value ? chosen.value.startSec : positionSec.value
      const next = neighbour(segments, from, direction)
      if (next) choose(next)
    },
  }
}
