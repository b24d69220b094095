import type { NamedArray } from '#contracts/arrays'
import type { SaliencyMethod } from '#contracts/settings'
import { symmetricLimit } from '../canvas/matrix-image'
import { ownRange } from '../canvas/own-range'
import type { LevelRange } from '../canvas/own-range'
import { useSettingsStore } from '../stores/settings'

export interface ShownScales {
  /** What the darkest and the brightest colour of the model's picture stand for. */
  levels(logMel: NamedArray): LevelRange
  /** The value of a map that is in full colour. */
  limit(map: NamedArray, key: string): number
  /** A project's first picture in another unit than dB, and its first map of a kind, say what is fixed for the rest. */
  keepFirst(logMel: NamedArray | null, map: NamedArray | null, key: string): void
}

/** Maps of one method and one kind of question can share a scale. */
export const limitKey = (method: SaliencyMethod, isDifference: boolean): string =>
  isDifference ? `${method}-difference` : method

const isInDb = ({ meta }: NamedArray): boolean => String(meta.unit ?? 'dB').startsWith('dB')

/** What the colours stand for: fixed for all clips of the project, or each clip's own. */
export function useShownScales(): ShownScales {
  const settings = useSettingsStore()
  return {
    levels(logMel) {
      const isKnown = settings.areLevelsFixed && (isInDb(logMel) || settings.hasOwnLevels())
      return isKnown ? { floor: settings.floorDb, ceiling: settings.ceilingDb } : ownRange(logMel.data)
    },
    limit(map, key) {
      const kept = settings.areLimitsFixed ? settings.saliencyLimits[key] : undefined
      return kept ?? symmetricLimit(map.data)
    },
    keepFirst(logMel, map, key) {
      if (logMel && settings.areLevelsFixed && !isInDb(logMel) && !settings.hasOwnLevels()) {
        const { floor, ceiling } = ownRange(logMel.data)
        settings.floorDb = Number(floor.toFixed(1))
        settings.ceilingDb = Number(ceiling.toFixed(1))
      }
      if (map && settings.areLimitsFixed && settings.saliencyLimits[key] === undefined)
        settings.saliencyLimits = { ...settings.saliencyLimits, [key]: symmetricLimit(map.data) }
    },
  }
}
