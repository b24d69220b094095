import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newEngineAddress } from '#shells/engine-address'

describe.runIf(process.platform !== 'win32')('shells/engine-address', () => {
  it('is in a folder that only this user can enter, and goes with it', () => {
    const address = newEngineAddress()
    const folder = dirname(address.socketPath)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    // What the system allows for the path of a socket (macOS: 104 bytes with the end mark).
    expect(address.socketPath.length).toBeLessThan(104)
    address.dispose()
    expect(existsSync(folder)).toBe(false)
  })

  it('removes the folder of a shell that was killed, not that of one that runs', () => {
    const { pid: deadPid } = spawnSync(process.execPath, ['-e', ''])
    const left = mkdtempSync(join(tmpdir(), `cuescope-shell-${deadPid}-`))
    const inUse = newEngineAddress()
    newEngineAddress().dispose()
    expect(existsSync(left)).toBe(false)
    expect(existsSync(dirname(inUse.socketPath))).toBe(true)
    inUse.dispose()
  })
})
