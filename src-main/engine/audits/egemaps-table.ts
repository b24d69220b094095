import type { DecodedAudio } from '#engine/audio/audio'
import type { Opensmile } from '#engine/cues-opensmile/open-opensmile'

export const egemapsLevels = ['lld', 'functionals'] as const
/** A row a frame, or one a file. */
export type EgemapsLevel = (typeof egemapsLevels)[number]

/** eGeMAPSv02 of a file, whoever computed it. */
export interface EgemapsTable {
  readonly names: readonly string[]
  readonly rows: readonly EgemapsRow[]
}

export interface EgemapsRow {
  readonly startSec: number
  readonly endSec: number
  /** [names]; none where the clip is shorter than 60 ms */
  readonly values: readonly number[]
}

/** Of the mono mix at the file's own rate. A clip shorter than 60 ms has no row of descriptors. */
export function egemapsTable(
  { samples, sampleRateHz }: DecodedAudio,
  level: EgemapsLevel,
  provider: Pick<Opensmile, 'llds' | 'functionals'>,
): EgemapsTable {
  if (level === 'functionals') {
    const { names, values } = provider.functionals(samples, sampleRateHz)
    return { names, rows: [{ startSec: 0, endSec: samples.length / sampleRateHz, values }] }
  }
  const { names, values, startsSec, endsSec } = provider.llds(samples, sampleRateHz)
  const rows = startsSec.map((startSec, row) => ({
    startSec,
    endSec: endsSec[row],
    values: [...values.data.subarray(row * values.cols, (row + 1) * values.cols)],
  }))
  return { names, rows }
}
