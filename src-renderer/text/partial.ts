import type { AuditCard } from '#contracts/audit'
import { formatCount } from './format'

const STOPPED = { paused: 'Paused', cancelled: 'Cancelled', failed: 'Failed' } as const

/** That an audit's figures are of a part of its clips only; '': it runs, or it is done. */
export function partialWords({ state, progress }: Pick<AuditCard, 'state' | 'progress'>): string {
  if (state === 'running' || state === 'done') return ''
  const treated = progress.done + progress.refused
  return `${STOPPED[state]} after ${formatCount(treated)} of ${formatCount(progress.total)} clips: the figures cover only those.`
}
