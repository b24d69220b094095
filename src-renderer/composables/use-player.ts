import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import type { Segment } from '#contracts/segment'
import { carryOver, clipTimeAt, elapsedAt, mergeStretches, planOf } from '../canvas/play-plan'
import type { PlayStep, Stretch } from '../canvas/play-plan'
import { isSameSegment, loopedByKey, neighbour } from '../canvas/segment-hit'
import type { TimeBox } from '../canvas/time-box'
import type { Band } from '../sound/band-limit'
import type { LoudnessMatch } from '../sound/match-loudness'
import { keepLastSound } from '../sound/render-plan'
import { restOf, within } from '../sound/stretches'
import { useSettingsStore } from '../stores/settings'
import { AudioEngine } from './audio-engine'
import type { Playing } from './audio-engine'
import { useLevel } from './use-level'
import { useRandomDraws } from './use-random-draws'
import type { DrawSource, RandomDraw } from './use-random-draws'
import { useScope } from './use-scope'

export interface PlayerSource extends DrawSource {
  readonly samples: Float32Array
  readonly sampleRateHz: number
}

/** What the model used, what it did not, and as much taken at random: to be compared by ear. */
export const comparedModes = ['salient', 'rest', 'random'] as const
export type ComparedMode = (typeof comparedModes)[number]
/** `window`: what is seen of the clip; `around`: the selection in its surroundings; `loop`: one segment or the selection, over and over. */
export type PlayMode = 'clip' | 'window' | 'selection' | 'around' | 'loop' | ComparedMode

export interface Player {
  readonly mode: Ref<PlayMode | null>
  readonly positionSec: Ref<number>
  /** The segment that is looped or was chosen. */
  readonly chosen: Ref<Segment | null>
  /** What is heard is repeated until it is stopped; `turn` counts, from 1. */
  readonly isLooping: Ref<boolean>
  readonly turn: Ref<number>
  /** Whatever is played, only the selection is heard of it: its time and, where it has one, its band. */
  readonly isSolo: Ref<boolean>
  /** The frequencies that what is heard is limited to. */
  readonly band: Ref<Band | null>
  /** The parts of the clip that are being played; none: nothing is. */
  readonly heard: Ref<readonly Stretch[]>
  /** null: the clip is played as loud as it is. */
  readonly loudness: ComputedRef<LoudnessMatch | null>
  /** Those that can be heard of this clip, as far as is known. */
  readonly compared: ComputedRef<readonly ComparedMode[]>
  /** The draw that is heard; null: none is. */
  readonly draw: ComputedRef<RandomDraw | null>
  toggleClip(): void
  toggleWindow(seen: Stretch): void
  toggleSelection(): void
  /** The selection with a little before and after, at all frequencies. */
  toggleAround(): void
  /** `segments`: others than those of the source. */
  toggleSalient(segments?: readonly Segment[]): void
  toggleCompared(mode: ComparedMode): void
  /** Somebody is about to compare. */
  loadDraws(): Promise<void>
  /**
   * The next of `compared`, at the same place of its cycle; over and over, so that one can go back and forth. Each time
   * that random windows come round, they are the next draw.
   */
  compareNext(): void
  /** Without a segment: the selection, else the chosen segment if the cursor is in it, else the one under the cursor or of rank 1. */
  toggleLoop(segment?: Segment): void
  stepSegment(direction: 1 | -1): void
  choose(segment: Segment): void
  /** Other segments have taken the place of those that were chosen or compared. */
  forgetSegments(): void
  seek(sec: number): void
  stop(): void
  /** From their start; true: played to the end, false: stopped before, or there was nothing to play. */
  playSalient(): Promise<boolean>
  playClip(): Promise<boolean>
  playSalientThenClip(): Promise<boolean>
}

/** What is to be heard, before rate and gaps are applied. */
interface Wanted {
  readonly mode: PlayMode
  readonly stretches: readonly Stretch[]
  readonly isLooped: boolean
  readonly band: Band | null
  /** The cursor, when all was heard. */
  readonly atEndSec: number
}

interface Current extends Wanted {
  readonly plan: readonly PlayStep[]
  readonly periodSec: number
  readonly playing: Playing
  /** The same, gone on with at another rate or with other gaps. */
  successor: Promise<boolean> | null
}

/** Of the surroundings of a selection, to either side. */
const AROUND_SEC = 0.05
/** A selection that is dragged is heard anew when it rests. */
const SELECTION_REST_MS = 200

