import {
  experimentResultQuerySchema,
  newExperimentSchema,
  type ExperimentKind,
  type ExperimentResult,
  type ExperimentResultQuery,
} from '#contracts/experiment'
import { doneItems, type DoneItem } from '#engine/store/experiment-items'
import { getAudit } from '#engine/store/audits'
import { getExperiment, listExperiments, type StoredExperiment } from '#engine/store/experiments'
import { getModel } from '#engine/store/models'
import { readProjectFile } from '#engine/store/open'
import type { DoneWork, ExperimentContext, QuestionOf, ResultOf } from './experiment-kind'
import { experimentRegistry } from './registry'

/** What the work done so far of a stored experiment says. */
export function resultView(
  context: ExperimentContext,
  { id, question }: Pick<StoredExperiment, 'id' | 'question'>,
): (query: ExperimentResultQuery) => ExperimentResult['result'] {
  const { decode, summarise } = experimentRegistry[question.kind]
  return summarise(decoded(doneItems(context.db, context.audit, id), decode), context, question)
}

/** What a project's file says of an experiment, read while another process may have it open. */
export function readExperimentResult(
  project: string,
  auditId: number,
  experimentId: number,
  reader: number | null,
): ExperimentResult['result'] {
  const { db, close } = readProjectFile(project)
  try {
    const audit = getAudit(db, auditId, reader)
    const { folder, sha256, manifest } = getModel(db, audit.modelSha)
    const context = { db, audit, labels: manifest.labels, model: { folder, sha256 } }
    return resultView(context, getExperiment(db, auditId, experimentId))(experimentResultQuerySchema.parse({}))
  } finally {
    close()
  }
}

/** The newest finished experiment of a kind; null: there is none. */
export function newestResult<K extends ExperimentKind>(
  context: ExperimentContext,
  kind: K,
): { readonly question: QuestionOf<K>; readonly result: ResultOf<K> } | null {
  const found = listExperiments(context.db, context.audit.id).findLast(
    ({ question, state, version }) =>
      question.kind === kind && state === 'done' && version === experimentRegistry[kind].version,
  )
  if (found === undefined) return null
  const result = resultView(context, found)(experimentResultQuerySchema.parse({}))
  return { question: found.question as QuestionOf<K>, result: result as ResultOf<K> }
}

/** What a kind says of what is stored, without any work of its own. */
export function plainResult<K extends ExperimentKind>(
  context: ExperimentContext,
  kind: K,
  settings: Partial<QuestionOf<K>['settings']> = {},
  seed = 1,
): { readonly question: QuestionOf<K>; readonly result: ResultOf<K> } {
  const question = newExperimentSchema.parse({ kind, settings, seed })
  const result = experimentRegistry[kind].summarise([], context, question)(experimentResultQuerySchema.parse({}))
  return { question: question as QuestionOf<K>, result: result as ResultOf<K> }
}

function* decoded<T>(items: Iterable<DoneItem>, decode: (bytes: Uint8Array) => T): Generator<DoneWork<T>> {
  for (const item of items) yield { item, outcome: decode(item.outcome) }
}
