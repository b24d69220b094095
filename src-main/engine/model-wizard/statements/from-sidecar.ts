import { frontEndSchema, modelManifestSchema } from '#contracts/model'
import { isRecord, nothingSaid, type Statement, type Statements } from './statement'

/** A model.json that is there: whole, or what of it can be used. What a whole one leaves out has the format's defaults. */
export function fromSidecar(json: unknown, source: string): Statements {
  if (!isRecord(json)) return nothingSaid
  const whole = modelManifestSchema.safeParse(json)
  const { frontEnd, ...card } = (whole.success ? whole.data : json) as Record<string, unknown>
  const known = new Set(Object.keys(modelManifestSchema.shape))
  const said: Statement[] = Object.entries(card)
    .filter(([field]) => known.has(field))
    .map(([field, value]) => ({ field, value, source }))
  const ofFrontEnd = isRecord(frontEnd) ? Object.entries(frontEnd) : []
  const fields = new Set(Object.keys(frontEndSchema.shape))
  for (const [field, value] of ofFrontEnd)
    if (fields.has(field)) said.push({ field: `frontEnd.${field}`, value, source })
  return { said, notes: [] }
}
