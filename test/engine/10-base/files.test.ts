import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readRegularFile } from '#engine/files/read-file'
import { residentBytes } from '#engine/files/resident-bytes'
import { writeAtomic } from '#engine/files/write-atomic'
import { LibraryStore } from '#engine/library/library'
import { codeOf } from '../../helpers/error-code'
import { tempDir } from '../../helpers/temp-dir'

describe('engine/files', () => {
  it('engine/files - reads a file up to a limit, and no further', async () => {
    const path = join(tempDir(), 'x.bin')
    writeFileSync(path, 'hello')
    expect(Buffer.from(await readRegularFile(path, 5)).toString()).toBe('hello')
    expect(await codeOf(() => readRegularFile(path, 4))).toBe('too-large')
  })

  it('engine/files - what is no regular file is refused with a reason', async () => {
    const folder = tempDir()
    expect(await codeOf(() => readRegularFile(join(folder, 'nowhere'), 9))).toBe('file-missing')
    expect(await codeOf(() => readRegularFile(folder, 9))).toMatch(/^not-regular-file$/)
    expect(await codeOf(() => readRegularFile(join(folder, 'x\0y'), 9))).toBe('bad-path')
  })

  it.runIf(process.platform === 'linux')(
    'engine/files - a pipe or a device is refused at once, not waited for',
    async () => {
      const pipe = join(tempDir(), 'pipe.wav')
      execFileSync('mkfifo', [pipe])
      expect(await codeOf(() => readRegularFile(pipe, 9))).toBe('not-regular-file')
      expect(await codeOf(() => readRegularFile('/dev/zero', 9))).toBe('not-regular-file')
    },
  )

  it.runIf(process.platform === 'linux' && process.getuid?.() !== 0)(
    'engine/files - a file that may not be read says so',
    async () => {
      const path = join(tempDir(), 'x')
      writeFileSync(path, 'x')
      chmodSync(path, 0)
      expect(await codeOf(() => readRegularFile(path, 9))).toBe('permission-denied')
    },
  )

  it('engine/files - a file is written whole or not at all, and nothing is left beside it', async () => {
    const folder = tempDir()
    const path = join(folder, 'x.json')
    await writeAtomic(path, 'one')
    await writeAtomic(path, Buffer.from('two'))
    expect(readFileSync(path, 'utf8')).toBe('two')
    expect(readdirSync(folder)).toEqual(['x.json'])
    expect(await codeOf(() => writeAtomic(join(folder, 'nowhere/x'), 'x'))).toBe('file-missing')
    mkdirSync(join(folder, 'taken'))
    expect(await codeOf(() => writeAtomic(join(folder, 'taken'), 'x'))).not.toBe('accepted')
    expect(readdirSync(folder).sort()).toEqual(['taken', 'x.json'])
  })

  it('engine/files - many writers of one file: the last one stands, whole', async () => {
    const path = join(tempDir(), 'x.json')
    const texts = Array.from({ length: 20 }, (_, i) => JSON.stringify(Array.from({ length: 5000 }, () => i)))
    await Promise.all(texts.map(text => writeAtomic(path, text)))
    expect(texts).toContain(readFileSync(path, 'utf8'))
  })

  it.runIf(process.platform === 'linux')('engine/files - the memory of a process, and 0 for one that is gone', () => {
    const { rss } = process.memoryUsage()
    expect(Math.abs(residentBytes(process.pid) - rss)).toBeLessThan(0.2 * rss)
    expect(residentBytes(2 ** 22 + 1)).toBe(0)
    expect(residentBytes(undefined)).toBe(0)
  })
})

describe('engine/library', () => {
  const project = (path: string): { path: string; openedAt: string; clips: number; audits: number } => ({
    path,
    openedAt: '2026-01-01',
    clips: 1,
    audits: 1,
  })
  const trouble: unknown[] = []
  const open = (path: string): Promise<LibraryStore> => LibraryStore.open(path, error => trouble.push(error))

  it('engine/library - the last opened project is first; forgotten ones are gone; all of it survives a restart', async () => {
    const path = join(tempDir(), 'deep/library.json')
    const library = await open(path)
    for (const name of ['a', 'b', 'a']) await library.remember(project(name))
    await library.addModelFolder('/m')
    await library.addModelFolder('/m')
    expect(library.projects.map(known => known.path)).toEqual(['a', 'b'])
    await library.forget('b')
    const again = await open(path)
    expect(again.projects.map(known => known.path)).toEqual(['a'])
    expect(again.modelFolders).toEqual(['/m'])
    expect(trouble).toEqual([])
  })

  it.each([
    '{"version": 1, "projects": [',
    '{"version": 2, "projects": [], "modelFolders": []}',
    '[]',
    '\0\0\0',
    '{"version":1,"projects":[{"path":5}],"modelFolders":[]}',
    '',
  ])('engine/library - a damaged library (%j) is set aside, and the program starts', async text => {
    const path = join(tempDir(), 'library.json')
    writeFileSync(path, text)
    const reported: unknown[] = []
    const library = await LibraryStore.open(path, error => reported.push(error))
    expect(reported).toHaveLength(1)
    expect(library.projects).toEqual([])
    expect(readFileSync(`${path}.damaged`, 'utf8')).toBe(text)
    await library.remember(project('a'))
    expect((await LibraryStore.open(path, error => reported.push(error))).projects).toHaveLength(1)
    expect(reported).toHaveLength(1)
    expect(existsSync(path)).toBe(true)
  })

  it('engine/library - many changes at once lose none', async () => {
    const path = join(tempDir(), 'library.json')
    const library = await open(path)
    await Promise.all(Array.from({ length: 25 }, (_, i) => library.remember(project(`p${i}`))))
    expect((await open(path)).projects).toHaveLength(25)
  })
})
