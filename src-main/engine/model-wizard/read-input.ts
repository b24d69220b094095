import { inputLayoutSchema, type Confidence, type InputLayout } from '#contracts/model-wizard'
import { dataTypeName } from '#engine/onnx/data-types'
import type { ModelProto, ValueInfoProto } from '#engine/onnx/proto/messages'
import { refuse, shown } from '#engine/onnx/preflight/refuse'

export interface OpenDims {
  readonly name: string
  readonly type: string
  /** Sizes, names of open ones, null: neither. Null as a whole: not even the rank is given. */
  readonly dims: readonly (number | string | null)[] | null
}

export interface InputReading extends OpenDims {
  readonly layout: InputLayout
  readonly confidence: Confidence
  /** null: open. */
  readonly batch: number | null
  readonly mels: number | null
  readonly frames: number | null
}

/** Sizes that people give a mel axis. */
const usualMels = new Set([13, 20, 23, 24, 26, 32, 40, 48, 60, 64, 80, 96, 100, 112, 120, 128, 160, 224, 229, 256])

/**
 * Which axis of the only input is which.
 * @param asked `input.layout` as answered; undefined: found out
 * @param statedMels how many bands there are said to be, which tells two fixed sizes apart
 * @throws CueScopeError
 */
export function readInput(model: ModelProto, asked: unknown, statedMels?: unknown): InputReading {
  const weights = new Set(model.graph?.initializer?.map(({ name }) => name))
  const inputs = (model.graph?.input ?? []).filter(({ name }) => !weights.has(name)).map(openDims)
  const [input] = inputs
  if (inputs.length !== 1) {
    const names = inputs.map(({ name }) => shown(name)).join(', ')
    refuse('unsupported-signature', `The model has the inputs ${names}; it should have one, the log-Mel.`)
  }
  if (input.name === '__proto__')
    refuse('unsupported-signature', 'The input is called __proto__, which no runtime here can feed.')
  if (input.type !== 'float32' && input.type !== 'float16')
    refuse('wrong-input-type', `The input is ${input.type}; float32 (or float16) log-Mels are needed.`)
  const rank = input.dims?.length
  if (rank === 2)
    refuse(
      'wrong-input-rank',
      'The input has two axes: a waveform, or one value a feature. A CNN on log-Mels is needed.',
    )
  if (rank !== undefined && rank !== 3 && rank !== 4)
    refuse('wrong-input-rank', `The input has ${rank} axes; [n, 1, mels, frames] or [n, mels, frames] is needed.`)
  const dims = input.dims ?? [null, 1, null, null]
  const { layout, confidence } =
    asked === undefined ? layoutOf(dims, statedMels) : { layout: fitting(asked, dims), confidence: 'certain' as const }
  const size = (axis: string): number | null => {
    const dim = dims[layout.indexOf(axis)]
    return typeof dim === 'number' && dim > 0 ? dim : null
  }
  const batch = size('n')
  if (batch !== null && batch > 1)
    refuse(
      'fixed-batch',
      `The model takes ${batch} clips at a time. Export it with a dynamic batch axis, or for one clip.`,
    )
  return { ...input, layout, confidence, batch, mels: size('m'), frames: size('t') }
}

export function openDims({ name, type }: ValueInfoProto): OpenDims {
  const tensor = type?.tensorType
  const other = type?.sequenceType ?? type?.mapType ?? type?.optionalType ?? type?.sparseTensorType
  const dims = tensor?.shape
    ? (tensor.shape.dim ?? []).map(({ value, param }) =>
        value !== undefined && value > 0n ? Number(value) : (param ?? null),
      )
    : null
  return { name: name ?? '', type: other ? 'no tensor' : dataTypeName(Number(tensor?.elemType ?? 0n)), dims }
}

type Dims = readonly (number | string | null)[]

function layoutOf(dims: Dims, mels: unknown): { layout: InputLayout; confidence: Confidence } {
  if (dims.length === 3) return turned(dims[1], dims[2], mels, 'nmt', 'ntm')
  if (dims[1] === 1 || (dims[3] !== 1 && typeof dims[1] !== 'number'))
    return turned(dims[2], dims[3], mels, 'n1mt', 'n1tm')
  if (dims[3] === 1) return turned(dims[1], dims[2], mels, 'nmt1', 'ntm1')
  return refuse(
    'wrong-input-rank',
    `The input has ${dims[1]} channels (shape ${dims.map(dim => dim ?? '?').join(' x ')}); one log-Mel, [n, 1, mels, frames], is needed. Export the model with one channel.`,
    { dims },
  )
}

/** `first`, `second`: the two axes that are neither clips nor channel. */
function turned(
  first: Dims[number],
  second: Dims[number],
  mels: unknown,
  melsFirst: InputLayout,
  timeFirst: InputLayout,
): { layout: InputLayout; confidence: Confidence } {
  const isOpen = [first, second].map(dim => typeof dim !== 'number')
  const byName = (dim: Dims[number]): 'm' | 't' | null =>
    typeof dim !== 'string'
      ? null
      : /mel|freq|band|bin|feat/i.test(dim)
        ? 'm'
        : /time|frame|seq|len|^t$|width/i.test(dim)
          ? 't'
          : null
  if (byName(first) === 'm' || byName(second) === 't') return { layout: melsFirst, confidence: 'certain' }
  if (byName(first) === 't' || byName(second) === 'm') return { layout: timeFirst, confidence: 'certain' }
  if (isOpen[0] !== isOpen[1]) return { layout: isOpen[1] ? melsFirst : timeFirst, confidence: 'certain' }
  if (isOpen[0]) return { layout: melsFirst, confidence: 'guessed' }
  const [a, b] = [first as number, second as number]
  if (a !== b && (a === mels || b === mels)) return { layout: a === mels ? melsFirst : timeFirst, confidence: 'stated' }
  const isUsual = [usualMels.has(a), usualMels.has(b)]
  const areMelsFirst = isUsual[0] === isUsual[1] ? a <= b : isUsual[0]
  return { layout: areMelsFirst ? melsFirst : timeFirst, confidence: 'guessed' }
}

function fitting(asked: unknown, dims: Dims): InputLayout {
  const parsed = inputLayoutSchema.safeParse(asked)
  if (!parsed.success)
    refuse('bad-option', `input.layout is one of ${inputLayoutSchema.options.join(', ')}, not ${shown(String(asked))}.`)
  const layout = parsed.data
  const channel = dims[layout.indexOf('1')]
  if (layout.length !== dims.length || (layout.includes('1') && typeof channel === 'number' && channel !== 1))
    refuse(
      'bad-option',
      `input.layout ${layout} does not fit the input's shape ${dims.map(dim => dim ?? '?').join(' x ')}.`,
    )
  return layout
}
