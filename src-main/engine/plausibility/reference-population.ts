/**
 * How far each clip's cues lie from those of the clips they are to be compared with.
 *
 * Conventions: columns have one value a clip, NaN where there is none. A clip belongs to its own population: of ten clips
 * or more that hardly moves a median, and it keeps the arithmetic one sort a population.
 */
import type { ExpertCue } from '#contracts/expert-table'
import type { PlausibilitySettings, UsedPopulation } from '#contracts/plausibility'
import { finiteOf } from '#engine/stats/finite'
import { robustScale, type RobustScale } from '#engine/stats/robust-z'
import { speakerKey, type AssessedClip } from './assessed-clip'
import { expertCueDefinitions, type CueReading } from './expert-cues'
import { groupBy } from './group-by'

/** What one reading of a cue is compared with. */
export interface ReferencePopulation {
  readonly name: UsedPopulation
  readonly size: number
  readonly scale: RobustScale
}

/** A cue of every clip, in robust standard deviations of its population. */
export interface CueColumn {
  /** NaN: not measured, or nothing to compare with. Float64 [clips] */
  readonly z: Float64Array
  /** Null: nothing to compare with. [clips] */
  readonly populations: readonly (ReferencePopulation | null)[]
}

/** A standard deviation of fewer frames than this is none. */
const MIN_FRAMES_FOR_SPREAD = 5

/** Every cue that is measured at all. */
export function cueColumns(
  clips: readonly AssessedClip[],
  settings: PlausibilitySettings & { readonly population: NonNullable<PlausibilitySettings['population']> },
): Map<ExpertCue, CueColumn> {
  const columns = new Map<ExpertCue, CueColumn>()
  for (const [cue, { readings }] of Object.entries(expertCueDefinitions))
    if (readings.length > 0)
      columns.set(cue as ExpertCue, averaged(readings.map(reading => readingColumn(clips, reading, settings))))
  return columns
}

function readingColumn(
  clips: readonly AssessedClip[],
  reading: CueReading,
  settings: Parameters<typeof cueColumns>[1],
): CueColumn {
  const values = Float64Array.from(clips, clip => valueOf(clip, reading))
  const populations = populationsOf(clips, values, settings)
  const z = values.map((value, i) => {
    const scale = populations[i]?.scale
    return scale === undefined || scale.spread === null ? NaN : (reading.sign * (value - scale.centre)) / scale.spread
  })
  return { z, populations }
}

function valueOf({ cues, reliability }: AssessedClip, { cue, statistic }: CueReading): number {
  const measured = cues[cue] ?? null
  if (measured === null || reliability?.[cue]?.state === 'none') return NaN
  if (statistic === 'sd' && measured.frames < MIN_FRAMES_FOR_SPREAD) return NaN
  return measured[statistic]
}

/** Null where not a single clip could be the reference. */
function populationsOf(
  clips: readonly AssessedClip[],
  values: Float64Array,
  { population, minSpeakerClips, minNeutralClips }: Parameters<typeof cueColumns>[1],
): (ReferencePopulation | null)[] {
  const isNeutralOnly = population === 'speaker-neutral'
  const datasets = measuredBy(clips, values, isNeutralOnly, clip => clip.dataset)
  const fallback = isNeutralOnly ? 'dataset-neutral' : 'dataset'
  const wide = named(datasets, fallback, 2)
  if (population === 'dataset') return clips.map(clip => wide.get(clip.dataset) ?? null)
  const speakers = measuredBy(clips, values, isNeutralOnly, speakerKey)
  const own = named(speakers, population, isNeutralOnly ? minNeutralClips : minSpeakerClips)
  return clips.map(
    clip => (clip.speaker === null ? undefined : own.get(speakerKey(clip))) ?? wide.get(clip.dataset) ?? null,
  )
}

function measuredBy(
  clips: readonly AssessedClip[],
  values: Float64Array,
  isNeutralOnly: boolean,
  keyOf: (clip: AssessedClip) => string,
): Map<string, Float64Array> {
  const members = groupBy([...clips.keys()], i => {
    const { emotion, isGuest = false } = clips[i]
    return isGuest || (isNeutralOnly && emotion !== 'neutral') ? null : keyOf(clips[i])
  })
  return new Map([...members].map(([key, group]) => [key, finiteOf(group.map(i => values[i]))]))
}

function named(
  groups: ReadonlyMap<string, Float64Array>,
  name: UsedPopulation,
  minClips: number,
): Map<string, ReferencePopulation> {
  const found = new Map<string, ReferencePopulation>()
  for (const [key, values] of groups)
    if (values.length >= minClips) found.set(key, { name, size: values.length, scale: robustScale(values)! })
  return found
}

/** Of readings that say the same thing, the mean of those that could be taken. */
function averaged(columns: readonly CueColumn[]): CueColumn {
  const [first] = columns
  if (columns.length === 1) return first
  const z = first.z.map((_, i) => {
    const known = columns.map(column => column.z[i]).filter(value => !Number.isNaN(value))
    return known.reduce((sum, value) => sum + value, 0) / known.length
  })
  const populations = first.populations.map((population, i) => population ?? columns[1].populations[i])
  return { z, populations }
}
