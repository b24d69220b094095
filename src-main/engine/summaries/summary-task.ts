import type { ExperimentResult } from '#contracts/experiment'

/** Seconds of arithmetic over what is stored, which the engine leaves to a thread so that it goes on answering. */
export type SummaryTask =
  /** The report of an audit as a page. */
  | {
      readonly kind: 'report'
      readonly project: string
      readonly auditId: number
      /** Expert table; null: the one chosen for the audit. */
      readonly table: string | null
      readonly programVersion: string
    }
  /** What an experiment says. */
  | {
      readonly kind: 'experiment-result'
      readonly project: string
      readonly auditId: number
      readonly experimentId: number
    }

export interface SummaryAnswers {
  report: { readonly page: string }
  'experiment-result': { readonly result: ExperimentResult['result'] }
}

export type Summarise = <T extends SummaryTask>(task: T) => Promise<SummaryAnswers[T['kind']]>
