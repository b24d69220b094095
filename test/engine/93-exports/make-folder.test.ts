import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFolder } from '#engine/files/make-folder'
import { tempDir } from '../../helpers/temp-dir'

const work = tempDir()

describe('engine/files - folders', () => {
  it('engine/files - makes all that is missing, at once and several times over', async () => {
    const deep = join(work, 'a', 'b', 'c')
    await Promise.all([makeFolder(deep), makeFolder(deep), makeFolder(join(work, 'a'))])
    await makeFolder(deep)
    expect(existsSync(deep)).toBe(true)
  })

  it('engine/files - a file in the way is refused by name', async () => {
    const file = join(work, 'file')
    writeFileSync(file, '')
    await expect(makeFolder(file)).rejects.toMatchObject({ code: 'bad-path' })
    await expect(makeFolder(join(file, 'x'))).rejects.toThrow(file)
  })

  it.runIf(process.platform === 'linux')(
    'engine/files - a place that takes no folders is refused, not tried for ever',
    async () => {
      await expect(makeFolder('/proc/cuescope/out')).rejects.toMatchObject({ code: 'bad-path' })
    },
  )
})
