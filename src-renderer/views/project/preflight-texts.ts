import type { PreflightReport } from '#contracts/preflight'
import { errorHeading } from '../../text/error-advice'
import { formatCount } from '../../text/format'
import { preflightKinds } from '../../text/words/project'

type Finding = PreflightReport['findings'][number]

/** "2 silent" */
export function findingCount({ kind, count }: Finding): string {
  return preflightKinds[kind]?.count(count) ?? `${formatCount(count)} ${kind.replaceAll('-', ' ')}`
}

export function findingTitle({ kind }: Finding): string {
  return preflightKinds[kind]?.title ?? errorHeading(kind as Parameters<typeof errorHeading>[0])
}
