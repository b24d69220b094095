import { resolve } from 'node:path'
import { makeDemoCorpus } from '#engine/demo/make-demo-corpus'
import { fileError } from '#engine/files/read-file'
import { exitCodes } from '../run-command'

/** Writes the synthetic corpus (the demo's clips, or those that the demo's model was trained on). */
export async function demo(flags: { out: string; set: 'demo' | 'training' }): Promise<number> {
  const folder = resolve(flags.out)
  const onProgress = ({ done, total }: { done: number; total: number }): void => {
    if (process.stderr.isTTY || done === total)
      process.stderr.write(`\r${done} of ${total} clips${done === total ? '\n' : ''}`)
  }
  const { clips, made } = await makeDemoCorpus({ folder, set: flags.set, onProgress }).catch(cause =>
    Promise.reject('code' in cause ? fileError(folder, cause) : cause),
  )
  process.stdout.write(`${clips} clips in ${folder} (${made} new)\n`)
  return exitCodes.done
}
