import type { ErrorCode } from '#contracts/error'
import { CueScopeError, toErrorBody } from '#engine/base/errors'
import { sqliteError } from '#engine/store/open'

const statuses: Partial<Record<ErrorCode, number>> = {
  'internal-error': 500,
  'not-found': 404,
  forbidden: 403,
  'project-in-use': 409,
  'project-exists': 409,
  'engine-gone': 503,
  'disk-full': 507,
}

/** An error as the API says it; what is not expected trouble is logged with its stack. */
export function errorResponse(thrown: unknown, log: (message: string) => void): Response {
  const isOfSqlite = ((thrown as { code?: unknown } | null)?.code?.toString() ?? '').startsWith('SQLITE_')
  const error = isOfSqlite ? sqliteError('this project', thrown) : thrown
  if (!(error instanceof CueScopeError)) log(error instanceof Error ? (error.stack ?? error.message) : String(error))
  const body = toErrorBody(error)
  return Response.json(body, { status: statuses[body.code] ?? 422 })
}
