import { computed } from 'vue'
import type { Ref } from 'vue'
import type { AuditCard } from '#contracts/audit'
import type { ClipDetail } from '#contracts/clip'
import { provideAnnotationDesk } from '../../composables/use-annotation-desk'
import type { AnnotationDesk } from '../../composables/use-annotation-desk'
import type { Blind } from '../../composables/use-blind'
import { useKeys } from '../../composables/use-keymap'
import type { Player } from '../../composables/use-player'
import { provideRegions } from '../../composables/use-regions'
import type { Regions } from '../../composables/use-regions'
import type { Selection } from '../../composables/use-selection'
import { useAnnotatingStore } from '../../stores/annotating'
import { useSettingsStore } from '../../stores/settings'
import type { QueuePlace } from './use-queue-place'

/** Height of a tier's row. */
export const TIER_PX = 24

export interface ClipAnnotationParts {
  readonly desk: AnnotationDesk
  readonly regions: Regions
  /** Of all tiers; 0 where nobody annotates. */
  readonly tiersPx: Ref<number>
  /** The clip is there and may be heard at once: called with every clip that is opened. */
  arrived(): void
}

/** What people say of the clip that is open, tied to its place in the list or queue, its player and its selection. */
export function useClipAnnotation(parts: {
  readonly place: QueuePlace
  readonly blind: Blind
  readonly player: Player
  readonly selection: Selection
  /** Of the model. */
  readonly labels: Ref<readonly string[]>
  readonly detail: Ref<ClipDetail | null>
  readonly audit: Ref<AuditCard | null>
}): ClipAnnotationParts {
  const { place, blind, player, selection, labels, detail, audit } = parts
  const annotating = useAnnotatingStore()
  const desk = provideAnnotationDesk({
    ...{ address: place.address, queueId: place.queueId, hasNext: place.hasNextToDo, blind },
    playing: player.mode,
    modelId: computed(() => audit.value?.modelId ?? null),
    labels,
    answers: computed(() => detail.value?.row ?? null),
    play: player.toggleClip,
    goNext: place.goToNextToDo,
    leaveQueue: place.leaveQueue,
  })
  const regions = provideRegions(desk, selection, {
    playSelection: player.toggleSelection,
    loopSelection: () => player.toggleLoop(),
  })
  useKeys({
    'annotation.toggle': { down: () => desk.toggle(), isEnabled: () => place.queueId.value === null },
    'annotation.reveal': { down: () => desk.toggleCover(), isEnabled: () => blind.isBlind.value },
    'tier.mark': { down: () => regions.mark(), isEnabled: () => desk.annotation.value !== null },
  })
  return {
    ...{ desk, regions },
    tiersPx: computed(() => (desk.annotation.value === null ? 0 : regions.tiers.value.length * (TIER_PX + 1))),
    arrived() {
      const isDue = annotating.isPlayDue
      annotating.isPlayDue = false
      // With clips that play by themselves it is heard anyway.
      if (isDue && useSettingsStore().autoPlay === 'off') player.toggleClip()
    },
  }
}
