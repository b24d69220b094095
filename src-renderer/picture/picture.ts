import type { NamedArray } from '#contracts/arrays'
import type { Segment } from '#contracts/segment'
import type { ColorMapName, DivergingMapName } from '../canvas/color-maps'
import type { Stretch } from '../canvas/play-plan'
import type { TimeScale } from '../canvas/time-scale'
import type { TokenColors } from '../canvas/token-colors'
import type { ShownTrack } from '../composables/use-cue-tracks'

export interface PictureLook {
  readonly colors: TokenColors
  readonly isDark: boolean
  readonly colorMap: ColorMapName
  readonly divergingMap: DivergingMapName
  readonly floorDb: number
  readonly ceilingDb: number
  readonly overlayOpacity: number
  readonly threshold: number
  readonly hasOutline: boolean
}

export interface PicturedExplanation {
  readonly name: string
  /** Null: not there, or hidden. */
  readonly map: NamedArray | null
  readonly mapUnit: string
  readonly segments: readonly Segment[]
}

/** All that the picture of a clip shows. */
export interface ClipPicture {
  readonly title: string
  readonly words: string
  readonly samples: Float32Array
  readonly logMel: NamedArray | null
  /** One, or two below each other. */
  readonly explanations: readonly PicturedExplanation[]
  readonly tracks: readonly ShownTrack[]
  readonly gesture: Stretch | null
  readonly scale: TimeScale
  readonly scrollPx: number
  readonly widthPx: number
  readonly spectrogramPx: number
  readonly trackPx: number
  readonly look: PictureLook
}
