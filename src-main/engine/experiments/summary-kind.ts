import type { ExperimentKind } from '#contracts/experiment'
import {
  experimentKind,
  type AnyExperimentKind,
  type ExperimentContext,
  type QuestionOf,
  type ResultOf,
} from './experiment-kind'

/** A kind that needs no work of its own: it sums up what an audit has stored. */
export interface SummaryKind<K extends ExperimentKind> {
  readonly kind: K
  readonly version: number
  /** @throws CueScopeError what the audit lacks, and how to get it */
  readonly check: (context: ExperimentContext, question: QuestionOf<K>) => void
  readonly sumUp: (context: ExperimentContext, question: QuestionOf<K>) => ResultOf<K>
}

export function summaryKind<K extends ExperimentKind>({
  kind,
  version,
  check,
  sumUp,
}: SummaryKind<K>): AnyExperimentKind {
  const noWork = (): never => {
    throw new Error(`${kind} has no work`)
  }
  return experimentKind<K, never, never>({
    ...{ kind, version, isSlowToTell: true },
    check: (context, question) => Promise.resolve(check(context, question)),
    plan: () => [],
    ...{ task: noWork, encode: noWork, decode: noWork },
    summarise: (_, context, question) => {
      const result = sumUp(context, question)
      return () => result
    },
  })
}
