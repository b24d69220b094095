import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { giveBackSpace } from '#engine/store/give-back-space'
import { openProjectFile, type OpenProject } from '#engine/store/open'
import { tempDir } from '../../helpers/temp-dir'

const ROWS = 400
const ROW_BYTES = 10_000
const opened: OpenProject[] = []
afterEach(() => opened.splice(0).forEach(project => project.close()))

function filled(): OpenProject {
  const project = openProjectFile(join(tempDir(), 'p.cuescope'), 'create')
  opened.push(project)
  const insert = project.db.prepare(
    'INSERT INTO audio (sha256, sample_rate_hz, channels, samples, notes) VALUES (?, 1, 1, 1, ?)',
  )
  project.db.transaction(() => {
    for (let i = 0; i < ROWS; i++) insert.run(String(i), 'x'.repeat(ROW_BYTES))
  })()
  project.db.pragma('wal_checkpoint(TRUNCATE)')
  return project
}
const bytes = ({ path }: OpenProject): number => statSync(path).size + statSync(`${path}-wal`).size

describe('engine/store/give-back-space', () => {
  it('engine/store - after much was deleted the file is small again, while it is open', () => {
    const project = filled()
    const before = bytes(project)
    expect(before).toBeGreaterThan(ROWS * ROW_BYTES)
    project.db.exec('DELETE FROM audio')
    giveBackSpace(project.db)
    expect(bytes(project)).toBeLessThan(before - 0.95 * ROWS * ROW_BYTES)
    expect(project.db.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  it('engine/store - for a few pages the file is not written anew', () => {
    const project = filled()
    const before = statSync(project.path).size
    project.db.exec(`DELETE FROM audio WHERE CAST(sha256 AS INTEGER) < ${0.05 * ROWS}`)
    giveBackSpace(project.db)
    expect(project.db.pragma('freelist_count', { simple: true })).toBeGreaterThan(0)
    expect(statSync(project.path).size).toBe(before)
  })
})
