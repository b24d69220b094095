import { resolve } from 'node:path'
import { newEngineAddress } from '#shells/engine-address'
import { engineAsChild } from '#shells/engine-child'
import { EngineSupervisor, type EngineStart, type SupervisorOptions } from '#shells/supervisor'

const engineEntry = resolve(import.meta.dirname, 'stand-in-engine.mjs')

/** Starts the stand-in engine, in the given humour. */
export function standIn(humour?: 'refuses' | 'dies'): EngineStart {
  const start = engineAsChild({ engineEntry })
  return (args, env) => start(args, { ...env, ...(humour && { STAND_IN: humour }) })
}

export interface Supervised {
  readonly engine: EngineSupervisor
  readonly log: string[]
  readonly states: string[]
}

export function supervise(startEngine: EngineStart, timing: Partial<SupervisorOptions> = {}): Supervised {
  const log: string[] = []
  const states: string[] = []
  const engine = new EngineSupervisor({
    startEngine,
    address: newEngineAddress(),
    dataDir: '.',
    resourcesDir: '.',
    shell: 'browser',
    log: line => log.push(line),
    ...timing,
  })
  engine.onState(state => states.push(state))
  return { engine, log, states }
}
