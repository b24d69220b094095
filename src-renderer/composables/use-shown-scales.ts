import type { Ref } from 'vue'
import type { NamedArray } from '#contracts/arrays'
import type { SaliencyMethod } from '#contracts/settings'
import { symmetricLimit } from '../canvas/matrix-image'
import { ownRange } from '../canvas/own-range'
import type { LevelRange } from '../canvas/own-range'
import { useSaliencyScaleStore } from '../stores/saliency-scales'
import type { ScaleQuestion } from '../stores/saliency-scales'
import { useSettingsStore } from '../stores/settings'

/** Maps that share a scale: of one method, one kind of question, and one layer where a person chose another than the audit's. */
export interface MapKind extends ScaleQuestion {
  /** '': the audit's. */
  readonly layer: string
}

/** Where the value in full colour comes from. */
export type ShownLimit =
  /** Each map's own, as chosen. */
  | { readonly from: 'map' }
  /** A person's, for the project. */
  | { readonly from: 'person'; readonly limit: number }
  /** The audit's: of so many clips. */
  | { readonly from: 'audit'; readonly limit: number; readonly clips: number }
  /** The audit's is being worked out: until then each map's own. */
  | { readonly from: 'map-for-now'; readonly clips: number; readonly of: number }
  /** The audit has none: each map's own. */
  | { readonly from: 'map-after-all' }

export interface ShownScales {
  /** What the darkest and the brightest colour of the model's picture stand for. */
  levels(logMel: NamedArray): LevelRange
  limitOf(kind: MapKind): ShownLimit
  /** The value of a map that is in full colour. */
  limit(map: NamedArray, kind: MapKind): number
  /** The scale that these maps are drawn with has to be asked of the engine. */
  isAuditsWanted(kind: MapKind): boolean
  /** A project's first picture in another unit than dB says what is fixed for the rest. */
  keepFirst(logMel: NamedArray): void
}

/** @param asked of the explanation whose map it is */
export function mapKind(method: SaliencyMethod, asked: { against: Ref<string | null>; layer: Ref<string> }): MapKind {
  const question = asked.against.value === null ? 'label' : 'difference'
  return { method, question, layer: method === 'crp' ? asked.layer.value : '' }
}

/** Names what a person set for such maps. */
export const limitKey = ({ method, question, layer }: MapKind): string =>
  [method, ...(question === 'difference' ? ['difference'] : []), ...(layer === '' ? [] : [layer])].join('-')

const isInDb = ({ meta }: NamedArray): boolean => String(meta.unit ?? 'dB').startsWith('dB')

/** What the colours stand for: fixed for all clips of the project, or each clip's own. */
export function useShownScales(): ShownScales {
  const settings = useSettingsStore()
  const scales = useSaliencyScaleStore()

  const setBy = (kind: MapKind): number | undefined => settings.saliencyLimits[limitKey(kind)]
  const isAuditsWanted = (kind: MapKind): boolean =>
    settings.areLimitsFixed && kind.layer === '' && setBy(kind) === undefined
  function limitOf(kind: MapKind): ShownLimit {
    if (!settings.areLimitsFixed) return { from: 'map' }
    const limit = setBy(kind)
    if (limit !== undefined) return { from: 'person', limit }
    if (!isAuditsWanted(kind)) return { from: 'map-after-all' }
    const scale = scales.of(kind)
    if (scale === null || scale.isDue) return { from: 'map-for-now', clips: scale?.clips ?? 0, of: scale?.of ?? 0 }
    return scale.limit === null ? { from: 'map-after-all' } : { from: 'audit', limit: scale.limit, clips: scale.clips }
  }

  return {
    levels(logMel) {
      const isKnown = settings.areLevelsFixed && (isInDb(logMel) || settings.hasOwnLevels())
      return isKnown ? { floor: settings.floorDb, ceiling: settings.ceilingDb } : ownRange(logMel.data)
    },
    limitOf,
    limit(map, kind) {
      const shown = limitOf(kind)
      return 'limit' in shown ? shown.limit : symmetricLimit(map.data)
    },
    isAuditsWanted,
    keepFirst(logMel) {
      if (!settings.areLevelsFixed || isInDb(logMel) || settings.hasOwnLevels()) return
      const { floor, ceiling } = ownRange(logMel.data)
      settings.floorDb = Number(floor.toFixed(1))
      settings.ceilingDb = Number(ceiling.toFixed(1))
    },
  }
}
