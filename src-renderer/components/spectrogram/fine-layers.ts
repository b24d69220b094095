import type { ColorMapName } from '../../canvas/color-maps'
import type { FineLayer } from '../../canvas/fine/draw-fine'
import { finePixels } from '../../canvas/fine/fine-picture'
import type { RowBins } from '../../canvas/fine/fine-picture'
import { TILE_FRAMES, tilesOf } from '../../canvas/fine/fine-tiles'
import { binsOf } from '../../canvas/fine/stft'
import type { StftSpec } from '../../canvas/fine/stft'
import { toPicture } from '../../composables/use-canvas'
import type { FineTiles } from './use-fine-tiles'

export interface FineColors {
  readonly map: ColorMapName
  readonly floorDb: number
  readonly ceilingDb: number
  readonly rows: RowBins
}

/** Of each tile the last picture of it, and for which colours it was painted. */
const painted = new WeakMap<Float32Array, { readonly colors: FineColors; readonly picture: OffscreenCanvas }>()

function pictureOf(levels: Float32Array, bins: number, colors: FineColors): OffscreenCanvas {
  const known = painted.get(levels)
  if (known?.colors === colors) return known.picture
  const picture = toPicture(finePixels(levels, bins, colors.rows, colors))
  painted.set(levels, { colors, picture })
  return picture
}

export interface WantedPart {
  readonly spec: StftSpec
  readonly hop: number
  readonly fromSample: number
  readonly toSample: number
  readonly length: number
  readonly sampleRateHz: number
}

/** What is there of a part of the clip: tiles of one hop side by side in one picture, so that no seam is seen. */
function layerOf(tiles: FineTiles, part: WantedPart, hop: number, colors: FineColors): FineLayer | null {
  const { first, last } = tilesOf(part.fromSample, part.toSample, part.length, hop)
  const rows = colors.rows.first.length
  const sheet = new OffscreenCanvas((last - first + 1) * TILE_FRAMES, Math.max(1, rows))
  const context = sheet.getContext('2d')
  let width = 0
  for (let tile = first; tile <= last; tile++) {
    const levels = tiles.get(part.spec, hop, tile)
    if (!levels) continue
    const picture = pictureOf(levels, binsOf(part.spec.fftSize), colors)
    context?.drawImage(picture, (tile - first) * TILE_FRAMES, 0)
    width = Math.max(width, (tile - first) * TILE_FRAMES + picture.width)
  }
  return width > 0 ? { picture: sheet, hopSec: hop / part.sampleRateHz, firstFrame: first * TILE_FRAMES } : null
}

const isWhole = (tiles: FineTiles, { spec, hop, fromSample, toSample, length }: WantedPart): boolean => {
  const { first, last } = tilesOf(fromSample, toSample, length, hop)
  return Array.from({ length: last - first + 1 }, (_, i) => first + i).every(tile => tiles.get(spec, hop, tile))
}

/** The wanted hop alone where it is whole; until then whatever else there is, the finest on top. */
export function fineLayers(tiles: FineTiles, part: WantedPart, colors: FineColors): FineLayer[] {
  const others = isWhole(tiles, part) ? [] : tiles.hops(part.spec).filter(hop => hop !== part.hop)
  return [...others, part.hop].flatMap(hop => layerOf(tiles, part, hop, colors) ?? [])
}
