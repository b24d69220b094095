import type { Dirent } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { importers } from '#engine/datasets/importers'
import { fromNames } from '#engine/datasets/from-names'
import { walkFolder } from '#engine/datasets/walk-folder'

function entry(name: string, kind: 'file' | 'folder'): Dirent {
  const isFile = kind === 'file'
  return { name, isFile: () => isFile, isDirectory: () => !isFile, isSymbolicLink: () => false } as Dirent
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code })
}

describe('engine/datasets/walk-folder', () => {
  it.each([
    ['EACCES', 'permission-denied'],
    ['ENOENT', 'file-missing'],
    ['EIO', 'bad-path'],
  ])('engine/datasets - a folder inside that answers %s is told and costs only itself', async (systemCode, code) => {
    const readFolder = async (path: string): Promise<Dirent[]> => {
      if (path.endsWith('locked')) throw failure(systemCode)
      return path.endsWith('root') ? [entry('locked', 'folder'), entry('open', 'folder')] : [entry('a.wav', 'file')]
    }
    const { files, refused } = await walkFolder('/root', { readFolder })
    expect(files).toEqual(['open/a.wav'])
    expect(refused).toEqual([expect.objectContaining({ file: 'locked', code })])
  })

  it('engine/datasets - the folder itself must be readable', async () => {
    const readFolder = async (): Promise<Dirent[]> => Promise.reject(failure('EACCES'))
    await expect(walkFolder('/root', { readFolder })).rejects.toThrow(
      expect.objectContaining({ code: 'permission-denied' }),
    )
  })

  it("engine/datasets - the order does not depend on the file system's", async () => {
    const names = ['b.wav', 'B.wav', 'a/', 'a.wav', 'é.wav', 'e\u0301.wav', '\u{1f600}.wav', '\uff01.wav', 'a-.wav']
    const walk = async (order: string[]): Promise<readonly string[]> => {
      const readFolder = async (path: string): Promise<Dirent[]> =>
        path.endsWith('root')
          ? order.map(name => (name.endsWith('/') ? entry(name.slice(0, -1), 'folder') : entry(name, 'file')))
          : [entry('z.wav', 'file')]
      return (await walkFolder('/root', { readFolder })).files
    }
    const forward = await walk(names)
    expect(forward).toEqual([
      'B.wav',
      'a-.wav',
      'a.wav',
      'a/z.wav',
      'b.wav',
      'e\u0301.wav',
      'é.wav',
      '\u{1f600}.wav',
      '\uff01.wav',
    ])
    expect(await walk(names.toReversed())).toEqual(forward)
  })

  it('engine/datasets - 100,000 files are recognised in well under 10 s', async () => {
    const actors = Array.from({ length: 1000 }, (_, i) => entry(`Actor_${i}`, 'folder'))
    const clips = Array.from({ length: 100 }, (_, i) =>
      entry(`03-01-0${1 + (i % 8)}-01-01-01-${String(1 + (i % 24)).padStart(2, '0')}.wav`, 'file'),
    )
    const readFolder = async (path: string): Promise<Dirent[]> => (path.endsWith('root') ? actors : clips)
    const startMs = performance.now()
    const { files } = await walkFolder('/root', { readFolder })
    const found = await fromNames(files, importers, () => Promise.reject(failure('EIO')))
    expect(found.clips).toHaveLength(100_000)
    expect(performance.now() - startMs).toBeLessThan(5000)
  })
})
