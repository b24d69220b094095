import { computed, ref, shallowRef, watch } from 'vue'
import type { Ref, WritableComputedRef } from 'vue'
import type { NamedArray } from '#contracts/arrays'
import type { AuditCard } from '#contracts/audit'
import type { Both, Explanation } from '#contracts/clip'
import type { Measures } from '#contracts/cue'
import type { ErrorBody } from '#contracts/error'
import type { Segment } from '#contracts/segment'
import type { SaliencyMethod, SegmentSettings } from '#contracts/settings'
import { rankCorrelation, windowOverlap } from '../../canvas/agreement'
import { frameTimes } from '../../canvas/draw-matrix'
import { timeProfile } from '../../canvas/matrix-image'
import { topWindows } from '../../canvas/top-windows'
import { useAnswer } from '../../composables/use-answer'
import type { Answer } from '../../composables/use-answer'
import { useExplanation } from '../../composables/use-explanation'
import type { ShownExplanation } from '../../composables/use-explanation'
import type { KnownClip } from '../../stores/clip'
import { stretchesText, useCueStore } from '../../stores/cues'
import type { Question } from '../../stores/explanations'
import { useSettingsStore } from '../../stores/settings'
import { isGraphObstacle, methodOrder, methodTexts, obstacleWords, saliencyMethods } from '../../text/methods'
import { methodObstacleWords } from '../../text/words/clip-question'

/** As the engine's contract has it, until the audit's own are read. */
const DEFAULT_SEGMENTS: SegmentSettings = { windowSec: 0.15, count: 5 }

/** Cues are measured once the windows stand still. */
const REST_MS = 150

export interface Agreement {
  /** Of the time profiles; null where one is flat. */
  readonly rank: number | null
  /** Part of the top windows' time that both have. */
  readonly overlap: number | null
}

export interface ClipExplanation {
  /** What the model says may be seen. */
  readonly isUncovered: Ref<boolean>
  readonly methods: Ref<SaliencyMethod[]>
  /** Those that the audit made. */
  readonly ofAudit: Ref<SaliencyMethod[]>
  readonly method: WritableComputedRef<SaliencyMethod>
  readonly second: WritableComputedRef<SaliencyMethod>
  readonly target: WritableComputedRef<string>
  readonly against: Ref<string | null>
  readonly layer: Ref<string>
  readonly channel: Ref<number | null>
  /** The concept under the pointer: shown while it is there. */
  readonly hovered: Ref<number | null>
  /** Why methods that read the model's graph are not on offer. */
  readonly obstacle: Ref<ErrorBody | null>
  /** Trouble with what is asked, in one line; '': none. */
  readonly trouble: Ref<string>
  readonly first: ShownExplanation
  readonly beside: ShownExplanation
  readonly segments: Ref<readonly Segment[]>
  readonly besideSegments: Ref<readonly Segment[]>
  readonly agreement: Ref<Agreement | null>
  /** What the audit stored of occlusion and concept relevance together, where they explain this label. */
  readonly both: Ref<Both | null>
  /** Whose windows are shown: those of the map, or those of both methods together. */
  readonly windowsOf: WritableComputedRef<'map' | 'both'>
  /** Cues of the shown windows: as the audit stored them, or measured now. */
  readonly measures: Ref<Measures | null>
  readonly measuring: Pick<Answer<Measures>, 'error' | 'isDue' | 'retry'>
  cycleMethod(): void
  cycleTarget(): void
}

