import { labelsFileSchema, type LabelsFile } from '#contracts/labels-file'
import { CueScopeError } from '#engine/base/errors'

/** What came as a labels file. @param name of the file, for messages @throws CueScopeError wrong-type, schema-version, missing-key */
export function readLabelsFile(json: unknown, name: string): LabelsFile {
  const { kind, version } = (json ?? {}) as { kind?: unknown; version?: unknown }
  if (kind !== 'cuescope-labels')
    throw new CueScopeError('wrong-type', `${name} is no labels file: make one with cuescope labels export.`, { name })
  if (version !== 1) {
    const message = `${name} is a labels file of version ${String(version)}; this program reads version 1. Use a newer CueScope.`
    throw new CueScopeError('schema-version', message, { name, version })
  }
  const result = labelsFileSchema.safeParse(json)
  if (result.success) return result.data
  const { path, message } = result.error.issues[0]
  const where = path.join('.')
  throw new CueScopeError('wrong-type', `${name} can’t be merged: ${where}: ${message}`, { name, where })
}
