import type { Matrix } from '#engine/base/matrix'
import type { Hertz, Seconds } from '#engine/base/units'
import { longLldNames, shortLldNames } from './lld-names'
import { computeLldTracks } from './lld-tracks'
import { quantise } from './quantise'
import { smoothMerged, smoothPlain } from './smooth'

/**
 * The 25 low-level descriptors of eGeMAPSv02, row for row what openSMILE 2.6 (Python) gives for the same samples at the same
 * rate.
 *
 * Conventions: smoothed (`sma3`, `sma3nz`), one row more than there are 60 ms frames; samples beyond 16 bits wrap around;
 * a row's start is that of its frame, its end that of the 20 ms frame. A clip shorter than 60 ms has no rows.
 *
 * References: [eyben2016], [eyben2010].
 */
export interface EgemapsLlds {
  readonly names: readonly string[]
  /** [rows x 25] */
  readonly values: Matrix
  readonly startsSec: readonly Seconds[]
  /** The last one is the end of the clip. */
  readonly endsSec: readonly Seconds[]
}

/** Columns of the descriptors, in eGeMAPSv02's order. */
export const egemapsLldNames: readonly string[] = [
  ...shortLldNames.map(name => `${name}_sma3`),
  ...longLldNames.map(name => `${name}_sma3nz`),
]

export function computeEgemapsLlds(samples: Float32Array, sampleRateHz: Hertz): EgemapsLlds {
  const pcm = quantise(samples, 'wrap')
  const { grid, values, pitch } = computeLldTracks(pcm, sampleRateHz, new Set([...shortLldNames, ...longLldNames]))
  const rows = grid.long.frames === 0 ? 0 : grid.long.frames + 1
  const columns = [
    ...shortLldNames.map(name => smoothPlain(values.get(name)!, rows)),
    ...longLldNames.map(name => smoothMerged(values.get(name)!, rows, pitch!.mergedFrames)),
  ]
  const data = new Float32Array(rows * columns.length)
  columns.forEach((column, c) => {
    for (let row = 0; row < rows; row++) data[row * columns.length + c] = column[row]
  })
  const startsSec = Array.from({ length: rows }, (_, row) => row * grid.hopSec)
  const frameSec = grid.short.lengthSamples * grid.periodSec
  const clipSec = samples.length / sampleRateHz
  return {
    names: egemapsLldNames,
    values: { data, rows, cols: columns.length },
    startsSec,
    endsSec: startsSec.map((startSec, row) => (row === rows - 1 ? clipSec : startSec + frameSec)),
  }
}
