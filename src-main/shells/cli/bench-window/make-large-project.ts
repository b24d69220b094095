import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { createSpawnWorker } from '#shells/spawn-worker'
import { createSummarise } from '#shells/summary-thread'
import { appPaths } from '#shells/app-paths'
import { Engine } from '#engine/open-engine'
import { annotateClips, multiplyClips } from '#engine/store/multiply-clips'
import { countClips } from '#engine/store/clips'
import { getAudit } from '#engine/store/audits'
import { openProjectFile } from '#engine/store/open'

/**
 * The demo, grown to so many clips, every clip with results, verdicts and some with annotations, in a data folder of its
 * own. Its first clips have their audio. What is there already is taken as it is.
 */
export async function makeLargeProject(
  mainDir: string,
  dataDir: string,
  clips: number,
  say: (line: string) => void,
): Promise<void> {
  const path = join(dataDir, 'Large.cuescope')
  if (existsSync(path) && clipsOf(path) >= clips) return
  say('making the demo and its audit')
  await withEngine(mainDir, dataDir, async engine => {
    const session = await engine.openDemo()
    await session.start(1).finished
  })
  // The demo itself is brought up to date with its folder whenever it is opened.
  renameSync(join(dataDir, 'demo/Demo.cuescope'), path)
  say(`growing it to ${clips} clips`)
  const { db, close } = openProjectFile(path, 'open')
  const own = countClips(db, getAudit(db, 1))
  multiplyClips(db, Math.ceil(clips / own) - 1)
  annotateClips(db, ['Ada', 'Ben', 'Cleo'], 3)
  close()
  say('working out the verdicts')
  await withEngine(mainDir, dataDir, async engine => {
    for (const { id } of engine.describeLibrary().projects) await engine.forgetProject(id)
    await (await engine.openProject(path, 'open')).plausibility.report(1)
  })
}

function clipsOf(path: string): number {
  const { db, close } = openProjectFile(path, 'open')
  try {
    return countClips(db, getAudit(db, 1))
  } finally {
    close()
  }
}

async function withEngine(mainDir: string, dataDir: string, use: (engine: Engine) => Promise<void>): Promise<void> {
  const { workerEntry, summaryEntry, resourcesDir } = appPaths(mainDir)
  const engine = await Engine.open({
    ...{ dataDir, resourcesDir },
    spawnWorker: createSpawnWorker(workerEntry),
    summarise: createSummarise(summaryEntry),
    log: line => void process.stderr.write(`${line}\n`),
  })
  try {
    await use(engine)
  } finally {
    await engine.close()
  }
}
