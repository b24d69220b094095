/** A pane whose height is frequency: where one can mark a box in time and frequency. */
export interface PitchBand {
  /** From the top of the stage. */
  readonly topPx: number
  readonly heightPx: number
  /** `position` is 0..1 from the bottom of the pane. */
  hzAt(position: number): number
  /** Null: outside of the pane. */
  positionOf(hz: number): number | null
}

/** The pane at a height; null: none that has frequencies. */
export function bandAt(bands: readonly PitchBand[], y: number): PitchBand | null {
  return bands.find(band => y >= band.topPx && y < band.topPx + band.heightPx) ?? null
}

/** The frequency at a height, never outside of the pane. */
export function hzIn(band: PitchBand, y: number): number {
  return band.hzAt(Math.min(1, Math.max(0, 1 - (y - band.topPx) / band.heightPx)))
}

export interface PixelRows {
  readonly topPx: number
  readonly heightPx: number
}

/** Where a box's frequencies lie in a pane; null: outside of it. A box that reaches out of it ends at its border. */
export function rowsOf(band: PitchBand, lowHz: number, highHz: number): PixelRows | null {
  const [bottomHz, topHz] = [band.hzAt(0), band.hzAt(1)]
  if (highHz <= bottomHz || lowHz >= topHz) return null
  const low = lowHz <= bottomHz ? 0 : (band.positionOf(lowHz) ?? 0)
  const high = highHz >= topHz ? 1 : (band.positionOf(highHz) ?? 1)
  return { topPx: band.topPx + (1 - high) * band.heightPx, heightPx: (high - low) * band.heightPx }
}
