import { trackWeaknesses, type BaselineName, type CueKey, type DrawnWindows, type Measures } from '#contracts/cue'
import type { DecodedAudio } from '#engine/audio/audio'
import { cueRegistry } from '#engine/cues/registry'
import type { Region } from '#engine/cues/region'
import { weakRows } from '#engine/cues/weak-rows'
import { createMeter, drawWindows, measureAudio, toMeasures, trackAudio, type OpenProvider } from '#engine/measures'
import type { ArrayAnswer, Task } from './protocol'

type TaskOf<K extends Task['kind']> = Extract<Task, { readonly kind: K }>

/** Stretches that reach beyond the clip are cut off at its end. */
export function measuresOf(
  { regions, measuring }: TaskOf<'measures'>,
  audio: DecodedAudio,
  clipSha: string,
  opensmile: OpenProvider,
): Measures {
  const windows = withinClip(regions, audio)
  return toMeasures(createMeter(measureAudio(audio, measuring, opensmile), clipSha, measuring)(windows))
}

/** Speech, unless no windows of speech can be drawn: the draws that cues are held against first. */
export function drawnWindowsOf(
  { regions, limit, measuring }: TaskOf<'drawn-windows'>,
  audio: DecodedAudio,
  clipSha: string,
): DrawnWindows {
  const salient = withinClip(regions, audio)
  const draw = drawWindows(audio, clipSha, measuring)
  const of = (baseline: BaselineName): DrawnWindows => {
    const windows = draw(salient, baseline)
    return { baseline, draws: windows.length, windows: windows.slice(0, limit) }
  }
  const speech = of('speech')
  return speech.draws > 0 ? speech : of('anywhere')
}

function withinClip(regions: readonly Region[], audio: DecodedAudio): Region[] {
  const durationSec = audio.samples.length / audio.sampleRateHz
  return regions
    .map(region => ({ ...region, endSec: Math.min(durationSec, region.endSec) }))
    .filter(({ startSec, endSec }) => startSec < endSec)
}

/** [cues x rows], NaN where a cue has no value; a track that ends sooner is filled up with NaN. */
export function cueTracksOf(
  { cues, measuring }: TaskOf<'cue-tracks'>,
  audio: DecodedAudio,
  opensmile: OpenProvider,
): ArrayAnswer {
  const { hopSec, tracks } = trackAudio(audio, cues, measuring, opensmile)
  const rows = Math.max(...tracks.map(({ values }) => values.length))
  const data = new Float32Array(tracks.length * rows).fill(NaN)
  tracks.forEach(({ values }, i) => data.set(values, i * rows))
  const meta = {
    keys: cues,
    units: cues.map(key => cueRegistry.find(cue => cue.key === key)!.unit),
    hopSec,
    middleSec: tracks.map(({ middleSec }) => middleSec),
    isVoicedOnly: tracks.map(({ isVoicedOnly }) => isVoicedOnly),
  }
  return { shape: [tracks.length, rows], data, meta }
}

/** [cues x rows] of the same tracks: 0, or one more than the place of the reason in the meta's list. */
export function cueWeaknessOf(
  { cues, measuring }: TaskOf<'cue-weakness'>,
  audio: DecodedAudio,
  opensmile: OpenProvider,
): ArrayAnswer {
  const { evidence, tracks } = measureAudio(audio, measuring, opensmile, cues)
  const weak = tracks.map(track => weakRows(track, evidence))
  const rows = Math.max(...weak.map(({ length }) => length))
  const data = new Float32Array(weak.length * rows)
  weak.forEach((reasons, i) =>
    reasons.forEach((reason, row) => {
      if (reason !== null) data[i * rows + row] = 1 + trackWeaknesses.indexOf(reason)
    }),
  )
  const keys: readonly CueKey[] = cues
  return { shape: [weak.length, rows], data, meta: { keys, reasons: trackWeaknesses } }
}
