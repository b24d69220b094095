import type { TableClip } from '#engine/plausibility/data-tables'
import type { StoredAudit } from './audits'
import { auditScope, scopeParameters } from './audit-scope'
import type { ReadDb } from './handles'

/** A clip with the cues of its salient windows, as they are and less those of random speech windows. */
export interface CueTableClip extends Omit<TableClip, 'values'> {
  readonly clipId: number
  /** By `loudness.mean`, `f0.sd`... */
  readonly salient: Readonly<Record<string, number | null>>
  readonly delta: Readonly<Record<string, number | null>>
}

interface ClipRow extends Omit<TableClip, 'values'> {
  readonly clipId: number
  readonly explanationId: number
}

type CueRow = [
  explanationId: number,
  cue: string,
  mean: number,
  sd: number,
  baseMean: number | null,
  baseSd: number | null,
]

/** Predictions whose windows of this method (or 'both') were measured, in order of file. */
export function cueTableClips(db: ReadDb, audit: StoredAudit, method: string): CueTableClip[] {
  const parameters = { ...scopeParameters(audit), method }
  const salient = new Map<number, Record<string, number>>()
  const delta = new Map<number, Record<string, number | null>>()
  const { modelSha, settingsHash } = audit
  for (const [id, cue, mean, sd, baseMean, baseSd] of cueRows(db).iterate({ modelSha, settingsHash, method })) {
    entryOf(salient, id)[`${cue}.mean`] = mean
    entryOf(salient, id)[`${cue}.sd`] = sd
    entryOf(delta, id)[`${cue}.mean`] = baseMean === null ? null : mean - baseMean
    entryOf(delta, id)[`${cue}.sd`] = baseSd === null ? null : sd - baseSd
  }
  return db
    .prepare<[object], ClipRow>(
      `${auditScope} SELECT s.id AS clipId, corpus AS dataset, speaker, expected, predicted, e.id AS explanationId FROM scope s
       JOIN explanations e ON e.result_id = s.result_id AND e.method = @method AND e.target = s.predicted ORDER BY file`,
    )
    .all(parameters)
    .map(({ explanationId, ...clip }) => ({
      ...clip,
      salient: salient.get(explanationId) ?? {},
      delta: delta.get(explanationId) ?? {},
    }))
}

/** In order of the table: by `cues_by_cue` (which the plus hides) the same takes twice as long. */
function cueRows(db: ReadDb): { iterate(parameters: object): IterableIterator<CueRow> } {
  return db
    .prepare<[object], CueRow>(
      `SELECT c.explanation_id, c.cue, c.mean, c.sd, b.mean, b.sd FROM cues c
       JOIN explanations e ON e.id = c.explanation_id AND e.method = @method
       JOIN results r ON r.id = e.result_id AND r.model_sha = @modelSha AND r.settings_hash = @settingsHash
       LEFT JOIN cue_baselines b ON b.explanation_id = c.explanation_id AND b.cue = c.cue AND b.baseline = 'speech'
       WHERE +c.region = 'salient'`,
    )
    .raw()
}

function entryOf<T>(entries: Map<number, Record<string, T>>, id: number): Record<string, T> {
  const known = entries.get(id)
  if (known !== undefined) return known
  const made: Record<string, T> = {}
  entries.set(id, made)
  return made
}
