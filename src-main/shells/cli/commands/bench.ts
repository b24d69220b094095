import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { measureGraphs, type GraphTimes } from '#engine/bench/measure-graphs'
import { measurePeers, type PeerReport } from '#engine/bench/measure-peers'
import { measureStages, type BenchReport } from '#engine/bench/measure-stages'
import { CueScopeError } from '#engine/base/errors'
import { isAudioName } from '#engine/datasets/audio-names'
import { walkFolder } from '#engine/datasets/walk-folder'
import { makeDemoCorpus } from '#engine/demo/make-demo-corpus'
import { writeAtomic } from '#engine/files/write-atomic'
import { appPaths } from '#shells/app-paths'
import { benchWindow, describeWindowBench } from '../bench-window/bench-window'
import { exitCodes } from '../run-command'

export interface BenchFlags {
  readonly clips?: string
  readonly model?: string
  readonly count: number
  readonly rounds: number
  /** true: without naming a Python. */
  readonly peers?: string | true
  readonly json?: string
  readonly window?: true
  readonly chromium?: string
  readonly data?: string
}

/** How large a project the window is held to. */
const WINDOW_CLIPS = 100_000

/** Times each stage on clips spread evenly over a folder (the demo corpus where none is named), and the peers beside them. */
export async function bench(mainDir: string, flags: BenchFlags): Promise<number> {
  if (flags.window) {
    const report = await benchWindow(mainDir, { ...flags, clips: WINDOW_CLIPS })
    process.stdout.write(describeWindowBench(report))
    const done = await finish(report, flags)
    return report.missed.length === 0 ? done : exitCodes.failed
  }
  const { resourcesDir } = appPaths(mainDir)
  const model = resolve(flags.model ?? join(resourcesDir, 'models/shallow-resnet-en'))
  const scratch = await mkdtemp(join(tmpdir(), 'cuescope-bench-'))
  try {
    const clips = await chooseClips(flags, scratch)
    const stages = await measureStages(clips, model, flags.rounds)
    process.stdout.write(describeStages(stages))
    const graphs = await measureGraphs(model, flags.rounds)
    process.stdout.write(describeGraphs(graphs))
    const report = { ...stages, graphs }
    if (flags.peers === undefined) return await finish(report, flags)
    const python = flags.peers === true ? (process.env.CUESCOPE_PYTHON ?? 'python3') : flags.peers
    const script = join(await realpath(resourcesDir), '../src-main/engine/bench/peers.py')
    const peers = await measurePeers(clips, model, python, script, flags.rounds)
    process.stdout.write(describePeers(peers))
    return await finish({ ...report, peers }, flags)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function finish(report: object, { json }: BenchFlags): Promise<number> {
  if (json !== undefined) await writeAtomic(json, `${JSON.stringify(report, null, 1)}\n`)
  return exitCodes.done
}

async function chooseClips({ clips, count }: BenchFlags, scratch: string): Promise<string[]> {
  const folder = clips === undefined ? join(scratch, 'demo') : resolve(clips)
  if (clips === undefined) await makeDemoCorpus({ folder, set: 'demo' })
  const { files } = await walkFolder(folder, {})
  const audio = files.filter(isAudioName)
  if (audio.length === 0) throw new CueScopeError('folder-empty', `${folder} holds no audio.`)
  const step = Math.max(1, Math.floor(audio.length / count))
  const chosen = audio.filter((_, i) => i % step === 0).slice(0, count)
  return chosen.map(file => join(folder, file))
}

function describeStages({ clips, audioSec, machine, stages }: BenchReport): string {
  const lines = Object.entries(stages).map(
    ([stage, { ms_per_clip: ms }]) =>
      `${stage.padEnd(12)} ${ms.median.toFixed(1).padStart(8)} ms a clip (${ms.min} to ${ms.max})`,
  )
  return `${clips} clips, ${audioSec} s of audio, ${machine.cpu}\n${lines.join('\n')}\n`
}

function describeGraphs({ prepare_ms: prepare, write_ms: write, cached_ms: cached }: GraphTimes): string {
  const lines = Object.entries(write).map(([graph, ms]) => `  ${graph}: ${ms.median.toFixed(1)} ms (cold ${ms.max})`)
  const head = `explanation graphs: model prepared in ${prepare.median.toFixed(1)} ms, a kept graph found in ${cached.median} ms`
  return `${head}, written:\n${lines.join('\n')}\n`
}

function describePeers({ versions, stages }: PeerReport): string {
  const lines = Object.entries(stages).map(([stage, { cpu, wall }]) => {
    const times = `${cpu.ours_ms.toFixed(1).padStart(7)} ms here, ${cpu.peer_ms.toFixed(1).padStart(7)} ms there`
    const { min, max } = cpu.ratio_per_clip
    const range = `${min.toFixed(1)} to ${max.toFixed(1)}; by the clock ${wall.ratio.toFixed(1)}`
    return `${stage.padEnd(28)} ${times}: ${cpu.ratio.toFixed(1)} times (${range})`
  })
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return `processor time a clip, beside ${packages.join(', ')}, one thread each:\n${lines.join('\n')}\n`
}
