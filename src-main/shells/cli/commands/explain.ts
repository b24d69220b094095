import { join, resolve } from 'node:path'
import { judgeSettingsSchema } from '#contracts/experiments/faithfulness'
import type { ProviderChoice } from '#contracts/provider'
import { explainSettingsSchema, type SaliencyMethod } from '#contracts/settings'
import { CueScopeError } from '#engine/base/errors'
import { explanationPng } from '#engine/exports/explanation-png'
import { encodeNpy } from '#engine/exports/npy'
import { makeFolder } from '#engine/files/make-folder'
import { writeAtomic } from '#engine/files/write-atomic'
import { findModel } from '../find-model'
import { openProvider } from '../open-provider'
import { withEngine } from '../open-cli-engine'
import { methodSettings, type MethodFlags } from '../options'
import { parseSettings } from '../parse-settings'
import { exitCodes } from '../run-command'
import { tellGaps } from '../tell-gaps'

export interface ExplainFlags extends MethodFlags {
  readonly model: string
  readonly method: SaliencyMethod
  readonly provider: ProviderChoice
  readonly target?: string
  readonly against?: string
  readonly judge?: boolean
  readonly out: string
}

/** One method on one file (audio, or a ready log-Mel as .npy), as arrays, segments and a picture. */
export function explain(mainDir: string, file: string, flags: ExplainFlags): Promise<number> {
  return withEngine(mainDir, { workers: 1 }, async engine => {
    const { folder, sha256 } = await findModel(engine, flags.model)
    const settings = parseSettings(explainSettingsSchema, { methods: [flags.method], ...methodSettings(flags) })
    const model = { folder, sha256 }
    const { method, target = null, against = null } = flags
    if (flags.judge && against !== null)
      throw new CueScopeError('bad-option', '--judge is about the map of one label: leave out --judge or --against.')
    if (against !== null && against === target)
      throw new CueScopeError(
        'bad-option',
        `--against names another label than --target: ${target} against itself is nothing.`,
      )
    const judge = flags.judge ? judgeSettingsSchema.parse({}) : null
    if (method === 'occlusion') tellGaps(settings.occlusion)
    const provider = await openProvider(engine, model, flags.provider)
    const { answer: found, note } = await provider.run({
      kind: 'explain-file',
      file: resolve(file),
      model,
      method,
      target,
      against,
      judge,
      settings,
    })
    if (note !== null) process.stderr.write(`note: ${note.message}\n`)
    const { logMel, logits, map, segments, labels, predicted, hopSec, facts: figures, relevances } = found

    await makeFolder(flags.out)
    const write = (name: string, data: Uint8Array | string): Promise<void> => writeAtomic(join(flags.out, name), data)
    for (const [name, array] of Object.entries({ logmel: logMel, logits, map }))
      await write(`${name}.npy`, encodeNpy(array.shape, array.data))
    if (relevances !== null) await write('concepts.npy', encodeNpy([relevances.length], relevances))
    const facts = {
      file,
      method,
      target: found.target,
      against,
      predicted,
      labels,
      hopSec,
      settings: settings[method],
      figures,
      segments,
    }
    await write('segments.json', `${JSON.stringify(facts, null, 1)}\n`)
    if (found.judgement !== null) await write('judgement.json', `${JSON.stringify(found.judgement, null, 1)}\n`)
    const matrix = ({ shape: [rows, cols], data }: typeof map): { rows: number; cols: number; data: Float32Array } => ({
      rows,
      cols,
      data,
    })
    await write('explanation.png', explanationPng(matrix(logMel), matrix(map), segments, hopSec))
    process.stdout.write(
      `${found.target} (predicted: ${predicted}), ${segments.length} salient windows: ${flags.out}\n`,
    )
    return exitCodes.done
  })
}
