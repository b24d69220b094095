import type { ProviderChoice, ProviderReport } from '#contracts/provider'
import { formatNumber, scaleNumber } from './format'

export const providerTitles: Readonly<Record<ProviderChoice, string>> = {
  cpu: 'the processor',
  webgpu: 'the graphics card, by WebGPU',
  cuda: 'the graphics card, by CUDA',
  dml: 'the graphics card, by DirectML',
  coreml: 'Core ML',
  auto: 'whichever is fastest and right',
}

/** What runs or ran a model, and how well, one sentence each. */
export function providerWords(report: ProviderReport | null, isRunning = false): string[] {
  if (!report) return ['It has not started yet.']
  const { asked, used, deviation, speedup } = report
  const how = asked === used ? 'as was asked' : `asked for was ${providerTitles[asked]}`
  const words = [`It ${isRunning ? 'runs' : 'ran'} on ${providerTitles[used]}, ${how}.`]
  if (speedup !== null) words.push(`${formatNumber(speedup, 1)} times as fast as one thread of the processor.`)
  if (deviation !== null) {
    words.push(
      `It differs from the processor’s logits and maps by at most ${scaleNumber(deviation)} of the largest value.`,
    )
  }
  return words
}
