import { CueScopeError } from '#engine/base/errors'

export function vorbisHeaderError(what: string): CueScopeError {
  const message = `its Vorbis header is damaged (${what}). Get the file again.`
  return new CueScopeError('corrupt-header', message, { what })
}
