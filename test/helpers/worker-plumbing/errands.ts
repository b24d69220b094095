import type { SpawnWorker, WorkerExit, WorkerHandle } from '#shells/spawn-worker'
import type { Errand } from './worker'

const send = (worker: WorkerHandle, errand: Errand): void => worker.post(errand)
const exitOf = (worker: WorkerHandle): Promise<WorkerExit> => new Promise(resolve => worker.onExit(resolve))
const answerOf = (worker: WorkerHandle): Promise<unknown> => new Promise(resolve => worker.onMessage(resolve))

export interface Findings {
  readonly isFloat32Array: boolean
  readonly doubled: number[]
  readonly hasPid: boolean
  readonly environment: string[]
  readonly exitOfItsOwn: WorkerExit
  readonly exitWhenKilled: WorkerExit
  readonly pidOfKilled: number
  /** Milliseconds between kill() of a worker in an endless loop and its exit. */
  readonly killMs: number
}

/** One run over everything the engine needs of its workers, by whatever way they are started. */
export async function runErrands(spawnWorker: SpawnWorker): Promise<Findings> {
  const first = spawnWorker()
  const answer = answerOf(first)
  send(first, { do: 'double', values: Float32Array.from([0.5, -1, 3]) })
  const doubled = (await answer) as Float32Array
  const hasPid = (first.pid ?? 0) > 0
  const exit = exitOf(first)
  send(first, { do: 'exit', code: 5 })
  const exitOfItsOwn = await exit

  const third = spawnWorker()
  const named = answerOf(third)
  send(third, { do: 'environment' })
  const environment = (await named) as string[]
  const hanging = answerOf(third)
  send(third, { do: 'hang' })
  await hanging
  // Until it does; before, it would end by itself.
  await new Promise(resolve => setTimeout(resolve, 1000))
  const killed = exitOf(third)
  const killedAtMs = performance.now()
  third.kill()
  const exitWhenKilled = await killed
  return {
    isFloat32Array: doubled instanceof Float32Array,
    doubled: Array.from(doubled),
    hasPid,
    environment,
    exitOfItsOwn,
    exitWhenKilled,
    pidOfKilled: third.pid ?? 0,
    killMs: performance.now() - killedAtMs,
  }
}
