import {
  experimentResultQuerySchema,
  newExperimentSchema,
  type ExperimentResult,
  type NewExperiment,
} from '#contracts/experiment'
import { CueScopeError } from '#engine/base/errors'
import { chooseAudit } from '../choose-audit'
import { describeExperiment } from '../experiments/describe-experiment'
import { withEngine } from '../open-cli-engine'
import { parseSettings } from '../parse-settings'
import { progressLine } from '../progress-line'
import { exitCodes } from '../run-command'

export interface ExperimentFlags {
  readonly project: string
  readonly audit?: number
  readonly seed: number
  readonly workers?: number
  readonly json?: boolean
  /** reference-clips: whose clips to show. */
  readonly channel?: number
  readonly show?: number
}

/** One experiment over an audit's clips, resumable: run again and it goes on. Ctrl-C stops it between two pieces of work. */
export async function experiment(mainDir: string, asked: NewExperiment, flags: ExperimentFlags): Promise<number> {
  const question = parseSettings(newExperimentSchema, asked)
  const query = parseSettings(experimentResultQuerySchema, { channel: flags.channel, limit: flags.show })
  return withEngine(mainDir, flags, async engine => {
    const session = await engine.openProject(flags.project, 'open')
    const { id: auditId } = chooseAudit(session.db, flags.project, flags.audit)
    const { card, run } = await session.experiments.start(auditId, question)
    const show = progressLine(process.stderr)
    const unsubscribe = engine.events.subscribe(event => {
      if (event.type === 'experiment' && event.experiment.id === card.id && run.progress.total > 0)
        show(run.progress, false)
    })
    const stop = (): void => run.stop()
    process.on('SIGINT', stop).on('SIGTERM', stop)
    const outcome = await run.finished
    process.off('SIGINT', stop).off('SIGTERM', stop)
    unsubscribe()
    // What only sums up has no pieces to count.
    if (run.progress.total > 0) show(run.progress, true)
    if (outcome.kind === 'failed') throw new CueScopeError(outcome.error.code, outcome.error.message)
    if (outcome.kind === 'stopped') {
      await session.experiments.stop(auditId, card.id, 'paused')
      process.stderr.write('Stopped. Run the same command again to go on.\n')
      return exitCodes.failed
    }
    const resultOf = (channel?: number): ExperimentResult =>
      session.experiments.result(auditId, card.id, { ...query, channel })
    const found = resultOf(flags.channel)
    for (const { message } of found.notes) process.stderr.write(`note: ${message}\n`)
    process.stdout.write(
      flags.json ? `${JSON.stringify(found)}\n` : describeExperiment(found, channel => resultOf(channel).result),
    )
    return found.refused.length > 0 ? exitCodes.someRefused : exitCodes.done
  })
}
