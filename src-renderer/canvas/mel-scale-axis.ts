/**
 * Where a frequency lies on the axis of mel bands.
 *
 * Conventions: `melHz` are the edges of the bands as `/log-mel` gives them, rising: bands + 2 of overlapping triangles
 * (band i peaks at edge i + 1), bands + 1 borders, or just the bands' centres. Position 0 is the lower end of the
 * lowest band, 1 the upper end of the highest.
 */
export function bandCentersHz(melHz: readonly number[], bands: number): number[] {
  if (melHz.length === bands + 2) return melHz.slice(1, -1)
  if (melHz.length === bands + 1) return Array.from({ length: bands }, (_, i) => (melHz[i] + melHz[i + 1]) / 2)
  return melHz.slice(0, bands)
}

/** 0..1 from the bottom; null outside the bands' centres by more than half a band. */
export function positionOfHz(centersHz: readonly number[], hz: number): number | null {
  const bands = centersHz.length
  if (bands < 2) return null
  let i = centersHz.findIndex(center => center >= hz)
  if (i < 0) i = bands - 1
  i = Math.max(1, i)
  const fraction = (hz - centersHz[i - 1]) / (centersHz[i] - centersHz[i - 1])
  const band = i - 1 + fraction
  return band < -0.5 || band > bands - 0.5 ? null : (band + 0.5) / bands
}

/** The other way round: the frequency at a height 0..1; past the outermost centres the step between them goes on. */
export function hzAtPosition(centersHz: readonly number[], position: number): number {
  const bands = centersHz.length
  if (bands < 2) return centersHz[0] ?? 0
  const band = position * bands - 0.5
  const i = Math.min(bands - 2, Math.max(0, Math.floor(band)))
  return Math.max(0, centersHz[i] + (band - i) * (centersHz[i + 1] - centersHz[i]))
}

export interface HertzTick {
  readonly hz: number
  /** 0..1 from the bottom. */
  readonly position: number
}

const WANTED_HZ = [100, 250, 500, 1000, 2000, 3000, 4000, 6000, 8000, 12_000, 16_000, 24_000]

/** Round frequencies, at least `minGap` of the height apart. */
export function hertzTicks(centersHz: readonly number[], minGap: number): HertzTick[] {
  const ticks: HertzTick[] = []
  for (const hz of WANTED_HZ) {
    const position = positionOfHz(centersHz, hz)
    const last = ticks[ticks.length - 1]
    if (position !== null && (!last || position - last.position >= minGap)) ticks.push({ hz, position })
  }
  return ticks
}
