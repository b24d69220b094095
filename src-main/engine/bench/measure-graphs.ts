import { readModelPackage } from '#engine/models/model-package'
import { openModelSession, openOnnxGraph } from '#engine/models/session'
import type { OpenGraph } from '#engine/onnx/runner'
import { GraphCache } from '#engine/saliency/graph-cache'
import { explainWith } from '#engine/saliency/registry'
import { perBand } from '#engine/saliency/replacement'
import { createSubject, oneHot, type Question } from '#engine/saliency/subject'
import { spread, type Spread } from './spread'

const FRAMES = 200
const methods = ['occlusion', 'lrp', 'crp', 'gradient', 'grad-cam'] as const

/** Explanation graphs of one model: reading and preparing it, then for each graph writing, opening, and asking again. */
export interface GraphTimes {
  readonly prepare_ms: Spread
  /** By graph. The first round is a cold program's: `max`. */
  readonly write_ms: Readonly<Record<string, Spread>>
  readonly open_ms: Readonly<Record<string, Spread>>
  readonly cached_ms: Spread
}

export async function measureGraphs(modelFolder: string, rounds: number): Promise<GraphTimes> {
  const { onnx, sha256, manifest } = await readModelPackage(modelFolder)
  const { labels, frontEnd } = manifest
  const session = await openModelSession(onnx, labels.length)
  const [prepare, cached] = [[] as number[], [] as number[]]
  const [write, open] = [new Map<string, number[]>(), new Map<string, number[]>()]
  const note = (where: Map<string, number[]>, key: string, ms: number): void =>
    void where.set(key, [...(where.get(key) ?? []), ms])

  for (let round = 0; round < rounds; round++) {
    let opening = ''
    const cache = new GraphCache(async (bytes): Promise<OpenGraph> => {
      const startedMs = performance.now()
      const graph = await openOnnxGraph(bytes)
      note(open, opening, performance.now() - startedMs)
      return graph
    })
    const startedMs = performance.now()
    const plain = createSubject({ bytes: onnx, modelHash: sha256, forward: session.forward, cache })
    prepare.push(performance.now() - startedMs)
    const graph: typeof plain.graph = async (key, make) => {
      const timedMake = (): Uint8Array => {
        opening = key
        const writingMs = performance.now()
        const bytes = make()
        note(write, key, performance.now() - writingMs)
        return bytes
      }
      await plain.graph(key, timedMake)
      const askedMs = performance.now()
      const run = await plain.graph(key, make)
      cached.push(performance.now() - askedMs)
      return run
    }
    const logMel = perBand(new Float32Array(frontEnd.nMels).fill(0.5), FRAMES)
    const replacement = perBand(new Float32Array(frontEnd.nMels), FRAMES)
    const question: Question = { logMel, replacement, target: oneHot(0, labels.length) }
    for (const method of methods) await explainWith(method, { ...plain, graph }, question, {})
    await cache.close()
  }
  await session.release()
  const spreads = (from: Map<string, number[]>): Record<string, Spread> =>
    Object.fromEntries([...from].map(([key, values]) => [key.trim(), spread(values)]))
  return { prepare_ms: spread(prepare), write_ms: spreads(write), open_ms: spreads(open), cached_ms: spread(cached) }
}
