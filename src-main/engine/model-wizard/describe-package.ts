import { join } from 'node:path'
import type { ModelDetails } from '#contracts/model-wizard'
import { parseJsonFile } from '#engine/files/parse-json'
import { readRegularFile } from '#engine/files/read-file'
import { readModelPackage } from '#engine/models/model-package'
import { preflight, type TensorFacts } from '#engine/onnx/preflight/preflight'
import { isRecord } from './statements/statement'

const MAX_MANIFEST_BYTES = 2 ** 20

/** What a package and its model file say of themselves. Reads a stranger's file: for a worker process. @throws CueScopeError */
export async function describePackage(folder: string): Promise<ModelDetails> {
  const { manifest, onnx } = await readModelPackage(folder)
  const { producer, opset, inputs, outputs, metadata } = preflight(onnx)
  const tensor = ({ name, type, dims }: TensorFacts): ModelDetails['input'] => ({ name, type, dims: dims && [...dims] })
  return {
    ...{ folder, producer, opset, bytes: onnx.length, frontEnd: manifest.frontEnd },
    input: tensor(inputs[0]),
    output: tensor(outputs[0]),
    metadata: [...metadata].map(([key, value]) => ({ key, value })),
    sources: await sourcesOf(join(folder, 'model.json')),
  }
}

/** As write-package.ts keeps them; none where somebody else wrote the package. */
async function sourcesOf(path: string): Promise<Record<string, string>> {
  const json = parseJsonFile(await readRegularFile(path, MAX_MANIFEST_BYTES), path)
  const provenance = isRecord(json) ? json.provenance : null
  const sources = isRecord(provenance) && isRecord(provenance.sources) ? provenance.sources : {}
  return Object.fromEntries(Object.entries(sources).flatMap(([field, source]) => [[field, String(source)]]))
}
