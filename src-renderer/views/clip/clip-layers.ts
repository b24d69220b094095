import type { NamedArray } from '#contracts/arrays'
import { frameTimes } from '../../canvas/draw-matrix'
import { binsOf } from '../../canvas/fine/stft'
import { bandCentersHz } from '../../canvas/mel-scale-axis'
import { saveFile, saveText } from '../../composables/save-file'
import type { FineLevels } from '../../picture/fine'
import { pictureCsv } from '../../text/clip-tables'
import { npyFile } from '../../text/npy'

export type LayerFormat = 'csv' | 'npy'

function save(name: string, format: LayerFormat, csv: () => string, npy: () => Uint8Array<ArrayBuffer>): void {
  if (format === 'csv') saveText(`${name}.csv`, csv())
  else saveFile(`${name}.npy`, new Blob([npy()], { type: 'application/octet-stream' }))
}

/** The name tells what NumPy's format can't: where the first frame is, how far apart frames and frequencies are. */
export function saveFine(stem: string, format: LayerFormat, fine: FineLevels): void {
  const { levels, frames, firstFrame, hop, sampleRateHz, spec } = fine
  const bins = binsOf(spec.fftSize)
  const stepHz = sampleRateHz / spec.fftSize
  const times = Array.from({ length: frames }, (_, frame) => ((firstFrame + frame) * hop) / sampleRateHz)
  const hertz = Array.from({ length: bins }, (_, bin) => bin * stepHz)
  const place = `from-${Number((times[0] ?? 0).toFixed(6))}s-hop-${Number((hop / sampleRateHz).toFixed(6))}s-step-${stepHz}Hz`
  save(
    format === 'npy' ? `${stem}-${place}` : stem,
    format,
    () => pictureCsv(times, hertz, (frame, bin) => levels[frame * bins + bin]),
    () => npyFile(levels, [frames, bins]),
  )
}

/** The model's picture or a map on it, [bands x frames]; times and frequencies are the picture's. */
export function saveBands(stem: string, format: LayerFormat, { data, shape }: NamedArray, logMel: NamedArray): void {
  const [bands, frames] = shape
  const { hopSec, firstFrameSec } = frameTimes(logMel.meta)
  const times = Array.from({ length: frames }, (_, frame) => firstFrameSec + frame * hopSec)
  const hertz = bandCentersHz((logMel.meta.melHz as number[] | undefined) ?? [], bands)
  const columns = hertz.length === bands ? hertz : Array.from({ length: bands }, (_, band) => band)
  save(
    stem,
    format,
    () => pictureCsv(times, columns, (frame, band) => data[band * frames + frame]),
    () => npyFile(data, [bands, frames]),
  )
}
