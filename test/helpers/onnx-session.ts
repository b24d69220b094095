import * as ort from 'onnxruntime-node'
import type { GraphOpener, OpenGraph } from '#engine/onnx/runner'
import type { Tensor } from '#engine/onnx/tensor'

/** Runs graphs in ONNX Runtime, one thread, as the program's own session does. */
export const openOnnx: GraphOpener = bytes => openOn(bytes, 'cpu')

export async function openOn(bytes: Uint8Array, provider: 'cpu' | 'webgpu'): Promise<OpenGraph> {
  const session = await ort.InferenceSession.create(bytes, {
    executionProviders: [provider === 'webgpu' ? ({ name: 'webgpu', preferredLayout: 'NCHW' } as never) : 'cpu'],
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  })
  return {
    run: async feeds => {
      const inputs = Object.entries(feeds).map(([name, t]) => [
        name,
        new ort.Tensor(t.type as 'float32', t.data as Float32Array, t.dims),
      ])
      const outputs = await session.run(Object.fromEntries(inputs))
      return Object.fromEntries(
        Object.entries(outputs).map(([name, t]) => [name, { type: t.type, dims: t.dims, data: t.data } as Tensor]),
      )
    },
    release: () => session.release(),
  }
}
