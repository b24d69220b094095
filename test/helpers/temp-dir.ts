import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A new, empty folder, removed when the test file is through. To be called at its top level, or in a hook or test. */
export function tempDir(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'cuescope-test-'))
  made.push(folder)
  return folder
}

const made: string[] = []

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})
