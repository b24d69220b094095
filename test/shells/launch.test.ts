import { existsSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../helpers/built-program'

interface Places {
  readonly projectNode: string
  readonly scripts: Record<string, string>
}
const launch = (file: string): string => join(projectRoot, 'src-main/shells/launch', file)

describe('shells/launch', () => {
  it('every script that npm test starts is there', async () => {
    const { scripts, projectNode } = (await import(launch('places.mjs'))) as Places
    expect(existsSync(projectNode)).toBe(true)
    expect(Object.values(scripts).filter(path => !existsSync(path))).toEqual([])
  })

  it('installed packages are recognised, however they were installed', async () => {
    const { arePackagesComplete } = (await import(launch('packages.mjs'))) as { arePackagesComplete(): boolean }
    expect(arePackagesComplete()).toBe(true)
  })

  it('an unknown section is refused with the list of those there are', () => {
    const { status, stderr } = spawnSync(process.execPath, [launch('test.mjs'), 'nothing'], { encoding: 'utf8' })
    expect(status).toBe(2)
    expect(stderr).toContain('format, types, lint, architecture, unit, browser, electron')
  })
})
