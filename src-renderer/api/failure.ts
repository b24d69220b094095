import type { ErrorBody, ErrorCode } from '#contracts/error'
import { engineFailureWords } from '../text/words/engine-failure'

/** Trouble that the API reported, or that kept us from reaching it (`engine-gone`). */
export class ApiFailure extends Error {
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(body: ErrorBody) {
    super(body.message)
    this.name = 'ApiFailure'
    this.code = body.code
    this.details = body.details ?? {}
  }
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

/** Anything thrown, as a body that a screen can put into words. */
export function toErrorBody(error: unknown): ErrorBody {
  if (error instanceof ApiFailure) return { code: error.code, message: error.message, details: { ...error.details } }
  return { code: 'internal-error', message: error instanceof Error ? error.message : String(error) }
}

/** The body of a response that isn't ok; one that isn't ours (a proxy's page, nothing) counts as the engine being gone. */
export async function readFailure(response: Response): Promise<ApiFailure> {
  const body: unknown = await response.json().catch(() => null)
  if (isErrorBody(body)) return new ApiFailure(body)
  if (response.status >= 502) return engineGone()
  return new ApiFailure({ code: 'internal-error', message: engineFailureWords.status(response.status) })
}

export function engineGone(): ApiFailure {
  return new ApiFailure({ code: 'engine-gone', message: engineFailureWords.gone })
}

function isErrorBody(body: unknown): body is ErrorBody {
  return typeof body === 'object' && body !== null && 'code' in body && 'message' in body
}
