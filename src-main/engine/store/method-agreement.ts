import { z } from 'zod'
import type { StoredAudit } from './audits'
import { auditScope, scopeParameters } from './audit-scope'
import type { ReadDb } from './handles'

/** How far occlusion and concept relevance agree on a clip. */
export interface MethodAgreement {
  readonly clipId: number
  readonly dataset: string
  readonly speaker: string | null
  readonly predicted: string
  /** Intersection over union of the windows, in time. */
  readonly windowOverlap: number | null
  /** Of the two profiles over time. */
  readonly profileSpearman: number | null
}

const factsSchema = z.object({ windowOverlap: z.number().nullable(), profileSpearman: z.number().nullable() })

/** Of every clip that both methods explained, by file. */
export function methodAgreements(db: ReadDb, audit: StoredAudit): MethodAgreement[] {
  return db
    .prepare<[object], Omit<MethodAgreement, keyof z.infer<typeof factsSchema>> & { facts: string }>(
      `${auditScope} SELECT s.id AS clipId, corpus AS dataset, speaker, predicted, e.facts FROM scope s
       JOIN explanations e ON e.result_id = s.result_id AND e.method = 'both' AND e.target = s.predicted ORDER BY file`,
    )
    .all(scopeParameters(audit))
    .map(({ facts, ...clip }) => ({ ...clip, ...factsSchema.parse(JSON.parse(facts)) }))
}
