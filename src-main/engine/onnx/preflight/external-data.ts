import type { TensorProto } from '#engine/onnx/proto/messages'
import { refuse, shown } from './refuse'

/** Weights that lie in a file beside the model. */
export interface ExternalRange {
  readonly tensor: string
  /** A plain path below the model's folder. */
  readonly location: string
  readonly offset: number
  /** null: to the end of the file. */
  readonly length: number | null
  /** What the tensor's shape and type ask for. */
  readonly bytes: number
}

/**
 * Where a tensor's external data lies, if it may lie there at all: a relative path with forward slashes that goes
 * nowhere but down. The caller makes sure that it is a regular file of one link, inside the folder after links.
 */
export function externalRange(tensor: TensorProto, bytes: number): ExternalRange {
  const entries = new Map((tensor.externalData ?? []).map(entry => [entry.key ?? '', entry.value ?? '']))
  const name = tensor.name ?? ''
  const location = entries.get('location')
  if (!location)
    refuse('external-data-missing', `The weights ${shown(name)} are said to lie in another file, which is not named.`, {
      tensor: name,
    })
  if (!isPlainBelow(location)) {
    const why = `The weights ${shown(name)} are said to lie at ${shown(location)}: only files in the model's own folder are read.`
    refuse('external-data-outside', why, { tensor: name, location })
  }
  const number = (key: string): number | null => {
    const text = entries.get(key)
    if (text === undefined) return null
    const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN
    if (!Number.isSafeInteger(value))
      refuse('external-data-bad-range', `The weights ${shown(name)} have the ${key} ${shown(text)}.`, { tensor: name })
    return value
  }
  const [offset, length] = [number('offset') ?? 0, number('length')]
  if (length !== null && length !== bytes) {
    const why = `The weights ${shown(name)} take ${bytes} bytes by their shape, but ${length} are given.`
    refuse('external-data-bad-range', why, { tensor: name, bytes, length })
  }
  return { tensor: name, location, offset, length, bytes }
}

/** Compares with the file found; null: there is none. */
export function checkExternalRange(range: ExternalRange, fileBytes: number | null): void {
  const { tensor, location, offset, bytes } = range
  if (fileBytes === null)
    refuse('external-data-missing', `The model's weights file ${shown(location)} is missing.`, { tensor, location })
  if (offset + bytes <= fileBytes) return
  const why = `The weights ${shown(tensor)} should end at byte ${offset + bytes} of ${shown(location)}, which has ${fileBytes}.`
  refuse('external-data-bad-range', why, { tensor, location, offset, bytes, fileBytes })
}

function isPlainBelow(location: string): boolean {
  const hasOddCharacter = [...location].some(c => c < ' ' || c === '\\' || c === ':')
  const parts = location.split('/')
  return !hasOddCharacter && parts.every(part => part !== '' && part !== '.' && part !== '..')
}
