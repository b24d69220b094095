import { computed, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import type { NamedArray } from '#contracts/arrays'
import type { ErrorBody } from '#contracts/error'
import type { ClipMapCard } from '#contracts/clip-map'
import { clipMapApi } from '../../api/clip-map-client'
import { useAnswer } from '../../composables/use-answer'
import { useCoveredClipStore } from '../../stores/covered-clips'
import type { ClipFilter } from '../../stores/clip-list'
import { readConditions, writeConditions } from '../../text/conditions'

export interface ColumnOfPoints {
  readonly column: string
  /** Float32 [points]; NaN: none */
  readonly values: Float32Array
  /** Null: numbers. */
  readonly words: readonly string[] | null
}

export interface MapPoints {
  /** Int32 [points] */
  readonly clipIds: Int32Array
  readonly xs: Float32Array
  readonly ys: Float32Array
}

interface Source {
  readonly projectId: string
  readonly auditId: number
  readonly card: ClipMapCard | null
  /** Changes when clips get other results. */
  readonly pulse: number
}

/** Where the clips of a map lie, what they are coloured by, and which of them the filter leaves. */
export function useMapPoints(
  source: Ref<Source>,
  column: Ref<string>,
  filter: Ref<ClipFilter>,
): {
  points: ComputedRef<MapPoints | null>
  colored: ComputedRef<ColumnOfPoints | null>
  outcomes: ComputedRef<ColumnOfPoints | null>
  matches: ComputedRef<Float32Array | null>
  /** Clips that are on the map and covered. */
  untold: ComputedRef<number>
  error: ComputedRef<ErrorBody | null>
  retry(): void
} {
  const drawn = computed(() => {
    const { projectId, auditId, card } = source.value
    return card && card.clips > 0 ? { projectId, auditId, id: card.id, at: card.createdAt } : null
  })
  const array = useAnswer(drawn, ({ projectId, auditId, id }) => clipMapApi.points(projectId, auditId, id))
  const points = computed(() => pointsOf(array.value.value))
  const count = computed(() => points.value?.clipIds.length ?? 0)
  const covered = useCoveredClipStore()
  const asked = computed(
    () => drawn.value && covered.reading && { ...drawn.value, pulse: source.value.pulse, reading: covered.reading },
  )
  const columnAnswer = (name: Ref<string>) =>
    useAnswer(
      computed(() => asked.value && { ...asked.value, column: name.value }),
      async one =>
        columnOf(await clipMapApi.values(one.projectId, one.auditId, one.id, one.column, one.reading.reader)),
    )
  const colors = columnAnswer(column)
  const outcome = columnAnswer(shallowRef('outcome'))
  const others = computed(() => withoutSelection(filter.value))
  const hasFilter = (): boolean => Object.keys(others.value).length > 0
  const left = useAnswer(
    computed(() => (asked.value && hasFilter() ? { ...asked.value, filter: others.value } : null)),
    one => clipMapApi.matches(one.projectId, one.auditId, one.id, { ...one.filter, reader: one.reading.reader }),
  )
  const fits = <T extends { readonly values: Float32Array }>(one: T | null): T | null =>
    one?.values.length === count.value ? one : null
  // What was there stays in sight until the next is.
  const lastColors = useLast(colors.value)
  const lastOutcomes = useLast(outcome.value)
  const lastLeft = useLast(left.value)
  return {
    points,
    colored: computed(() => fits(lastColors.value)),
    outcomes: computed(() => fits(lastOutcomes.value)),
    matches: computed(() => {
      // Where a clip lies is nearly what the model says of it: covered ones are among those that are left out.
      if (points.value === null || !covered.isKnown) return null
      const known = lastLeft.value?.data
      if (hasFilter() && known?.length !== count.value) return null
      return Float32Array.from(points.value.clipIds, (clipId, point) =>
        covered.isTold(clipId) && (!hasFilter() || known![point] === 1) ? 1 : 0,
      )
    }),
    untold: computed(() => points.value?.clipIds.filter(clipId => covered.numbers.has(clipId)).length ?? 0),
    error: computed(() => array.error.value ?? colors.error.value ?? left.error.value),
    retry() {
      for (const answer of [array, colors, outcome, left]) answer.retry()
    },
  }
}

/** The filter but for what was selected on the map, and for the order. */
function withoutSelection({ sort: _, order: __, where, ...rest }: ClipFilter): ClipFilter {
  const conditions = readConditions(where).filter(one => one.kind !== 'selection')
  const named = Object.entries({ ...rest, where: writeConditions(conditions) })
  return Object.fromEntries(named.filter(([, value]) => value !== undefined)) as ClipFilter
}

function pointsOf(array: NamedArray | null): MapPoints | null {
  if (array === null) return null
  const [count] = array.shape
  const part = (at: number): Float32Array => Float32Array.from({ length: count }, (_, i) => array.data[3 * i + at])
  return { clipIds: Int32Array.from(part(0)), xs: part(1), ys: part(2) }
}

function columnOf({ data, meta }: NamedArray): ColumnOfPoints {
  return { column: String(meta.column), values: data, words: (meta.words as readonly string[] | null) ?? null }
}

function useLast<T>(value: Ref<T | null>): Ref<T | null> {
  const last = shallowRef(value.value)
  watch(value, now => {
    if (now !== null) last.value = now
  })
  return last
}
