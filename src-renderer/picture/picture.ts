import type { NamedArray } from '#contracts/arrays'
import type { Segment } from '#contracts/segment'
import type { CueTrack } from '../canvas/cue-track'
import type { ColorMapName, DivergingMapName } from '../canvas/color-maps'
import type { FineLook } from '../canvas/fine/fine-look'
import type { LevelRange } from '../canvas/own-range'
import type { Stretch } from '../canvas/play-plan'
import type { TimeBox } from '../canvas/time-box'
import type { TimeScale } from '../canvas/time-scale'
import type { TokenColors } from '../canvas/token-colors'
import type { ShownTrack } from '../composables/use-cue-tracks'

export interface PictureLook {
  readonly colors: TokenColors
  readonly isDark: boolean
  readonly colorMap: ColorMapName
  readonly divergingMap: DivergingMapName
  /** Of the model's picture. */
  readonly levels: LevelRange
  readonly overlayOpacity: number
  readonly threshold: number
  readonly hasOutline: boolean
}

export interface PicturedExplanation {
  readonly name: string
  /** Null: not there, or hidden. */
  readonly map: NamedArray | null
  readonly mapUnit: string
  /** The value in full colour. */
  readonly limit: number
  readonly segments: readonly Segment[]
}

/** All that the picture of a clip shows. */
export interface ClipPicture {
  readonly title: string
  readonly words: string
  readonly samples: Float32Array
  readonly sampleRateHz: number
  readonly hasWave: boolean
  /** Null: not shown. */
  readonly fine: FineLook | null
  /** Over it. */
  readonly voice: readonly CueTrack[]
  readonly logMel: NamedArray | null
  /** One, or two below each other. */
  readonly explanations: readonly PicturedExplanation[]
  readonly tracks: readonly ShownTrack[]
  readonly gesture: Stretch | null
  readonly selection: TimeBox | null
  readonly scale: TimeScale
  readonly scrollPx: number
  readonly widthPx: number
  readonly finePx: number
  readonly spectrogramPx: number
  readonly trackPx: number
  readonly look: PictureLook
}
