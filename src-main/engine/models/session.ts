import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type * as Ort from 'onnxruntime-node'
import type { Provider } from '#contracts/provider'
import { CueScopeError } from '#engine/base/errors'
import type { OpenGraph } from '#engine/onnx/runner'
import type { Tensor } from '#engine/onnx/tensor'
import type { Forward } from './forward'

// The runtime reports to its makers unless told not to before it is loaded: hence no static import.
process.env.ORT_DISABLE_TELEMETRY = '1'
const load = createRequire(import.meta.url)
const ort = load('onnxruntime-node') as typeof Ort

export interface ModelSession {
  readonly forward: Forward
  release(): Promise<void>
}

/**
 * Opens an ONNX model from memory (external data is out of reach). One thread and no spinning: the audit runs
 * one worker process a core. `create` and `run` block the event loop: for worker processes only.
 */
export async function openModelSession(
  onnx: Uint8Array,
  labels: number,
  provider: Provider = 'cpu',
): Promise<ModelSession> {
  const session = await openSession(onnx, provider)
  checkSignature(session)
  const [input, output] = [session.inputNames[0], session.outputNames[0]]

  const forward: Forward = async (batch, n, mels, frames) => {
    let results: Ort.InferenceSession.OnnxValueMapType
    try {
      results = await session.run({ [input]: new ort.Tensor('float32', batch, [n, 1, mels, frames]) })
    } catch (cause) {
      const shape = `[${n}, 1, ${mels}, ${frames}]`
      throw new CueScopeError(
        'run-failed',
        `The model failed on an input of shape ${shape}: ${(cause as Error).message}`,
        {},
        { cause },
      )
    }
    return checkedLogits(results[output] as Ort.Tensor, n, labels)
  }
  return { forward, release: () => session.release() }
}

/** Opens a graph that the program wrote itself (an explanation of a model), by names of inputs and outputs. */
export async function openOnnxGraph(bytes: Uint8Array, provider: Provider = 'cpu'): Promise<OpenGraph> {
  const session = await openSession(bytes, provider)
  return {
    run: async feeds => {
      const inputs = Object.entries(feeds).map(([name, { type, data, dims }]) => [
        name,
        new ort.Tensor(type as 'float32', data as Float32Array, dims),
      ])
      const outputs = await session.run(Object.fromEntries(inputs)).catch(cause => Promise.reject(runFailure(cause)))
      const tensors = Object.entries(outputs).map(([name, { type, data, dims }]) => [
        name,
        { type, data, dims } as Tensor,
      ])
      return Object.fromEntries(tensors)
    },
    release: () => session.release(),
  }
}

function runFailure(cause: unknown): CueScopeError {
  return new CueScopeError('run-failed', `The explanation graph failed: ${(cause as Error).message}`, {}, { cause })
}

/** Why a provider can't even be tried on this machine; null: it can. */
export function providerObstacle(provider: Provider): string | null {
  const backend = ort.listSupportedBackends().find(({ name }) => name === provider)
  if (!backend) return `ONNX Runtime has no ${provider} on ${process.platform}`
  // Asking ONNX Runtime for it would say the same, on stderr and less clearly.
  return backend.bundled || existsSync(join(runtimeFolder(), `libonnxruntime_providers_${provider}.so`))
    ? null
    : `its libraries are not installed in ${runtimeFolder()}`
}

function runtimeFolder(): string {
  const binaries = join(dirname(load.resolve('onnxruntime-node/package.json')), 'bin/napi-v6')
  return join(binaries, process.platform, process.arch)
}

/** Left to itself WebGPU reorders channels, and some grouped convolutions come out wrong without an error. */
function executionProvider(provider: Provider): Ort.InferenceSession.ExecutionProviderConfig {
  return provider === 'webgpu'
    ? ({ name: 'webgpu', preferredLayout: 'NCHW' } as Ort.InferenceSession.ExecutionProviderConfig)
    : provider
}

async function openSession(bytes: Uint8Array, provider: Provider): Promise<Ort.InferenceSession> {
  try {
    return await ort.InferenceSession.create(bytes, {
      executionProviders: [executionProvider(provider)],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      logSeverityLevel: 4,
      extra: {
        session: {
          intra_op: { allow_spinning: '0' },
          model_external_initializers_file_folder_path: nowhere(),
        },
      },
    })
  } catch (cause) {
    throw loadError(cause as Error)
  }
}

/** External data of a model that comes as bytes would be looked for where the process stands; here there is nothing. */
function nowhere(): string {
  return join(tmpdir(), `no-external-data-${randomUUID()}`)
}

/** ONNX Runtime tells by its words only what was wrong. */
function loadError(cause: Error): CueScopeError {
  if (/External data/i.test(cause.message)) {
    const message = 'The model keeps its weights in other files. Save it as one file, with the weights in it.'
    return new CueScopeError('external-data-outside', message, {}, { cause })
  }
  if (cause.message.includes('protobuf parsing failed')) {
    const message = 'model.onnx is not an ONNX model, or a damaged one. Export it or download it again.'
    return new CueScopeError('not-onnx', message, {}, { cause })
  }
  return new CueScopeError('invalid-graph', `The model can't be loaded: ${cause.message}`, {}, { cause })
}

function checkSignature(session: Ort.InferenceSession): void {
  if (session.inputNames.length !== 1)
    throw new CueScopeError(
      'unsupported-signature',
      `The model has ${session.inputNames.length} inputs (${session.inputNames.join(', ')}); one log-Mel input is needed.`,
    )
  if (session.outputNames.length < 1) throw new CueScopeError('no-outputs', 'The model has no output.')
  const input = session.inputMetadata[0]
  if (!input.isTensor || input.type !== 'float32')
    throw new CueScopeError(
      'wrong-input-type',
      `The model's input is ${input.isTensor ? input.type : 'not a tensor'}; float32 is needed.`,
    )
  if (input.shape.length !== 4)
    throw new CueScopeError(
      'wrong-input-rank',
      `The model's input has ${input.shape.length} dimensions; [n, 1, mels, frames] is needed.`,
    )
  if (typeof input.shape[1] === 'number' && input.shape[1] !== 1)
    throw new CueScopeError(
      'wrong-input-rank',
      `The model's input has ${input.shape[1]} channels; one log-Mel, [n, 1, mels, frames], is needed.`,
    )
}

function checkedLogits(tensor: Ort.Tensor, n: number, labels: number): Float32Array {
  if (tensor.type !== 'float32')
    throw new CueScopeError('wrong-output-type', `The model's output is ${tensor.type}; float32 logits are needed.`)
  const [rows, cols] = tensor.dims
  if (tensor.dims.length !== 2 || rows !== n)
    throw new CueScopeError(
      'wrong-output-shape',
      `The model's output has shape [${tensor.dims.join(', ')}]; [n, labels] is needed.`,
    )
  if (cols !== labels)
    throw new CueScopeError(
      'label-count-mismatch',
      `The model gives ${cols} values, but model.json names ${labels} labels.`,
    )
  return tensor.data as Float32Array
}
