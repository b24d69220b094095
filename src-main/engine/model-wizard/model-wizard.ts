/**
 * From a model file to a package, and whether the package gives what the model gave elsewhere: the engine's side. All
 * that touches the model happens in a worker process that is thrown away afterwards.
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { z } from 'zod'
import type {
  checkModelSchema,
  CheckReport,
  inspectModelSchema,
  ModelDetails,
  ModelProposal,
  PackagedModel,
  packageModelSchema,
} from '#contracts/model-wizard'
import type { WorkerPool } from '#engine/audits/worker-pool'
import { CueScopeError } from '#engine/base/errors'
import { fileError } from '#engine/files/read-file'
import type { WizardAnswerTo, WizardTask } from './wizard-task'

export function inspect(
  pool: WorkerPool,
  { path, answers }: z.output<typeof inspectModelSchema>,
): Promise<ModelProposal> {
  return ask(pool, { ask: 'inspect', path, answers })
}

/** A package; or a model file with its answers, which is packaged for the check alone. */
export async function check(
  pool: WorkerPool,
  { path, answers, ...rest }: z.output<typeof checkModelSchema>,
): Promise<CheckReport> {
  if (answers === undefined) return ask(pool, { ask: 'check', folder: path, ...rest })
  const place = await mkdtemp(join(tmpdir(), 'cuescope-check-'))
  try {
    const folder = join(place, 'model')
    await ask(pool, { ask: 'write', path, answers, folder })
    return await ask(pool, { ask: 'check', folder, ...rest })
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

export function describe(pool: WorkerPool, folder: string): Promise<ModelDetails> {
  return ask(pool, { ask: 'describe', folder })
}

/**
 * Makes the folder `out` with model.onnx and model.json, whole and tried, or not at all. The file itself is left alone.
 * @throws CueScopeError
 */
export async function packageModel(
  pool: WorkerPool,
  { path, out, folderName = '', answers }: z.output<typeof packageModelSchema> & { readonly out: string },
): Promise<Omit<PackagedModel, 'ref'>> {
  const target = resolve(out, folderName)
  await checkFree(target)
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`
  try {
    const proposal = await ask(pool, { ask: 'write', path, answers, folder: temporary })
    const { sha256 } = await pool.runAlone({ kind: 'probe-model', model: { folder: temporary, sha256: null } })
    await moveTo(temporary, target)
    const guessed = proposal.fields.filter(({ confidence }) => confidence === 'guessed').map(({ field }) => field)
    return { folder: target, sha256, proposal, guessed }
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

async function ask<T extends WizardTask>(pool: WorkerPool, task: T): Promise<WizardAnswerTo[T['ask']]> {
  return (await pool.runAlone({ kind: 'model-wizard', task })) as WizardAnswerTo[T['ask']]
}

/** Nothing that is there is written over. */
async function checkFree(folder: string): Promise<void> {
  const names = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return []
    throw cause.code === 'ENOTDIR'
      ? new CueScopeError('bad-path', `${folder} is a file; a folder is to be made there.`)
      : fileError(folder, cause)
  })
  if (names.length > 0)
    throw new CueScopeError('bad-path', `${folder} is not empty: choose another name for the package.`)
}

async function moveTo(from: string, to: string): Promise<void> {
  try {
    // Windows renames over nothing, not even an empty folder.
    await rmdir(to).catch((cause: NodeJS.ErrnoException) =>
      cause.code === 'ENOENT' ? undefined : Promise.reject(cause),
    )
    await rename(from, to)
  } catch (cause) {
    throw fileError(to, cause)
  }
}
