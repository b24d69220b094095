import { computed, inject, provide, ref, watch } from 'vue'
import type { ComputedRef, InjectionKey, Ref } from 'vue'
import type { RegionLabel } from '#contracts/annotation'
import { useAnnotatingStore } from '../stores/annotating'
import { useNoticeStore } from '../stores/notices'
import { tierWords } from '../text/words/annotation'
import type { AnnotationDesk } from './use-annotation-desk'
import type { Selection } from './use-selection'

/** What hears a marked part. */
export interface RegionPlayer {
  playSelection(): void
  loopSelection(): void
}

export interface Regions {
  readonly regions: ComputedRef<readonly RegionLabel[]>
  /** In the order of their first region; the one that marks go to is always among them. */
  readonly tiers: ComputedRef<readonly string[]>
  readonly tier: Ref<string>
  /** Their place in `regions`; null: none. The one that is typed in is chosen too. */
  readonly chosen: Ref<number | null>
  readonly typed: Ref<number | null>
  /** Makes the selection a region of the tier and asks what it is. */
  mark(): void
  choose(at: number): void
  change(at: number, patch: Partial<RegionLabel>): void
  /** Elsewhere in time or frequency, and says so. `moveSoon`: by keys, one step once they rest. */
  move(at: number, place: Place): void
  moveSoon(at: number, place: Place): void
  /** The region becomes what is selected now: its time and, where the selection has one, its band. */
  take(at: number): void
  /** The selection is another part than the region. */
  canTake(at: number): boolean
  remove(at: number): void
  /** Plays the region, or stops. */
  hear(at: number): void
  loop(at: number): void
}

const parts = ['startSec', 'endSec', 'lowHz', 'highHz'] as const
type Place = Partial<Pick<RegionLabel, (typeof parts)[number]>>

const KEY: InjectionKey<Regions> = Symbol('regions')

/** Regions of the clip that is annotated, on named tiers. */
export function provideRegions(desk: AnnotationDesk, selection: Selection, player: RegionPlayer): Regions {
  const annotating = useAnnotatingStore()
  const notices = useNoticeStore()
  const chosen = ref<number | null>(null)
  const typed = ref<number | null>(null)
  const regions = computed(() => desk.annotation.value?.regions ?? [])
  const tier = computed({
    get: () => annotating.tier || tierWords.firstTier,
    set: name => (annotating.tier = name.trim()),
  })
  watch(desk.address, () => (chosen.value = typed.value = null))

  const set = (next: readonly RegionLabel[]): void => desk.say({ regions: [...next] })
  const patched = (at: number, patch: Partial<RegionLabel>): RegionLabel[] =>
    regions.value.map((region, i) => (i === at ? { ...region, ...patch } : region))
  function tellMoved(at: number): void {
    if (chosen.value === at) choose(at)
    desk.announced.value = tierWords.moved(regions.value[at])
  }
  // Undone or done again, the region is where it was, and the selection on it too.
  watch(
    () => (chosen.value === null ? undefined : regions.value[chosen.value]),
    (region, before) => {
      const box = selection.box.value
      if (region && before && box && parts.every(part => box[part] === before[part]))
        choose(regions.value.indexOf(region))
    },
  )
  function choose(at: number): void {
    const { startSec, endSec, lowHz, highHz } = regions.value[at]
    chosen.value = at
    selection.set({ startSec, endSec, lowHz, highHz })
  }
  const made: Regions = {
    ...{ regions, tier, chosen, typed, choose },
    tiers: computed(() => [...new Set([...regions.value.map(region => region.tier), tier.value])]),
    mark() {
      const box = selection.box.value
      if (desk.annotation.value === null) return
      if (box === null) return notices.say('bad', tierWords.nothing, tierWords.nothingAdvice)
      set([...regions.value, { ...box, tier: tier.value, text: '' }])
      chosen.value = typed.value = regions.value.length - 1
      desk.announced.value = tierWords.marked(tier.value)
    },
    change(at, patch) {
      set(patched(at, patch))
      if (chosen.value === at) choose(at)
    },
    move(at, place) {
      set(patched(at, place))
      tellMoved(at)
    },
    moveSoon(at, place) {
      desk.saySoon({ regions: patched(at, place) })
      tellMoved(at)
    },
    canTake(at) {
      const box = selection.box.value
      const region = regions.value[at]
      return box !== null && parts.some(part => box[part] !== region[part])
    },
    take(at) {
      if (selection.box.value !== null) made.change(at, { ...selection.box.value })
    },
    remove(at) {
      desk.announced.value = tierWords.removed(regions.value[at])
      set(regions.value.filter((_, i) => i !== at))
      chosen.value = typed.value = null
    },
    hear(at) {
      choose(at)
      player.playSelection()
    },
    loop(at) {
      choose(at)
      player.loopSelection()
    },
  }
  provide(KEY, made)
  return made
}

export function useRegions(): Regions {
  const regions = inject(KEY)
  if (!regions) throw new Error('useRegions() outside a component that provides them')
  return regions
}
