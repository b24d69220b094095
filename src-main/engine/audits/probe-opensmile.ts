import { CueScopeError } from '#engine/base/errors'
import { unavailable } from '#engine/cues-opensmile/unavailable'
import type { AnswerOf, Task } from './protocol'
import { isWorkerDeath, type WorkerPool } from './worker-pool'

/** Tries openSMILE in a throw-away worker. @throws CueScopeError provider-unavailable */
export async function probeOpensmile(pool: WorkerPool): Promise<AnswerOf<Extract<Task, { kind: 'probe-opensmile' }>>> {
  try {
    return await pool.runAlone({ kind: 'probe-opensmile' })
  } catch (error) {
    if (!(error instanceof CueScopeError) || !isWorkerDeath(error)) throw error
    throw unavailable(`openSMILE could not be tried. ${error.message}`, { ...error.details, cause: error.code }, error)
  }
}
