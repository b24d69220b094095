/**
 * What an experiment over an audit's clips is made of. The run, the store, the API and the command line know nothing
 * else of a kind; one that needs no work of its own (a summary of what is stored) plans no items.
 */
import type { ExperimentKind, ExperimentQuestion, ExperimentResult, ExperimentResultQuery } from '#contracts/experiment'
import type { ModelTask, ModelTaskKind } from '#engine/audits/provider-run'
import type { Answers, ModelRef } from '#engine/audits/protocol'
import type { StoredAudit } from '#engine/store/audits'
import type { PendingItem, PlannedItem, PredictedClip } from '#engine/store/experiment-items'
import type { ReadDb } from '#engine/store/handles'

export type QuestionOf<K extends ExperimentKind> = Extract<ExperimentQuestion, { readonly kind: K }>
export type ResultOf<K extends ExperimentKind> = Extract<ExperimentResult['result'], { readonly kind: K }>

/** The audit that is asked about. */
export interface ExperimentContext {
  readonly db: ReadDb
  readonly audit: StoredAudit
  readonly labels: readonly string[]
  readonly model: ModelRef
}

/** What every task about an item of an audit says. */
export interface ClipRef {
  readonly file: string
  readonly sha256: string
  readonly model: ModelRef
  readonly settings: StoredAudit['settings']
}

export interface DoneWork<Outcome> {
  readonly item: PendingItem
  readonly outcome: Outcome
}

export interface ExperimentKindRecord<K extends ExperimentKind, T extends ModelTaskKind, Outcome> {
  readonly kind: K
  /** Raised whenever the same item would give another outcome: those stored are then worked out anew. */
  readonly version: number
  /** @throws CueScopeError what makes the question senseless for this model, before anything is begun */
  readonly check: (context: ExperimentContext, question: QuestionOf<K>, tryModel: TryModel) => Promise<void>
  /** Which work there is: a pure function of the audit's results, the settings and the seed. */
  readonly plan: (clips: readonly PredictedClip[], question: QuestionOf<K>) => PlannedItem[]
  readonly task: (item: PendingItem, clip: ClipRef, question: QuestionOf<K>) => Extract<ModelTask, { readonly kind: T }>
  readonly encode: (answer: Answers[T]) => Uint8Array
  readonly decode: (bytes: Uint8Array) => Outcome
  /** Whether summing up takes seconds over thousands of clips: then the engine has a worker do it. @default false */
  readonly isSlowToTell?: boolean
  /** From what is done so far, by file: the result, and of a large one the part that a query asks for. */
  readonly summarise: (
    work: Iterable<DoneWork<Outcome>>,
    context: ExperimentContext,
    question: QuestionOf<K>,
  ) => (query: ExperimentResultQuery) => ResultOf<K>
}

/** What a worker finds that the audit's model allows. */
export type TryModel = (
  asked: Partial<Pick<Extract<ModelTask, { readonly kind: 'try-methods' }>, 'methods' | 'peaks' | 'activations'>>,
) => Promise<Answers['try-methods']>

/** A kind whose own types only it knows. */
export type AnyExperimentKind = ExperimentKindRecord<ExperimentKind, ModelTaskKind, unknown>

/** Checks a kind's types; those who run it need not know them. */
export function experimentKind<K extends ExperimentKind, T extends ModelTaskKind, Outcome>(
  record: ExperimentKindRecord<K, T, Outcome>,
): AnyExperimentKind {
  return record as unknown as AnyExperimentKind
}
