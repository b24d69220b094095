import type { ProviderChoice } from '#contracts/provider'
import { ProviderRun } from '#engine/audits/provider-run'
import type { ModelRef } from '#engine/audits/protocol'
import type { Engine } from '#engine/open-engine'
import { tellProvider } from './tell-provider'

/** Tries the model on the provider that was asked for, and says which one it is. @throws CueScopeError provider-unavailable */
export async function openProvider(engine: Engine, model: ModelRef, asked: ProviderChoice): Promise<ProviderRun> {
  if (asked === 'cpu') return new ProviderRun(engine.pool, asked)
  const { provider } = await engine.pool.run({ kind: 'probe-model', model, provider: asked })
  tellProvider(provider)
  return new ProviderRun(engine.pool, provider.used)
}
