import { float32 } from '#engine/onnx/tensor'
import type { OpenGraph } from '#engine/onnx/runner'
import { GraphCache } from '#engine/saliency/graph-cache'
import { createSubject, type Subject } from '#engine/saliency/subject'
import type { Forward } from '#engine/saliency/saliency'
import { openOnnx } from './onnx-session'

/** A model file as the methods see it, run by ONNX Runtime on the CPU. */
export async function modelSubject(
  bytes: Uint8Array,
  names = { input: 'logmel', output: 'logits' },
): Promise<Subject & { close(): Promise<void> }> {
  const plain = await openOnnx(bytes)
  const cache = new GraphCache(openOnnx)
  const subject = createSubject({ bytes, modelHash: 'test', forward: forwardOf(plain, names), cache })
  return {
    ...subject,
    close: async () => {
      await cache.close()
      await plain.release()
    },
  }
}

export function forwardOf({ run }: OpenGraph, names: { input: string; output: string }): Forward {
  return async (batch, n, mels, frames) => {
    const outputs = await run({ [names.input]: float32([n, 1, mels, frames], batch) })
    return outputs[names.output].data as Float32Array
  }
}
