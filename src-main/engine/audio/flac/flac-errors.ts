import { CueScopeError } from '#engine/base/errors'

export function flacDecodeError(reason: string): CueScopeError {
  return new CueScopeError('decode-error', `its blocks can't be decoded (${reason}). Get the file again.`, { reason })
}
