import { createServer } from 'node:http'
import { announce, onStopRequest } from '#shells/engine-lifeline'
import { createSpawnWorker } from '#shells/spawn-worker'
import { runErrands } from './errands'

/** An engine as far as processes go: listens, runs the errands, leaves a hanging worker behind when asked. */
const socketPath = process.argv[process.argv.indexOf('--socket') + 1]
const spawnWorker = createSpawnWorker(process.env.TEST_WORKER_ENTRY ?? '')

const routes: Record<string, () => Promise<unknown>> = {
  '/api/health': () => Promise.resolve({ engineId: String(process.pid) }),
  '/api/errands': () => runErrands(spawnWorker),
  '/api/hanging-worker': async () => {
    const worker = spawnWorker()
    const hanging = new Promise(resolve => worker.onMessage(resolve))
    worker.post({ do: 'hang' })
    await hanging
    return { workerPid: worker.pid, enginePid: process.pid }
  },
}

createServer((request, response) => {
  void routes[request.url ?? '']?.().then(value => response.end(JSON.stringify(value)))
}).listen(socketPath, () => announce({ ready: true, engineId: String(process.pid) }))
onStopRequest(() => process.exit(0))