/** What of a clip is explained, by what, and how two explanations compare. */
export function useClipExplanation(
  material: Ref<KnownClip | null>,
  audit: Ref<AuditCard | null>,
  durationSec: Ref<number>,
): ClipExplanation {
  const settings = useSettingsStore()
  const chosenMethod = ref<SaliencyMethod | null>(null)
  const chosenTarget = ref<string | null>(null)
  const against = ref<string | null>(null)
  const layer = ref('')
  const channel = ref<number | null>(null)
  const hovered = ref<number | null>(null)
  const obstacle = shallowRef<ErrorBody | null>(null)
  const detail = computed(() => material.value?.detail ?? null)
  const ofAudit = computed(() => detail.value?.explanations.map(one => one.method) ?? [])
  const methods = computed(() => methodOrder(ofAudit.value))
  const isOffered = (one: SaliencyMethod): boolean => obstacle.value === null || !methodTexts[one].needsGraph

  const method = computed({
    get: () => {
      const wanted = chosenMethod.value ?? methods.value[0]
      return isOffered(wanted) ? wanted : 'occlusion'
    },
    set: wanted => {
      if (wanted === second.value) settings.secondMethod = method.value
      chosenMethod.value = wanted
    },
  })
  const second = computed<SaliencyMethod>({
    get: () => {
      const wanted = saliencyMethods.includes(settings.secondMethod) ? settings.secondMethod : 'crp'
      return wanted === method.value ? (wanted === 'occlusion' ? 'crp' : 'occlusion') : wanted
    },
    set: wanted => (settings.secondMethod = wanted),
  })
  const target = computed({
    get: () => chosenTarget.value ?? detail.value?.row.predicted ?? '',
    set: wanted => {
      if (against.value === wanted) against.value = null
      chosenTarget.value = wanted === detail.value?.row.predicted ? null : wanted
    },
  })

  const questionBy = (by: SaliencyMethod): Question | null => {
    if (!material.value?.logMel || target.value === '') return null
    const { address: at } = material.value
    return { at, method: by, target: target.value, against: against.value, layer: layer.value }
  }
  const first = useExplanation(
    computed(() => questionBy(method.value)),
    computed(() => hovered.value ?? channel.value),
  )
  const beside = useExplanation(
    computed(() => (settings.isSideBySide ? questionBy(second.value) : null)),
    ref(null),
  )

  const storedBy = (by: SaliencyMethod): Explanation | null => {
    if (against.value !== null || (by === 'crp' && layer.value !== '')) return null
    return detail.value?.explanations.find(one => one.method === by && one.target === target.value) ?? null
  }
  const wantsBoth = ref(false)
  const both = computed(() => {
    const stored = detail.value?.both ?? null
    return against.value === null && stored?.target === target.value ? stored : null
  })
  const windowsOf = computed<'map' | 'both'>({
    get: () => (wantsBoth.value && both.value && channel.value === null && hovered.value === null ? 'both' : 'map'),
    set: whose => (wantsBoth.value = whose === 'both'),
  })
  const stored = computed<Explanation | Both | null>(() => {
    if (windowsOf.value === 'both') return both.value
    return channel.value === null ? storedBy(method.value) : null
  })
  const profileOf = (map: NamedArray): Float64Array => timeProfile(map.data, map.shape[0], map.shape[1])
  const topWindowsOf = (map: NamedArray | null): readonly Segment[] => {
    const logMel = material.value?.logMel
    if (!map || !logMel) return []
    const { hopSec, firstFrameSec: startSec } = frameTimes(logMel.meta)
    const axis = { hopSec, startSec, durationSec: durationSec.value }
    return topWindows(profileOf(map), axis, audit.value?.settings.segments ?? DEFAULT_SEGMENTS)
  }
  const mapSegments = computed(() => {
    const shownChannel = hovered.value ?? channel.value
    const concept = first.concepts.value?.concepts.find(one => one.channel === shownChannel)
    if (concept) return concept.segments
    return storedBy(method.value)?.segments ?? topWindowsOf(first.map.value)
  })
  const segments = computed(() => (windowsOf.value === 'both' && both.value ? both.value.segments : mapSegments.value))
  const besideSegments = computed(() => storedBy(second.value)?.segments ?? topWindowsOf(beside.map.value))

  const cues = useCueStore()
  /** Results of older versions hold no chance to compare with: then all is measured now. */
  const storedMeasures = computed(() => (Object.keys(stored.value?.baselines ?? {}).length > 0 ? stored.value : null))
  const stretches = computed(() => stretchesText(hovered.value === null ? segments.value : []))
  const measuring = useAnswer(
    computed(() => {
      const at = material.value?.address
      return at && storedMeasures.value === null && stretches.value !== '' ? { at, stretches: stretches.value } : null
    }),
    asked => cues.measures(asked.at, asked.stretches),
    REST_MS,
  )
  const measures = computed(() => storedMeasures.value ?? measuring.value.value)
  const agreement = computed(() => {
    const [one, other] = [first.map.value, beside.map.value]
    if (!one || !other) return null
    return {
      rank: rankCorrelation(profileOf(one), profileOf(other)),
      overlap: windowOverlap(mapSegments.value, besideSegments.value),
    }
  })

  const trouble = computed(() => {
    const error = first.error.value
    if (error && !isGraphObstacle(method.value, error)) return error.message
    const wanted = chosenMethod.value ?? methods.value[0]
    if (obstacle.value === null || wanted === method.value) return ''
    return methodObstacleWords.instead(methodTexts[wanted].title, obstacleWords(obstacle.value))
  })

  watch([first.error, beside.error], ([one, other]) => {
    if (one && isGraphObstacle(method.value, one)) obstacle.value = one
    else if (other && isGraphObstacle(second.value, other)) obstacle.value = other
  })
  watch(
    () => audit.value?.modelId,
    () => (obstacle.value = null),
  )
  watch([method, layer, target, against], () => (channel.value = hovered.value = null))
  watch(
    () => material.value?.address.clipId,
    () => (chosenTarget.value = against.value = channel.value = hovered.value = null),
  )

  return {
    isUncovered: computed(() => material.value !== null),
    ...{ methods, ofAudit, method, second, target, against, layer, channel, hovered, obstacle, trouble },
    ...{ first, beside, segments, besideSegments, agreement },
    ...{ both, windowsOf, measures, measuring },
    cycleMethod() {
      const offered = methods.value.filter(isOffered)
      method.value = offered[(offered.indexOf(method.value) + 1) % offered.length]
    },
    cycleTarget() {
      const labels = [...(detail.value?.probabilities ?? [])].sort((a, b) => b.probability - a.probability)
      const at = labels.findIndex(one => one.label === target.value)
      if (labels.length > 0) target.value = labels[(at + 1) % labels.length].label
    },
  }
}
