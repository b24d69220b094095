import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** The folder of references, models and speech beside the checkout; null where a stranger has none. */
export function sharedDir(): string | null {
  const folder = resolve(import.meta.dirname, '../../../shared')
  if (existsSync(folder)) return folder
  if (process.env.CI) throw new Error('../shared is missing: these tests must not be passed over in CI')
  return null
}
