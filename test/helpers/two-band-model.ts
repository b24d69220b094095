import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createNode, int } from '#engine/onnx/graph'
import { float32 } from '#engine/onnx/tensor'
import { writeGraph } from '#engine/onnx/write-graph'
import { wavOf } from './tones'

const MELS = 32
/** Low bands of the front end below: centres under about 1500 Hz. */
const LOW_MELS = 16

/** What a label's logit gains by the other label's band. */
export const CROSS = -0.5

/**
 * A model whose channels are known by construction: channel 0 of its one convolution is the power in the low mel bands
 * of a frame, channel 1 that in the high ones; the logits of `angry` and `sad` are the one's mean over time minus half of
 * the other's.
 */
export function writeTwoBandModel(folder: string, rectifier = 'Relu'): void {
  const kernel = Float32Array.from({ length: 2 * MELS }, (_, i) => Number(i % MELS < LOW_MELS === i < MELS))
  const bytes = writeGraph({
    irVersion: 8,
    opset: 17,
    inputs: [{ name: 'logmel', type: 'float32', dims: ['n', 1, MELS, 't'] }],
    outputs: [{ name: 'logits', type: 'float32', dims: ['n', 2] }],
    nodes: [
      createNode('Conv', ['logmel', 'bands-weight'], ['bands']),
      createNode(rectifier, ['bands'], ['rectified']),
      createNode('GlobalAveragePool', ['rectified'], ['mean']),
      createNode('Flatten', ['mean'], ['flat'], { axis: int(1) }),
      createNode('Gemm', ['flat', 'head-weight'], ['logits'], { transB: int(1) }),
    ],
    constants: new Map([
      ['bands-weight', float32([2, 1, MELS, 1], kernel)],
      ['head-weight', float32([2, 2], Float32Array.of(1, CROSS, CROSS, 1))],
    ]),
    aliases: new Map(),
  })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'model.onnx'), bytes)
  const frontEnd = {
    ...{ kind: 'log-mel', sampleRate: 16_000, nFft: 512, winLength: 400, hopLength: 160, nMels: MELS },
    ...{ fMax: 8000, log: 'none', melNorm: null },
  }
  const concepts = [{ layer: 'bands', tensor: 'bands' }]
  writeFileSync(
    join(folder, 'model.json'),
    JSON.stringify({ name: `two-band ${rectifier}`, labels: ['angry', 'sad'], frontEnd, concepts }),
  )
}

/** Where the two tones of a clip lie, in seconds. */
export const highBurst = { startSec: 0.1, endSec: 0.4 }
export const lowBurst = { startSec: 0.6, endSec: 0.9 }

/** A second with a high tone of level 0.25, then a low one of this level; both swell and fall. */
export function twoToneWav(lowLevel: number): Buffer {
  const swell = (t: number, { startSec, endSec }: typeof lowBurst): number =>
    t > startSec && t < endSec ? Math.sin((Math.PI * (t - startSec)) / (endSec - startSec)) ** 2 : 0
  return wavOf(
    1,
    16_000,
    t =>
      0.25 * swell(t, highBurst) * Math.sin(2 * Math.PI * 5000 * t) +
      lowLevel * swell(t, lowBurst) * Math.sin(2 * Math.PI * 500 * t),
  )
}
