import { computed, inject, onScopeDispose, provide, ref, watch } from 'vue'
import type { ComputedRef, InjectionKey, Ref } from 'vue'
import type { Annotation, AnnotationChanges, Annotator } from '#contracts/annotation'
import type { ClipAddress } from '../api/client'
import { useAnnotatingStore } from '../stores/annotating'
import { useAnnotationStore } from '../stores/annotation'
import { useAnnotatorStore } from '../stores/annotators'
import { useCoveredClipStore } from '../stores/covered-clips'
import { STEP_TOPIC, useNoticeStore } from '../stores/notices'
import { useQueueStore } from '../stores/queues'
import { barWords, queueWords } from '../text/words/annotation'
import { useAnnotationUndo } from './use-annotation-undo'
import { useApiError } from './use-api-error'
import type { Blind } from './use-blind'
import { keyHint } from './keymap'
import { useWorkClock } from './use-work-clock'

/** What the desk asks of the clip view. */
export interface DeskSurroundings {
  readonly address: Ref<ClipAddress>
  readonly queueId: Ref<number | null>
  readonly blind: Blind
  /** What is playing; null: nothing. */
  readonly playing: Ref<string | null>
  readonly modelId: Ref<string | null>
  /** Of the model. */
  readonly labels: Ref<readonly string[]>
  /** What the model and the data set say; null: nothing, or not read yet. */
  readonly answers: Ref<{
    readonly predicted: string | null
    readonly expected: string | null
    readonly confidence: number | null
  } | null>
  play(): void
  /** There is a clip that finishing leads to. */
  readonly hasNext: Ref<boolean>
  goNext(): Promise<unknown>
  leaveQueue(): void
}

export interface AnnotationDesk extends DeskSurroundings {
  readonly isOn: ComputedRef<boolean>
  readonly me: ComputedRef<Annotator | null>
  /** Null: nobody annotates, or it is not read yet. */
  readonly annotation: ComputedRef<Annotation | null>
  /** What was done last, for whoever can't see it. */
  readonly announced: Ref<string>
  say(changes: AnnotationChanges): void
  /** Typed, dragged or stepped: one step once it rests. */
  saySoon(changes: AnnotationChanges): void
  finish(): void
  skip(): Promise<void>
  step(kind: 'undo' | 'redo'): Promise<void>
  toggleCover(): void
  /** Begins or ends annotating; not in a queue. */
  toggle(): void
}

/** Advice that an answer, or another clip, makes pointless. */
const ANSWER_TOPIC = 'answer-first'
const KEY: InjectionKey<AnnotationDesk> = Symbol('annotation desk')

/** All that an annotator does in the clip view, for the bar, the tiers and the keys. */
export function provideAnnotationDesk(around: DeskSurroundings): AnnotationDesk {
  const { address, queueId, blind } = around
  const annotating = useAnnotatingStore()
  const annotators = useAnnotatorStore()
  const store = useAnnotationStore()
  const queues = useQueueStore()
  const notices = useNoticeStore()
  const { attempt } = useApiError()
  const clock = useWorkClock(around.playing)
  const announced = ref('')
  const covered = useCoveredClipStore()
  const stepBackOrForth = useAnnotationUndo()
  const me = computed(() => (annotators.projectId === address.value.projectId ? annotators.me : null))
  const isWaiting = computed(() => me.value !== null && covered.numbers.has(address.value.clipId))
  /** A clip that waits in a blind queue, on which one does not want to say anything now. */
  const putOff = ref<number | null>(null)
  const isOn = computed(() => {
    if (annotating.isOn || queueId.value !== null) return true
    return isWaiting.value && putOff.value !== address.value.clipId
  })
  const annotation = computed(() => {
    const at = store.place
    const isHere = at?.clipId === address.value.clipId && at.annotatorId === me.value?.id
    return isHere ? store.annotation : null
  })

  const place = computed(() => {
    if (!isOn.value || me.value === null) return null
    return { projectId: address.value.projectId, annotatorId: me.value.id, clipId: address.value.clipId }
  })
  watch(
    () => JSON.stringify(place.value),
    () => {
      announced.value = ''
      // First: the work on the clip that one leaves is its own.
      store.leave()
      if (place.value === null) return
      clock.restart()
      void attempt(() => store.open(place.value!, clock.take))
    },
    { immediate: true },
  )
  onScopeDispose(() => store.leave())
  const isUnanswered = computed(() => annotation.value === null || isSilent(annotation.value))
  watch([() => address.value.clipId, isUnanswered], () => notices.withdraw(ANSWER_TOPIC))
  onScopeDispose(() => notices.withdraw(ANSWER_TOPIC))

  /** With it goes whether the model's answer was covered: for the answers that it could sway. */
  const withBlind = (changes: AnnotationChanges): AnnotationChanges =>
    'emotion' in changes || 'arousal' in changes || 'valence' in changes
      ? { ...changes, isBlind: blind.isAnswerBlind.value }
      : changes
  const say = (changes: AnnotationChanges): void => store.onceRead(() => store.change(withBlind(changes)))

  async function goOn(): Promise<void> {
    if (around.hasNext.value) {
      annotating.isPlayDue = true
      await around.goNext()
      return
    }
    const { run } = queues
    if (queueId.value === null || run === null || run.finished < run.clips) return
    notices.say('good', queueWords.done, queueWords.doneAdvice(run.name, run.clips), STEP_TOPIC)
    around.leaveQueue()
  }

  async function finish(): Promise<void> {
    store.flush()
    const said = annotation.value
    if (said === null) return
    if (isSilent(said)) {
      const advice = barWords.nothingYetAdvice(keyHint('label.unsure'), keyHint('annotation.skip'))
      return notices.say('bad', barWords.nothingYet, advice, ANSWER_TOPIC)
    }
    const { clipId } = address.value
    say({ isFinished: true })
    // First the way on: what is finished is uncovered, and must not be seen on leaving.
    const wasLast = !around.hasNext.value
    if (wasLast) covered.settle(clipId, true)
    await goOn()
    if (!wasLast) covered.settle(clipId, true)
  }

  const desk: AnnotationDesk = {
    ...around,
    ...{ isOn, me, annotation, announced, say },
    saySoon: changes => store.onceRead(() => store.changeSoon(withBlind(changes))),
    finish: () => store.onceRead(() => void finish()),
    skip: goOn,
    toggle() {
      const isWanted = !isOn.value
      putOff.value = isWanted ? null : address.value.clipId
      annotating.isOn = isWanted && (annotating.isOn || !isWaiting.value)
    },
    async step(kind) {
      announced.value = ''
      await stepBackOrForth(kind)
    },
    toggleCover() {
      if (!blind.isBlind.value) return
      if (!blind.isHidden.value) blind.cover()
      else if (!blind.uncover()) notices.say('bad', barWords.hiddenYet, barWords.hiddenYetAdvice, ANSWER_TOPIC)
    },
  }
  provide(KEY, desk)
  return desk
}

/** Nothing was said that anybody could use. */
function isSilent({ emotion, arousal, valence, note, tags, verdicts, regions }: Annotation): boolean {
  const said = [emotion !== null, arousal !== null, valence !== null, note !== '', tags.length > 0]
  return ![...said, Object.keys(verdicts).length > 0, regions.length > 0].includes(true)
}

export function useAnnotationDesk(): AnnotationDesk {
  const desk = inject(KEY)
  if (!desk) throw new Error('useAnnotationDesk() outside a component that provides one')
  return desk
}
