import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readNpy } from './npy'
import { sharedDir } from './shared'

/** Reference values of zennit, zennit-crp and captum for a trained and a random model (reference/saliency/README.md). */
export interface ReferenceClip {
  readonly frames: number
  readonly target: (model: ReferenceModel) => number
  readonly array: (name: string) => { shape: readonly number[]; data: Float32Array }
  readonly has: (name: string) => boolean
}

export type ReferenceModel = 'trained' | 'random'

const folder = (): string => join(sharedDir()!, 'reference/saliency')

export function referenceModel(model: ReferenceModel): Uint8Array {
  return readFileSync(join(folder(), `${model}.onnx`))
}

export function referenceClips(): ReferenceClip[] {
  return meta().clips.map(({ dir, T, target, random_target }) => ({
    frames: T,
    target: model => (model === 'trained' ? target : random_target),
    array: name => readFloat32(join(folder(), dir, `${name}.npy`)),
    has: name => existsSync(join(folder(), dir, `${name}.npy`)),
  }))
}

/** Layer name -> tensor name. */
export function referenceLayers(): Record<string, string> {
  return meta().layers
}

export function referenceFloor(): Float32Array {
  return readFloat32(join(folder(), 'baseline_floor.npy')).data
}

interface Meta {
  clips: { dir: string; T: number; target: number; random_target: number }[]
  layers: Record<string, string>
}

function meta(): Meta {
  return JSON.parse(readFileSync(join(folder(), 'meta.json'), 'utf8')) as Meta
}

function readFloat32(path: string): { shape: readonly number[]; data: Float32Array } {
  const { shape, data } = readNpy(path)
  return { shape, data: Float32Array.from(data) }
}