/** Listening to one clip: whole, in parts, one part over and over, or what the model used against the rest. */
export function usePlayer(source: Ref<PlayerSource | null>, selection: Ref<TimeBox | null>): Player {
  const settings = useSettingsStore()
  const { matchOf } = useLevel()
  const engine = new AudioEngine()
  const scope = useScope()
  const mode = ref<PlayMode | null>(null)
  const positionSec = ref(0)
  const chosen = shallowRef<Segment | null>(null)
  const isLooping = ref(false)
  const turn = ref(1)
  const isSoloWanted = ref(false)
  const band = shallowRef<Band | null>(null)
  const heard = shallowRef<readonly Stretch[]>([])
  const durationSec = computed(() => (source.value ? source.value.samples.length / source.value.sampleRateHz : 0))
  const loudness = computed(() => (source.value ? matchOf(source.value.samples, source.value.sampleRateHz) : null))
  const gain = computed(() => loudness.value?.gain ?? settings.gain)
  const isSolo = computed({
    get: () => isSoloWanted.value && selection.value !== null,
    set: wanted => (isSoloWanted.value = wanted),
  })
  const soundOf = keepLastSound()
  let current: Current | null = null
  let stopFrames = (): void => undefined

  function stop(): void {
    stopFrames()
    current?.playing.stop()
    current = null
    mode.value = null
    isLooping.value = false
    band.value = null
    heard.value = []
  }

  /** @param offsetOf where in its sound it begins */
  async function begin(
    wanted: Wanted,
    offsetOf: (plan: readonly PlayStep[], periodSec: number) => number = () => 0,
  ): Promise<boolean> {
    const clip = source.value
    stop()
    if (!clip) return false
    const { samples, sampleRateHz } = clip
    const gapSec = settings.gapMs / 1000
    const plan = planOf(wanted.stretches, gapSec, sampleRateHz, settings.rate)
    if (plan.length === 0) return false
    // One stretch alone is looped without a pause; several, or one that is compared, end with one, as between them.
    const hasTail = wanted.isLooped && (plan.length > 1 || wanted.mode !== 'loop')
    const sound = soundOf(samples, plan, { sampleRateHz, band: wanted.band, tailSec: hasTail ? gapSec : 0 })
    const periodSec = sound.length / sampleRateHz
    const playing = engine.play(sound, sampleRateHz, {
      gain: gain.value,
      isLooped: wanted.isLooped,
      offsetSec: offsetOf(plan, periodSec),
    })
    const started: Current = { ...wanted, plan, periodSec, playing, successor: null }
    current = started
    mode.value = wanted.mode
    isLooping.value = wanted.isLooped
    band.value = wanted.band
    heard.value = wanted.stretches
    follow(started)
    stopFrames = scope.frames(() => follow(started))
    const isFinished = await playing.ended
    if (current === started) {
      stop()
      if (isFinished) positionSec.value = wanted.atEndSec
    }
    return started.successor ?? isFinished
  }

  function elapsedOf({ playing, isLooped, periodSec }: Current): number {
    const elapsedSec = Math.max(0, playing.elapsedSec())
    return isLooped ? elapsedSec % periodSec : elapsedSec
  }

  function follow(started: Current): void {
    positionSec.value = clipTimeAt(started.plan, elapsedOf(started))
    turn.value = 1 + Math.floor(Math.max(0, started.playing.elapsedSec()) / started.periodSec)
  }

  /** Goes on at the same place with the rate and gaps of now. */
  function beginAnew(): void {
    const before = current
    if (before) before.successor = begin(before, plan => carryOver(before.plan, elapsedOf(before), plan))
  }

  const soloBox = computed(() => (isSolo.value ? selection.value : null))
  const cut = (stretches: readonly Stretch[]): readonly Stretch[] =>
    soloBox.value ? within(stretches, soloBox.value) : stretches
  const soloBand = (): Band | null => soloBox.value && bandOf(soloBox.value)

  function playFrom(sec: number): Promise<boolean> {
    const range = soloBox.value ?? { startSec: 0, endSec: durationSec.value }
    const wanted = { stretches: [range], isLooped: false, band: soloBand(), atEndSec: range.startSec }
    const isInside = sec >= range.startSec && sec < range.endSec - 0.01
    return begin({ mode: 'clip', ...wanted }, plan => (isInside ? elapsedAt(plan, sec) : 0))
  }

  const used = computed(() => (source.value ? mergeStretches(source.value.segments, source.value.hopSec) : []))
  const random = useRandomDraws(source, cut)
  const partsOf = (compared: ComparedMode): readonly Stretch[] => {
    if (compared === 'rest') return used.value.length > 0 ? restOf(used.value, durationSec.value) : []
    return compared === 'salient' ? used.value : (random.draw.value?.stretches ?? [])
  }
  const compared = computed(() =>
    comparedModes.filter(one => (one === 'random' ? random.isAny.value : cut(partsOf(one)).length > 0)),
  )

  function playParts(part: ComparedMode, isLooped: boolean, atSec = 0): Promise<boolean> {
    const wanted = {
      mode: part,
      isLooped,
      stretches: cut(partsOf(part)),
      band: soloBand(),
      atEndSec: positionSec.value,
    }
    return begin(wanted, (_, periodSec) => atSec % periodSec)
  }

  /** @param atSec of its cycle, asked when it begins */
  async function compare(part: ComparedMode, atSec = (): number => 0): Promise<void> {
    if (part === 'random') {
      const [clip, before] = [source.value, current]
      await random.load()
      // Meanwhile the person went on to something else.
      if (source.value !== clip || current !== before) return
      random.advance()
    }
    if (compared.value.includes(part)) await playParts(part, true, atSec())
    else if (compared.value.length > 0) await playParts(compared.value[0], true, atSec())
  }

  function playSalient(segments: readonly Segment[]): Promise<boolean> {
    const stretches = cut(mergeStretches(segments, source.value?.hopSec ?? 0))
    return begin({ mode: 'salient', stretches, isLooped: false, band: soloBand(), atEndSec: positionSec.value })
  }

  function loop(segment: Segment): void {
    chosen.value = segment
    loopStretch(segment, soloBand())
  }

  function loopStretch(stretch: Stretch, limits: Band | null): void {
    const atEndSec = stretch.startSec
    void begin({ mode: 'loop', stretches: [stretch], isLooped: true, band: limits, atEndSec })
  }

  function playSelection(isLooped: boolean): void {
    const box = selection.value
    if (!box) return
    if (isLooped) chosen.value = null
    if (isLooped) loopStretch(box, bandOf(box))
    else void begin({ mode: 'selection', stretches: [box], isLooped, band: bandOf(box), atEndSec: positionSec.value })
  }

  function playAround(): void {
    const box = selection.value
    if (!box) return
    const startSec = Math.max(0, box.startSec - AROUND_SEC)
    const endSec = Math.min(durationSec.value, box.endSec + AROUND_SEC)
    const atEndSec = positionSec.value
    void begin({ mode: 'around', stretches: [{ startSec, endSec }], isLooped: false, band: null, atEndSec })
  }

  const isSelectionLooped = (): boolean => mode.value === 'loop' && chosen.value === null

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
    if (wasPlaying) void playFrom(positionSec.value)
  }

  watch([() => settings.rate, () => settings.gapMs], beginAnew)
  watch(gain, value => current?.playing.setGain(value))
  let stopResting = (): void => undefined
  watch(selection, box => {
    stopResting()
    if (mode.value !== 'selection' && !isSelectionLooped()) return
    if (box) stopResting = scope.timeout(SELECTION_REST_MS, () => playSelection(mode.value === 'loop'))
    else stop()
  })
  onScopeDispose(() => {
    stop()
    engine.close()
  })

  const toggle = (wanted: PlayMode, play: () => void): void => (mode.value === wanted ? stop() : play())
  return {
    ...{ mode, positionSec, chosen, isLooping, turn, isSolo, band, heard, loudness, compared },
    draw: computed(() => (mode.value === 'random' ? random.draw.value : null)),
    loadDraws: () => random.load(),
    ...{ stop, seek, choose },
    toggleClip: () => toggle('clip', () => void playFrom(positionSec.value)),
    toggleWindow: seen =>
      toggle('window', () => {
        const atEndSec = positionSec.value
        void begin({ mode: 'window', stretches: cut([seen]), isLooped: false, band: soloBand(), atEndSec })
      }),
    toggleSelection: () => toggle('selection', () => playSelection(false)),
    toggleAround: () => toggle('around', playAround),
    toggleSalient: segments => toggle('salient', () => void playSalient(segments ?? source.value?.segments ?? [])),
    toggleCompared: part => toggle(part, () => void compare(part)),
    compareNext() {
      const at = compared.value.indexOf(mode.value as ComparedMode)
      const next = compared.value[(at + 1) % compared.value.length]
      if (next) void compare(next, () => (at >= 0 && current ? elapsedOf(current) : 0))
    },
    toggleLoop(segment) {
      if (!segment && mode.value === 'loop') return stop()
      if (!segment && selection.value) return playSelection(true)
      const wanted = segment ?? chosenHere() ?? loopedByKey(source.value?.segments ?? [], positionSec.value)
      const isSame = mode.value === 'loop' && segment !== undefined && isSameSegment(segment, chosen.value)
      if (isSame || !wanted) stop()
      else loop(wanted)
    },
    stepSegment(direction) {
      const segments = source.value?.segments ?? []
      const from = mode.value === 'loop' && chosen.value ? chosen.value.startSec : positionSec.value
      const next = neighbour(segments, from, direction)
      if (next) choose(next)
    },
    forgetSegments() {
      if (isLooping.value && !isSelectionLooped()) stop()
      chosen.value = null
    },
    playSalient: () => playParts('salient', false),
    playClip: () => playFrom(0),
    async playSalientThenClip() {
      if (compared.value.includes('salient') && !(await playParts('salient', false))) return false
      return playFrom(0)
    },
  }
}

function bandOf({ lowHz, highHz }: TimeBox): Band | null {
  return lowHz === null || highHz === null ? null : { lowHz, highHz }
}
