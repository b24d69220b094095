import { Engine } from '#engine/open-engine'
import { appPaths, defaultDataDir } from '../app-paths'
import { createSpawnWorker } from '../spawn-worker'

/** The engine inside this process, for one command; `mainDir` is the folder of the built entry. */
export async function withEngine<T>(
  mainDir: string,
  workers: number | undefined,
  use: (engine: Engine) => Promise<T>,
): Promise<T> {
  const { workerEntry, resourcesDir } = appPaths(mainDir)
  const log = (message: string): void => void process.stderr.write(`${message}\n`)
  const options = { dataDir: defaultDataDir(), resourcesDir, spawnWorker: createSpawnWorker(workerEntry), log }
  const engine = await Engine.open(workers === undefined ? options : { ...options, workers })
  try {
    return await use(engine)
  } finally {
    await engine.close()
  }
}
