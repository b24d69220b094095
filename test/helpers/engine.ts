import { join } from 'node:path'
import { createSpawnWorker } from '#shells/spawn-worker'
import { createSummarise } from '#shells/summary-thread'
import { Engine } from '#engine/open-engine'
import { builtMain, projectRoot } from './built-program'

/** The whole engine in this process, its explain workers real processes. To be closed by the caller. */
export async function openEngine(dataDir: string, workers = 2): Promise<Engine> {
  return Engine.open({
    dataDir,
    resourcesDir: join(projectRoot, 'resources'),
    spawnWorker: createSpawnWorker(join(await builtMain(), 'explain.worker.js')),
    summarise: createSummarise(join(await builtMain(), 'summary.worker.js')),
    workers,
    log: message => process.stderr.write(`${message}\n`),
  })
}

/** Id of the smallest model that comes with the program. */
export function demoModelId(engine: Engine): string {
  const card = engine.describeLibrary().models.find(({ isBundled }) => isBundled)
  if (card === undefined) throw new Error('resources/models holds no model')
  return card.id
}
