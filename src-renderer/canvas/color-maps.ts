/** Colours of the spectrogram and of the saliency overlay. References: magma, viridis [matplotlib]; RdBu, PuOr [brewer]. */
export const colorMapNames = ['magma', 'viridis', 'grey'] as const
export type ColorMapName = (typeof colorMapNames)[number]

/** Uint8 [256 x 3], row-major: red, green, blue from the lowest to the highest value. */
export type ColorTable = Uint8Array

// Evenly spaced support points, joined linearly: at most 2 of 255 levels off the published tables.
const SUPPORTS: Record<ColorMapName, string> = {
  magma:
    '000004 0b0924 20114b 3b0f70 57157e 721f81 8c2981 a8327d c43c75 de4968 f1605d fa7f5e fe9f6d febf84 fddea0 fcfdbf',
  viridis:
    '440154 481a6c 472f7d 414487 39568c 31688e 2a788e 23888e 1f988b 22a884 35b779 54c568 7ad151 a5db36 d2e21b fde725',
  grey: '101010 ffffff',
}

const tables = new Map<ColorMapName, ColorTable>()

export function colorTable(name: ColorMapName): ColorTable {
  const known = tables.get(name)
  if (known) return known
  const table = interpolate(
    SUPPORTS[name].split(' ').map(hex => [0, 2, 4].map(at => parseInt(hex.slice(at, at + 2), 16))),
  )
  tables.set(name, table)
  return table
}

function interpolate(supports: readonly (readonly number[])[]): ColorTable {
  const table = new Uint8Array(256 * 3)
  for (let level = 0; level < 256; level++) {
    const position = (level / 255) * (supports.length - 1)
    const left = Math.min(supports.length - 2, Math.floor(position))
    for (let channel = 0; channel < 3; channel++) {
      const [from, to] = [supports[left][channel], supports[left + 1][channel]]
      table[level * 3 + channel] = Math.round(from + (to - from) * (position - left))
    }
  }
  return table
}

/** CSS colour of a share 0..1 of the way from the lowest to the highest value. */
export function levelColor(name: ColorMapName, share: number): string {
  const at = 3 * Math.round(share * 255)
  return `rgb(${colorTable(name)
    .subarray(at, at + 3)
    .join(', ')})`
}

/** Level 0..255 of a value between floor and ceiling; outside is clipped. */
export function levelOf(value: number, floor: number, ceiling: number): number {
  const share = (value - floor) / (ceiling - floor)
  return share <= 0 ? 0 : share >= 1 ? 255 : Math.round(share * 255)
}

export type Rgb = readonly [red: number, green: number, blue: number]

/** Two hues around nothing: what supports a label and what speaks against it. */
export interface DivergingMap {
  readonly supports: Rgb
  readonly against: Rgb
  readonly words: { readonly supports: string; readonly against: string }
}

/** Ends of RdBu and PuOr, brightened to be seen on a dark picture; PuOr is told apart by colour-blind eyes. */
export const divergingMaps = {
  'red-blue': { supports: [255, 64, 40], against: [48, 120, 255], words: { supports: 'red', against: 'blue' } },
  'orange-purple': {
    supports: [255, 160, 28],
    against: [140, 96, 255],
    words: { supports: 'orange', against: 'purple' },
  },
} as const satisfies Record<string, DivergingMap>
export type DivergingMapName = keyof typeof divergingMaps
export const divergingMapNames = Object.keys(divergingMaps) as DivergingMapName[]

/** Opacity of a value: none at zero, full at +-limit. */
export function divergingAlpha(value: number, limit: number): number {
  return Math.pow(limit > 0 ? Math.min(1, Math.abs(value) / limit) : 0, 0.8)
}

/** Writes one pixel of the diverging map: centred at zero, invisible there, full at +-limit. */
export function writeDiverging(
  rgba: Uint8ClampedArray,
  at: number,
  value: number,
  limit: number,
  { supports, against }: DivergingMap,
): void {
  const color = value >= 0 ? supports : against
  rgba[at] = color[0]
  rgba[at + 1] = color[1]
  rgba[at + 2] = color[2]
  rgba[at + 3] = Math.round(255 * divergingAlpha(value, limit))
}
