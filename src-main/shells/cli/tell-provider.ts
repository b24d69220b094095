import type { ProviderReport } from '#contracts/provider'

/** On stderr, unless it is the plain case: the CPU, as asked. */
export function tellProvider(report: ProviderReport | null): void {
  if (report === null || report.asked === 'cpu') return
  const { used, deviation, speedup, passedOver } = report
  for (const { provider, reason } of passedOver) process.stderr.write(`note: not on ${provider}: ${reason}\n`)
  const figures =
    deviation === null || speedup === null
      ? ''
      : ` (${speedup.toFixed(2)} times the speed of one CPU thread, at most ${deviation.toExponential(0)} off)`
  process.stderr.write(`note: the model ran on ${used}${figures}\n`)
}
