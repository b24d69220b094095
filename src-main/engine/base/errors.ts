import './plain-issues'
import type { ErrorBody, ErrorCode } from '#contracts/error'

/**
 * Expected trouble: something about the user's files, model or settings. The message says what is wrong and what to
 * do; `details` holds the values seen. Anything that is not a CueScopeError is a bug.
 */
export class CueScopeError extends Error {
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'CueScopeError'
    this.code = code
    this.details = details
  }
}

/** Turns anything thrown into a body that may cross a border. */
export function toErrorBody(error: unknown): ErrorBody {
  if (error instanceof CueScopeError) return { code: error.code, message: error.message, details: { ...error.details } }
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'internal-error', message: `Unexpected error: ${message}` }
}

/** Rebuilds the error on the other side of a border. */
export function fromErrorBody(body: ErrorBody): CueScopeError {
  return new CueScopeError(body.code, body.message, body.details ?? {})
}
