import { cueKeys } from '#contracts/cue'
import type { DrawnClip } from '#contracts/experiments/drawn-clip'
import { methodOf } from '#engine/assess-audit'
import { tableColumns } from '#engine/audit-tables'
import { CueScopeError } from '#engine/base/errors'
import type { TableClip } from '#engine/plausibility/data-tables'
import { salientWindows } from '#engine/store/salient-windows'
import { scoredClips } from '#engine/store/scored-clips'
import { cueTableClips, type CueTableClip } from '#engine/store/table-clips'
import type { ExperimentContext } from './experiment-kind'

/** Loudness has a third figure: its standard deviation as a part of its mean, the paper's "amplitude variability". */
const AMPLITUDE_VARIABILITY = 'loudness.cv'

/** Columns of tables of cues. */
export const cueColumns: readonly string[] = [
  ...tableColumns.slice(0, 2),
  AMPLITUDE_VARIABILITY,
  ...tableColumns.slice(2),
]

/** Columns of tables of differences: those that random windows have too. */
export const deltaColumns: readonly string[] = tableColumns

/** Predictions with measured windows whose right label is known, and whose windows these are. */
export interface WindowClips {
  readonly method: string
  readonly clips: readonly (CueTableClip & { readonly expected: string })[]
}

type Chosen = Parameters<typeof methodOf>[1]['method']

export function windowClips({ db, audit }: ExperimentContext, chosen: Chosen): WindowClips {
  const method = methodOf(audit, { method: chosen })
  const clips = cueTableClips(db, audit, method)
  return { method, clips: clips.filter((clip): clip is WindowClips['clips'][number] => clip.expected !== null) }
}

/** @throws CueScopeError where the audit has no windows of this method, or none that could be right or wrong */
export function checkWindows(context: ExperimentContext, chosen: Chosen): void {
  const { method, clips } = windowClips(context, chosen)
  if (clips.length === 0)
    throw new CueScopeError(
      'not-found',
      `Audit ${context.audit.id} has no clip with windows of ${method} whose emotion stands for a label of the model: look at its label map.`,
    )
}

/** Cues of the windows, as they are. */
export function withCues(clips: readonly CueTableClip[]): TableClip[] {
  return clips.map(clip => {
    const { [`${cueKeys[0]}.mean`]: level, [`${cueKeys[0]}.sd`]: sd } = clip.salient
    const isKnown = level !== undefined && level !== null && sd !== undefined && sd !== null && level > 0
    return { ...clip, values: { ...clip.salient, [AMPLITUDE_VARIABILITY]: isKnown ? sd / level : null } }
  })
}

/** Cues of the windows less those of random speech windows of the same clip. */
export function withDeltas(clips: readonly CueTableClip[]): TableClip[] {
  return clips.map(clip => ({ ...clip, values: clip.delta }))
}

/** For a person to listen to, by what was said and then by file. */
export function drawnClips({ db, audit }: ExperimentContext, method: string, clipIds: readonly number[]): DrawnClip[] {
  const wanted = new Set(clipIds)
  const windows = salientWindows(db, audit, method)
  return scoredClips(db, audit)
    .filter(({ clipId }) => wanted.has(clipId))
    .map(({ clipId, file, dataset, speaker, expected, predicted, confidence }) => ({
      ...{ clipId, file, dataset, speaker, expected: expected!, predicted, confidence },
      windows: windows.get(clipId) ?? [],
    }))
    .sort((a, b) => (a.predicted < b.predicted ? -1 : a.predicted > b.predicted ? 1 : 0))
}
