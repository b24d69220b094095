import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** Small random networks with what zennit, zennit-crp and captum say of them (goldens/make/saliency.py). */
export interface GoldenNetwork {
  readonly name: string
  readonly bytes: Uint8Array
  /** The same network by the exporter that PyTorch uses since 2.9: other operators, operator set 20. */
  readonly newerBytes: Uint8Array
  readonly target: number
  /** Tensor names. */
  readonly conceptLayer: string
  readonly camLayer: string
  /** A layer that feeds the concept layer. */
  readonly feedLayer: string
  readonly array: (key: string) => { readonly shape: readonly number[]; readonly data: Float32Array }
}

const folder = resolve(import.meta.dirname, '../goldens/saliency')

export function goldenNetworks(): GoldenNetwork[] {
  const index = JSON.parse(readFileSync(`${folder}/index.json`, 'utf8')) as Index
  return Object.entries(index.networks).map(([name, { target, conceptTensor, camTensor, feedTensor, arrays }]) => {
    const file = readFileSync(`${folder}/${name}.f32`)
    return {
      name,
      bytes: readFileSync(`${folder}/${name}.onnx`),
      newerBytes: readFileSync(`${folder}/${name}-newer.onnx`),
      target,
      conceptLayer: conceptTensor,
      camLayer: camTensor,
      feedLayer: feedTensor,
      array: key => {
        const { offset, shape } = arrays[key]
        const size = shape.reduce((product, n) => product * n, 1)
        const start = file.byteOffset + 4 * offset
        return { shape, data: new Float32Array(file.buffer.slice(start, start + 4 * size)) }
      },
    }
  })
}

interface Index {
  readonly networks: Readonly<
    Record<
      string,
      {
        readonly target: number
        readonly conceptTensor: string
        readonly camTensor: string
        readonly feedTensor: string
        readonly arrays: Readonly<Record<string, { readonly offset: number; readonly shape: readonly number[] }>>
      }
    >
  >
}
