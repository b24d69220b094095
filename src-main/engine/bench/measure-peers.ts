/**
 * The same work by this program and by the Python packages that people use for it, clip by clip in turn, one thread
 * each: what the machine does beside it slows both.
 */
import { basename } from 'node:path'
import { explainSettingsSchema, type SaliencyMethod } from '#contracts/settings'
import { decodeAudio } from '#engine/audio/decode'
import { computeEgemapsFunctionals } from '#engine/cues/egemaps-functionals'
import { computeEgemapsLlds } from '#engine/cues/egemaps-lld'
import { resample } from '#engine/dsp/resample'
import { readClipFile } from '#engine/files/read-file'
import { loadModel } from '#engine/load-model'
import { toPrediction } from '#engine/models/prediction'
import { explainBy, modelView, type LoadedModel } from '#engine/pipeline'
import { defaultConceptLayer } from '#engine/saliency/explainable-model'
import { graphOf, oneHot } from '#engine/saliency/subject'
import { startPeers, type StageTimes } from './peer-process'
import { spread, type Spread } from './spread'

/** Patches of 8 x 15 at strides 4 x 5 on the logit, the ten highest concepts: as peers.py has them. */
const settings = explainSettingsSchema.parse({
  occlusion: { patchMels: 8, patchFrames: 15, strideMels: 4, strideFrames: 5, score: 'logit' },
})

/** Of one clip. */
interface Pair {
  readonly ours: StageTimes
  readonly peer: StageTimes
}

interface Clock {
  /** Mean of the clips. */
  readonly ours_ms: number
  readonly peer_ms: number
  /** The peer's time per ours, all clips together. */
  readonly ratio: number
  /** The same clip by clip. */
  readonly ratio_per_clip: Spread
}

interface Compared {
  /** By the clock, and of the processor. */
  readonly wall: Clock
  readonly cpu: Clock
}

export interface PeerReport {
  readonly versions: Readonly<Record<string, string>>
  /** By the peer's stage: occlusion is captum's, lrp and crp are zennit's, lld and functionals are openSMILE's. */
  readonly stages: Readonly<Record<string, Compared>>
}

/**
 * @param python with the packages that peers.py needs
 * @param rounds of each clip the best counts, for both
 */
export async function measurePeers(
  files: readonly string[],
  modelFolder: string,
  python: string,
  script: string,
  rounds: number,
): Promise<PeerReport> {
  const { model, release } = await loadModel(modelFolder, null)
  try {
    const tensor = defaultConceptLayer(graphOf(model.subject))!
    const peers = await startPeers(python, script, [modelFolder, tensor])
    const pairs: Pair[] = []
    try {
      const both = async (file: string): Promise<Pair> => ({
        ours: await ourTimes(file, model),
        peer: await peers.times(file),
      })
      // Warms both up: ours is compiled while it runs, the peers load parts of themselves at their first clip.
      for (const file of files) await ourTimes(file, model)
      for (const file of [files[0], files[files.length - 1]]) await both(file)
      for (const file of files) {
        const repeats: Pair[] = []
        for (let round = 0; round < rounds; round++) repeats.push(await both(file))
        pairs.push({ ours: best(repeats.map(({ ours }) => ours)), peer: best(repeats.map(({ peer }) => peer)) })
      }
    } finally {
      peers.close()
    }
    return { versions: peers.versions, stages: compare(pairs) }
  } finally {
    await release()
  }
}

async function ourTimes(file: string, model: LoadedModel): Promise<StageTimes> {
  const { labels, frontEnd, forward } = model
  const audio = await decodeAudio(await readClipFile(file), basename(file))
  const found: Record<string, [number, number]> = {}
  const timed = async <T>(stage: string, work: () => T | Promise<T>): Promise<T> => {
    const [startedMs, cpu] = [performance.now(), process.cpuUsage()]
    const result = await work()
    const { user, system } = process.cpuUsage(cpu)
    found[stage] = [performance.now() - startedMs, (user + system) / 1000]
    return result
  }
  const view = await timed('logmel', () => modelView(audio, frontEnd))
  const { data, rows, cols } = view.input
  const logits = await timed('predict', () => forward(data, 1, rows, cols))
  const target = oneHot(toPrediction(logits).predicted, labels.length)
  const explain = (method: SaliencyMethod) => () => explainBy(method, view, model, target, settings)
  for (const method of ['occlusion', 'lrp', 'crp'] as const) await timed(method, explain(method))
  await timed('lld', () => computeEgemapsLlds(audio.samples, audio.sampleRateHz))
  const at16kHz = resample(audio.samples, audio.sampleRateHz, 16000)
  await timed('lld at 16 kHz', () => computeEgemapsLlds(at16kHz, 16000))
  await timed('functionals', () => computeEgemapsFunctionals(audio.samples, audio.sampleRateHz))
  return found
}

/** Each stage at its best; wall clock and processor each for itself. */
function best(repeats: readonly StageTimes[]): StageTimes {
  const least = (stage: string, clock: 0 | 1): number => Math.min(...repeats.map(times => times[stage][clock]))
  return Object.fromEntries(Object.keys(repeats[0]).map(stage => [stage, [least(stage, 0), least(stage, 1)] as const]))
}

function compare(pairs: readonly Pair[]): PeerReport['stages'] {
  const compared = Object.keys(pairs[0].peer).map(stage => {
    // Captum's two ways of batching are both held against our one.
    const own = stage.replace(/,.*/, '')
    const by = (clock: 0 | 1): Clock => {
      const [ours, peer] = [pairs.map(pair => pair.ours[own][clock]), pairs.map(pair => pair.peer[stage][clock])]
      const [ourMean, peerMean] = [mean(ours), mean(peer)]
      return {
        ours_ms: Number(ourMean.toFixed(3)),
        peer_ms: Number(peerMean.toFixed(3)),
        ratio: Number((peerMean / ourMean).toFixed(2)),
        ratio_per_clip: spread(peer.map((ms, i) => ms / ours[i])),
      }
    }
    return [stage, { wall: by(0), cpu: by(1) }]
  })
  return Object.fromEntries(compared) as PeerReport['stages']
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
