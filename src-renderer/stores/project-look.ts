import { useLocalStorage } from '@vueuse/core'
import { computed, ref } from 'vue'
import type { Ref, WritableComputedRef } from 'vue'
import type { ColorMapName, DivergingMapName } from '../canvas/color-maps'

/** How the pictures of one project look: the same for all its clips, so that they compare. */
export interface ProjectLook {
  readonly colorMap: ColorMapName
  readonly divergingMap: DivergingMapName
  readonly floorDb: number
  readonly ceilingDb: number
  /** False: each clip is drawn from its own lowest to its own highest level. */
  readonly areLevelsFixed: boolean
  /** False: each map's own largest values are in full colour; true: the audit's, or what a person set. */
  readonly areLimitsFixed: boolean
  /** The value in full colour that a person set, by what is shown: `occlusion`, `crp-difference`. */
  readonly setLimits: Readonly<Record<string, number>>
}

export interface KeptLooks {
  /** The project that is looked at; '': none, then the look of new projects is read and changed. */
  readonly projectId: Ref<string>
  /** A part of the look: the project's own, else what all start with. */
  part<K extends keyof ProjectLook>(key: K, usual: Ref<ProjectLook[K]>): WritableComputedRef<ProjectLook[K]>
  /** This part was set for the project that is looked at. */
  isOwn(key: keyof ProjectLook): boolean
}

/** Kept in this browser by project. */
export function useKeptLooks(): KeptLooks {
  const projectId = ref('')
  const looks = useLocalStorage<Record<string, Partial<ProjectLook>>>('cuescope.projectLooks', {})
  const own = computed<Partial<ProjectLook>>(() => looks.value[projectId.value] ?? {})
  return {
    projectId,
    part: (key, usual) =>
      computed({
        get: () => own.value[key] ?? usual.value,
        set(value) {
          if (projectId.value === '') usual.value = value
          else looks.value = { ...looks.value, [projectId.value]: { ...own.value, [key]: value } }
        },
      }),
    isOwn: key => key in own.value,
  }
}
