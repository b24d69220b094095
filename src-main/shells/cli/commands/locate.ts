import { resolve } from 'node:path'
import type { DatasetCard } from '#contracts/dataset'
import { CueScopeError } from '#engine/base/errors'
import { withEngine } from '../open-cli-engine'
import { exitCodes } from '../run-command'

export interface LocateFlags {
  readonly project: string
  /** By number; left out: the one whose folder is not there. */
  readonly dataset?: number
}

/** Tells a project where the folder of a data set lies now. Exit 3: some of its clips are not in it. */
export function locate(mainDir: string, folder: string, flags: LocateFlags): Promise<number> {
  return withEngine(mainDir, {}, async engine => {
    const session = await engine.openProject(flags.project, 'open')
    const chosen = chooseDataset(session.describe().datasets, flags)
    const { dataset, found, missing } = await session.moveDataset(chosen.id, resolve(folder))
    const rest = missing === 0 ? '' : `; ${missing} clips are not there`
    process.stdout.write(`${dataset.name}: ${found} clips in ${dataset.folder}${rest}\n`)
    return missing === 0 ? exitCodes.done : exitCodes.someRefused
  })
}

function chooseDataset(all: readonly DatasetCard[], { project, dataset: wanted }: LocateFlags): DatasetCard {
  const lost = all.filter(({ isMissing }) => isMissing)
  const likely = all.length === 1 ? all : lost
  const [chosen, ...others] = wanted === undefined ? likely : all.filter(({ id }) => id === wanted)
  if (chosen !== undefined && others.length === 0) return chosen
  const lines = all.map(
    ({ id, name, folder, isMissing }) => `\n  --dataset ${id}: ${name}, ${folder}${isMissing ? ' (not there)' : ''}`,
  )
  throw new CueScopeError(
    'bad-option',
    `${project} holds ${all.length} data sets; choose one with --dataset:${lines.join('')}\n`,
  )
}
