/**
 * Which of ONNX Runtime's providers runs a model. None is trusted: a probe batch goes through the processor and the
 * candidate, and the candidate is taken only if its logits and whole maps are the processor's.
 */
import type { Provider, ProviderChoice, ProviderReport } from '#contracts/provider'
import { CueScopeError } from '#engine/base/errors'
import { providerObstacle } from '#engine/models/session'
import type { LoadedModel } from '#engine/pipeline'
import { probeProvider, type ProviderProbe } from '#engine/probe-provider'

/** How far a provider may be from the processor, relative to the largest value. */
export const PROVIDER_TOLERANCE = 1e-3

/** A model with its sessions. */
export interface ModelOnProvider {
  readonly model: LoadedModel
  release(): Promise<void>
}

interface Choice {
  readonly chosen: ModelOnProvider
  readonly report: ProviderReport
}

/** @throws CueScopeError provider-unavailable if one was named and it is missing or wrong; `auto` then takes the CPU */
export async function chooseProvider(
  asked: ProviderChoice,
  onCpu: ModelOnProvider,
  open: (provider: Provider) => Promise<ModelOnProvider>,
): Promise<Choice> {
  const passedOver: { provider: Provider; reason: string }[] = []
  if (asked === 'cpu') return cpuChoice(asked, onCpu, passedOver)
  for (const provider of asked === 'auto' ? providersToTry(process.platform) : [asked]) {
    const tried = await tryProvider(provider, onCpu, open)
    const reason = typeof tried === 'string' ? tried : asked === 'auto' ? slowness(tried.probe) : null
    if (typeof tried !== 'string' && reason === null)
      return { chosen: tried.chosen, report: { asked, used: provider, ...tried.probe, passedOver } }
    if (typeof tried !== 'string') await tried.chosen.release()
    passedOver.push({ provider, reason: reason! })
  }
  if (asked === 'auto') return cpuChoice(asked, onCpu, passedOver)
  const [{ reason }] = passedOver
  const message = `The model can't be run with ${asked}: ${reason}. Use --provider cpu, or auto to take what works here.`
  throw new CueScopeError('provider-unavailable', message, { tried: passedOver })
}

/** The faster kinds first. */
export function providersToTry(platform: NodeJS.Platform): Provider[] {
  if (platform === 'win32') return ['cuda', 'dml', 'webgpu']
  return platform === 'darwin' ? ['coreml', 'webgpu'] : ['cuda', 'webgpu']
}

function cpuChoice(asked: ProviderChoice, chosen: ModelOnProvider, passedOver: ProviderReport['passedOver']): Choice {
  return { chosen, report: { asked, used: 'cpu', deviation: null, speedup: null, passedOver } }
}

/** @returns the model on that provider, or why not */
async function tryProvider(
  provider: Provider,
  onCpu: ModelOnProvider,
  open: (provider: Provider) => Promise<ModelOnProvider>,
): Promise<{ chosen: ModelOnProvider; probe: ProviderProbe } | string> {
  const obstacle = providerObstacle(provider)
  if (obstacle !== null) return obstacle
  let chosen: ModelOnProvider | null = null
  try {
    chosen = await open(provider)
    const probe = await probeProvider(onCpu.model, chosen.model)
    if (probe.deviation <= PROVIDER_TOLERANCE) return { chosen, probe }
    await chosen.release()
    return `its results are ${probe.deviation.toPrecision(2)} of the largest value off`
  } catch (error) {
    await chosen?.release()
    return reasonOf(error as Error)
  }
}

function slowness({ speedup }: ProviderProbe): string | null {
  return speedup > 1 ? null : `it is slower than the processor (${speedup.toFixed(2)} times its speed)`
}

/** ONNX Runtime's own words without the path of its source and the macro that failed. */
function reasonOf({ message }: Error): string {
  const words = message.replace(/^The model can't be loaded: /, '').trim()
  return (words.split(' was false. ').at(-1) ?? words).replace(/\.$/, '')
}
