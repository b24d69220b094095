import type { ErrorCode } from '#contracts/error'
import { CueScopeError } from '#engine/base/errors'

export function refuse(code: ErrorCode, message: string, details: Record<string, unknown> = {}): never {
  throw new CueScopeError(code, message, details)
}

const MAX_SHOWN = 80

/** A name from a file, as a message may show it: cut, and without characters that could fool a terminal. */
export function shown(name: string | undefined): string {
  const plain = [...(name ?? '')].map(c => (isPrintable(c.codePointAt(0)!) ? c : '\uFFFD')).join('')
  return `"${plain.length > MAX_SHOWN ? `${plain.slice(0, MAX_SHOWN)}…` : plain}"`
}

/** No control characters, and none that turn the direction of writing. */
function isPrintable(code: number): boolean {
  const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0)
  const turnsDirection =
    (code >= 0x200e && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)
  return !isControl && !turnsDirection
}
