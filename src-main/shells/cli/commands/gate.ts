import { basename } from 'node:path'
import { CueScopeError } from '#engine/base/errors'
import { checkAgainst, checkLimits, type GateFigures, type GateLimits } from '#engine/gate/check-gate'
import { gateFigures } from '#engine/gate/gate-figures'
import { gateWords } from '#engine/gate/gate-words'
import { junitXml } from '#engine/gate/junit'
import { writeAtomic } from '#engine/files/write-atomic'
import { readProjectFile } from '#engine/store/open'
import { countProgress } from '#engine/store/summary'
import { chooseAudit } from '../choose-audit'
import { exitCodes } from '../run-command'

export interface GateFlags extends GateLimits {
  readonly project: string
  readonly audit?: number
  /** Another project, of an earlier release. */
  readonly baseline?: string
  readonly baselineAudit?: number
  readonly tolerance: number
  readonly junit?: string
  readonly json?: boolean
}

/** Whether an audit holds fixed limits and an earlier audit's figures. Exit 4: it does not. */
export async function gate(flags: GateFlags): Promise<number> {
  const { project, audit, baseline, baselineAudit, tolerance, junit, json } = flags
  const figures = finishedFigures(project, audit)
  const checks = [
    ...checkLimits(figures, flags),
    ...(baseline === undefined ? [] : checkAgainst(figures, finishedFigures(baseline, baselineAudit), tolerance)),
  ]
  if (checks.length === 0)
    throw new CueScopeError('bad-option', 'Nothing to check: name a limit (--min-uar 0.6) or a --baseline project.')
  const passed = checks.every(check => check.passed)
  if (junit !== undefined) await writeAtomic(junit, junitXml(basename(project, '.cuescope'), checks))
  process.stdout.write(
    json
      ? `${JSON.stringify({ passed, checks })}\n`
      : checks.map(check => `${check.passed ? 'passed' : 'FAILED'}  ${gateWords(check)}\n`).join(''),
  )
  return passed ? exitCodes.done : exitCodes.gateFailed
}

/** Of an audit that is through: half of one says nothing of the other half. */
function finishedFigures(project: string, wanted: number | undefined): GateFigures {
  const file = readProjectFile(project)
  try {
    const audit = chooseAudit(file.db, project, wanted)
    const { total, done, refused } = countProgress(file.db, audit)
    if (done + refused < total)
      throw new CueScopeError(
        'bad-option',
        `${project}: audit ${audit.id} is not finished (${done + refused} of ${total} clips): run cuescope audit again, it goes on.`,
      )
    return gateFigures(file.db, audit)
  } finally {
    file.close()
  }
}
