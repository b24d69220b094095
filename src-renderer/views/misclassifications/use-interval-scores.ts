import { computed } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import type { AuditScores, ScoreGroupKind } from '#contracts/audit-scores'
import { tableApi } from '../../api/table-client'
import { useAnswer } from '../../composables/use-answer'
import type { Answer } from '../../composables/use-answer'
import { useAuditStore } from '../../stores/audit'
import { useCoveredClipStore } from '../../stores/covered-clips'
import type { Reading } from '../../stores/covered-clips'

interface Question {
  readonly projectId: string
  readonly auditId: number
  readonly by: ScoreGroupKind | null
  /** With more clips it is another question. */
  readonly scored: number
  readonly reading: Reading
}

export interface IntervalScores {
  /** Of all clips; of several data sets of each as well. */
  readonly headline: Answer<AuditScores>
  /** Of the groups that are asked for. */
  readonly groups: Answer<AuditScores>
  /** Clips come in: intervals take seconds, and would be of the clips before. */
  readonly isWaiting: ComputedRef<boolean>
}

/** An audit's scores with intervals, as the report has them, as soon as it stands still. */
export function useIntervalScores(
  at: Ref<{ readonly projectId: string; readonly auditId: number }>,
  groupsBy: Ref<ScoreGroupKind | null>,
): IntervalScores {
  const audits = useAuditStore()
  const covered = useCoveredClipStore()
  const stillAt = computed(() => (audits.summary && !audits.isRunning ? audits.summary.scored : null))
  const asked = (by: ScoreGroupKind | null): Question | null =>
    stillAt.value === null || covered.reading === null
      ? null
      : { ...at.value, by, scored: stillAt.value, reading: covered.reading }
  const ask = ({ projectId, auditId, by, reading }: Question): Promise<AuditScores> =>
    tableApi.scores(projectId, auditId, by, reading.reader)
  const hasManySets = computed(() => (audits.summary?.datasets.length ?? 0) > 1)
  return {
    headline: useAnswer(
      computed(() => asked(hasManySets.value ? 'dataset' : null)),
      ask,
    ),
    groups: useAnswer(
      computed(() => (groupsBy.value === null ? null : asked(groupsBy.value))),
      ask,
    ),
    isWaiting: computed(() => stillAt.value === null),
  }
}
