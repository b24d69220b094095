import { resolve } from 'node:path'
import { Engine } from '#engine/open-engine'
import { appPaths, defaultDataDir, opensmileFromEnv } from '../app-paths'
import { createSpawnWorker } from '../spawn-worker'
import { createSummarise } from '../summary-thread'

/** What a command's flags say about its engine; left out: the defaults. */
export interface CliEngineFlags {
  readonly workers?: number
  /** Folder of an installed openSMILE. */
  readonly opensmile?: string
}

/** The engine inside this process, for one command; `mainDir` is the folder of the built entry. */
export async function withEngine<T>(
  mainDir: string,
  { workers, opensmile }: CliEngineFlags,
  use: (engine: Engine) => Promise<T>,
): Promise<T> {
  const { workerEntry, summaryEntry, resourcesDir } = appPaths(mainDir)
  const log = (message: string): void => void process.stderr.write(`${message}\n`)
  const engine = await Engine.open({
    ...{ dataDir: defaultDataDir(), resourcesDir, log },
    spawnWorker: createSpawnWorker(workerEntry),
    summarise: createSummarise(summaryEntry),
    ...(workers === undefined ? {} : { workers }),
    ...(opensmile === undefined ? opensmileFromEnv() : { opensmileFolder: resolve(opensmile) }),
  })
  try {
    return await use(engine)
  } finally {
    await engine.close()
  }
}
