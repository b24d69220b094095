import type { Context } from 'hono'
import type { z } from 'zod'
import { CueScopeError } from '#engine/base/errors'

/** The request's JSON body after this schema. @throws CueScopeError that names the field */
export async function jsonBody<Schema extends z.ZodType>(c: Context, schema: Schema): Promise<z.output<Schema>> {
  if (!(c.req.header('content-type') ?? '').startsWith('application/json'))
    throw new CueScopeError('bad-option', 'Send JSON (content-type: application/json).')
  let json: unknown
  try {
    json = await c.req.json()
  } catch (cause) {
    throw new CueScopeError('not-json', 'The request body is not JSON.', {}, { cause })
  }
  return parsed(schema, json)
}

/** The request's query after this schema. */
export function query<Schema extends z.ZodType>(c: Context, schema: Schema): z.output<Schema> {
  return parsed(schema, c.req.query())
}

/** A number in the path. */
export function idParameter(c: Context, name: string): number {
  const value = Number(c.req.param(name))
  if (!Number.isSafeInteger(value) || value < 0)
    throw new CueScopeError('not-found', `"${c.req.param(name)}" is no number of a ${name}.`)
  return value
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const field = issue.path.join('.')
  throw new CueScopeError('bad-option', field === '' ? issue.message : `${field}: ${issue.message}`, { field })
}
