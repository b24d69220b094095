import { resolve } from 'node:path'
import { measureStages } from '#engine/bench/measure-stages'
import { CueScopeError } from '#engine/base/errors'
import { walkFolder } from '#engine/datasets/walk-folder'
import { isAudioName } from '#engine/datasets/audio-names'
import { writeAtomic } from '#engine/files/write-atomic'
import { appPaths } from '#shells/app-paths'
import { exitCodes } from '../run-command'

export interface BenchFlags {
  readonly clips?: string
  readonly model?: string
  readonly count: number
  readonly rounds: number
  readonly json?: string
}

/** Times each stage on clips spread evenly over a folder. */
export async function bench(mainDir: string, flags: BenchFlags): Promise<number> {
  const { resourcesDir } = appPaths(mainDir)
  if (flags.clips === undefined)
    throw new CueScopeError('bad-option', 'Name a folder of clips: --clips DIR (cuescope demo --out DIR makes one).')
  const folder = resolve(flags.clips)
  const { files } = await walkFolder(folder, {})
  const audio = files.filter(isAudioName)
  if (audio.length === 0) throw new CueScopeError('folder-empty', `${folder} holds no audio.`)
  const step = Math.max(1, Math.floor(audio.length / flags.count))
  const chosen = audio.filter((_, i) => i % step === 0).slice(0, flags.count)
  const model = flags.model ?? `${resourcesDir}/models/shallow-resnet-en`
  const report = await measureStages(
    chosen.map(file => `${folder}/${file}`),
    model,
    flags.rounds,
  )
  if (flags.json !== undefined) await writeAtomic(flags.json, `${JSON.stringify(report, null, 1)}\n`)
  const lines = Object.entries(report.stages).map(
    ([stage, { ms_per_clip: ms }]) =>
      `${stage.padEnd(12)} ${ms.median.toFixed(1).padStart(8)} ms a clip (${ms.min} to ${ms.max})`,
  )
  process.stdout.write(
    `${report.clips} clips, ${report.audioSec} s of audio, ${report.machine.cpu}\n${lines.join('\n')}\n`,
  )
  return exitCodes.done
}
