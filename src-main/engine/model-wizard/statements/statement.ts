import type { ErrorBody } from '#contracts/error'

/** What one place says about one field of model.json. */
export interface Statement {
  /** `labels`, `frontEnd.nFft`... */
  readonly field: string
  readonly value: unknown
  /** Where it stands, in words. */
  readonly source: string
}

/** All that one place says, and what of it can't be used. */
export interface Statements {
  readonly said: readonly Statement[]
  readonly notes: readonly ErrorBody[]
}

export const nothingSaid: Statements = { said: [], notes: [] }

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
