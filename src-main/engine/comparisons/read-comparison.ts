import type { ComparedWindows, Comparison } from '#contracts/comparison'
import { readProjectFile } from '#engine/store/open'
import { auditSource, type AuditSource } from './audit-source'
import { compareAudits, compareAuditWindows } from './compare-audits'
import type { ComparisonOptions } from './match-audits'

/** Two audits, each in its project's file. */
export interface StoredPair {
  readonly project: string
  readonly auditId: number
  readonly otherProject: string
  readonly otherAuditId: number
  /** Whom it is for, see StoredAudit: in each of the projects. */
  readonly reader: number | null
  readonly otherReader: number | null
  readonly methods: Pick<ComparisonOptions, 'methodA' | 'methodB'>
}

export function readComparison(pair: StoredPair): Comparison {
  return read(pair, (a, b) => compareAudits(a, b, pair.methods))
}

export function readComparedWindows(pair: StoredPair): ComparedWindows | null {
  return read(pair, (a, b) => compareAuditWindows(a, b, pair.methods))
}

/** As they are at this moment; another process may have the files open. One that is both is read once. */
function read<T>(
  { project, auditId, otherProject, otherAuditId, reader, otherReader }: StoredPair,
  use: (a: AuditSource, b: AuditSource) => T,
): T {
  const first = readProjectFile(project)
  try {
    const second = otherProject === project ? first : readProjectFile(otherProject)
    try {
      return use(auditSource(first.db, auditId, reader), auditSource(second.db, otherAuditId, otherReader))
    } finally {
      if (second !== first) second.close()
    }
  } finally {
    first.close()
  }
}
