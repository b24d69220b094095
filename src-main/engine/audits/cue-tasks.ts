import type { Measures } from '#contracts/cue'
import type { DecodedAudio } from '#engine/audio/audio'
import { cueRegistry } from '#engine/cues/registry'
import type { Region } from '#engine/cues/region'
import { createMeter, measureAudio, toMeasures, trackAudio, type OpenProvider } from '#engine/measures'
import type { ArrayAnswer, Task } from './protocol'

type TaskOf<K extends Task['kind']> = Extract<Task, { readonly kind: K }>

/** Stretches that reach beyond the clip are cut off at its end. */
export function measuresOf(
  { regions, measuring }: TaskOf<'measures'>,
  audio: DecodedAudio,
  clipSha: string,
  opensmile: OpenProvider,
): Measures {
  const durationSec = audio.samples.length / audio.sampleRateHz
  const inClip = (region: Region): Region => ({ ...region, endSec: Math.min(durationSec, region.endSec) })
  const windows = regions.map(inClip).filter(({ startSec, endSec }) => startSec < endSec)
  return toMeasures(createMeter(measureAudio(audio, measuring, opensmile), clipSha, measuring)(windows))
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
