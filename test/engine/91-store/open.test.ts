import Database from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { applicationId, currentVersion } from '#engine/store/migrate'
import { createProjectFile, openProjectFile } from '#engine/store/open'
import { codeOf } from '../../helpers/error-code'
import { facts, storeOf } from '../../helpers/project'
import { sharedDir } from '../../helpers/shared'
import { tempDir } from '../../helpers/temp-dir'

const sha = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')
const opening = (path: string, mode: 'create' | 'open' | 'either' = 'open'): Promise<string> =>
  codeOf(() => openProjectFile(path, mode).close())

/** The bytes of a project of 60 clips with results. */
let soundProject: Buffer

beforeAll(() => {
  const clips = Array.from({ length: 60 }, (_, i) => ({ ...facts(`${i}.wav`), predicted: i % 3 }))
  const { project } = storeOf(tempDir(), clips)
  project.close()
  soundProject = readFileSync(project.path)
})

function closedProject(): { folder: string; path: string } {
  const folder = tempDir()
  const path = join(folder, 'P.cuescope')
  writeFileSync(path, soundProject)
  return { folder, path }
}

/** Writes to a project behind the program's back. */
function tamper(path: string, sql: string): void {
  const db = new Database(path)
  db.exec(sql)
  db.close()
}

describe('engine/store, opening a project', () => {
  it('engine/store - a new project has our mark, the current version, and nothing beside it once closed', () => {
    const folder = tempDir()
    const path = join(folder, 'P.cuescope')
    const project = openProjectFile(path, 'create')
    const pragma = (name: string): unknown => project.db.pragma(name, { simple: true })
    expect(
      ['application_id', 'user_version', 'journal_mode', 'synchronous', 'foreign_keys', 'trusted_schema'].map(pragma),
    ).toEqual([...[applicationId, currentVersion, 'wal', 2, 1, 0]])
    project.close()
    expect(readdirSync(folder)).toEqual(['P.cuescope'])
    expect(readFileSync(path).toString('latin1', 68, 72)).toBe('CueS')
  })

  it('engine/store - every table is STRICT', () => {
    const project = openProjectFile(join(tempDir(), 'P.cuescope'), 'create')
    const tables = project.db.pragma('table_list') as { schema: string; name: string; strict: number }[]
    const own = tables.filter(({ schema, name }) => schema === 'main' && !name.startsWith('sqlite_'))
    expect(own.length).toBeGreaterThan(8)
    expect(own.filter(({ strict }) => strict === 0)).toEqual([])
    project.close()
  })

  it('engine/store - create refuses a file that is there, open one that is not, either takes both', async () => {
    const path = join(tempDir(), 'P.cuescope')
    expect(await opening(path, 'open')).toBe('file-missing')
    expect(existsSync(path)).toBe(false)
    expect(await opening(path, 'either')).toBe('accepted')
    expect(await opening(path, 'create')).toBe('project-exists')
    expect(await opening(path, 'either')).toBe('accepted')
  })

  it('engine/store - a project of a newer version is refused with both versions named, and left byte for byte', () => {
    const { folder, path } = closedProject()
    tamper(path, `PRAGMA user_version = ${currentVersion + 10}`)
    const before = sha(path)
    const [newer, ours] = [currentVersion + 10, currentVersion]
    expect(() => openProjectFile(path, 'open')).toThrow(`format ${newer}; this one reads up to ${ours}`)
    expect(sha(path)).toBe(before)
    expect(readdirSync(folder)).toEqual(['P.cuescope'])
  })

  it.each([
    ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON results BEGIN DELETE FROM clips; END'],
    [
      'a view in place of a table',
      'DROP TABLE maps; CREATE VIEW maps AS WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT i FROM r',
    ],
    ['a generated column', 'ALTER TABLE clips ADD COLUMN x TEXT GENERATED ALWAYS AS (hex(zeroblob(100000))) VIRTUAL'],
    ['a table more', 'CREATE TABLE odd (x)'],
    ['a table less', 'DROP TABLE refusals'],
    ['an index less', 'DROP INDEX clips_by_sha'],
  ])('engine/store - %s: refused, nothing changed', async (_, sql) => {
    const { path } = closedProject()
    tamper(path, sql)
    const before = sha(path)
    expect(await opening(path)).toBe('unexpected-schema')
    expect(sha(path)).toBe(before)
  })

  it('engine/store - what is no project is refused and left as it was', async () => {
    const folder = tempDir()
    const make = (name: string, bytes: string | Buffer): string => {
      writeFileSync(join(folder, name), bytes)
      return join(folder, name)
    }
    const other = join(folder, 'other.cuescope')
    tamper(other, 'CREATE TABLE t (x)')
    mkdirSync(join(folder, 'folder.cuescope'))
    for (const [path, code] of [
      [make('text.cuescope', 'Dear diary,\n'.repeat(100)), 'not-a-project'],
      [make('empty.cuescope', ''), 'empty-file'],
      [join(folder, 'folder.cuescope'), 'not-a-project'],
      [other, 'not-a-project'],
    ]) {
      const before = code === 'not-a-project' && path.includes('folder.c') ? '' : sha(path)
      for (const mode of ['open', 'either'] as const) expect([path, await opening(path, mode)]).toEqual([path, code])
      if (before !== '') expect(sha(path)).toBe(before)
    }
  })

  it('engine/store - a damaged project is refused with a reason, or sound enough to be read; it is never changed', async () => {
    const { folder, path } = closedProject()
    const whole = readFileSync(path)
    const damaged = join(folder, 'damaged.cuescope')
    const damages: [string, (bytes: Buffer) => Buffer][] = [
      ['half', bytes => bytes.subarray(0, bytes.length / 2)],
      ['no last page', bytes => bytes.subarray(0, bytes.length - 4096)],
      ['half of the last page', bytes => bytes.subarray(0, bytes.length - 2000)],
      ['header only', bytes => bytes.subarray(0, 100)],
      ['page size 3', bytes => Buffer.concat([bytes.subarray(0, 16), Buffer.of(0, 3), bytes.subarray(18)])],
      [
        'third page zero',
        bytes => Buffer.concat([bytes.subarray(0, 8192), Buffer.alloc(4096), bytes.subarray(12_288)]),
      ],
      [
        'a page twice',
        bytes => Buffer.concat([bytes.subarray(0, 8192), bytes.subarray(16_384, 20_480), bytes.subarray(12_288)]),
      ],
    ]
    for (const [name, damage] of damages) {
      writeFileSync(damaged, damage(Buffer.from(whole)))
      const before = sha(damaged)
      expect([name, await opening(damaged)]).toEqual([
        name,
        expect.stringMatching(/^(corrupt-db|not-a-project|unexpected-schema)$/),
      ])
      expect(sha(damaged)).toBe(before)
    }
  })

  it.each([
    ['settings that are no JSON', "UPDATE audits SET settings = '{'"],
    ['a state that does not exist', "UPDATE audits SET state = 'lucky'"],
    ['a label map of another shape', "UPDATE audits SET label_map = '[1]'"],
    ['a manifest of another program', "UPDATE models SET manifest = '{}'"],
    ['corpora that are no list', "UPDATE datasets SET corpora = '5'"],
    ['an audit without its model', 'PRAGMA foreign_keys = OFF; DELETE FROM models'],
  ])('engine/store - %s: refused, and the lock given back', async (_, sql) => {
    const { path } = closedProject()
    tamper(path, sql)
    for (let i = 0; i < 2; i++) expect(await opening(path)).toBe('corrupt-db')
  })

  it('engine/store - bytes flipped anywhere: refused with a code or read, never a crash', async () => {
    const { folder, path } = closedProject()
    const whole = readFileSync(path)
    const flipped = join(folder, 'flipped.cuescope')
    const known = /^(accepted|corrupt-db|not-a-project|unexpected-schema|newer-version)$/
    for (let i = 0; i < 40; i++) {
      const bytes = Buffer.from(whole)
      // A fixed walk over the file, the header more often than its share.
      for (let n = 0; n < 4; n++)
        bytes[i < 10 ? (i * 37 + n * 11) % 100 : (i * 7919 + n * 104_729) % bytes.length] ^= 1 << ((i + n) % 8)
      writeFileSync(flipped, bytes)
      expect(await opening(flipped)).toMatch(known)
    }
  })

  it('engine/store - a process killed while it makes a project leaves one that can be made again', async () => {
    const folder = tempDir()
    const path = join(folder, 'P.cuescope')
    // What is left when it dies before the rename.
    writeFileSync(`${path}-new`, 'half')
    writeFileSync(`${path}-lock`, JSON.stringify({ pid: 2 ** 22 + 1, born: null }))
    expect(await opening(path, 'open')).toBe('file-missing')
    expect(await opening(path, 'either')).toBe('accepted')
    expect(readdirSync(folder)).toEqual(['P.cuescope'])
  })

  it('engine/store - a new project has a WAL from its first moment: the journal of a killed process would keep readers out', () => {
    const path = join(tempDir(), 'P.cuescope')
    createProjectFile(path)
    // The file format's read and write version.
    expect([...readFileSync(path).subarray(18, 20)]).toEqual([2, 2])
  })

  it('engine/store - the WAL of a project whose file was taken away is not read into a new one of its name', () => {
    const folder = tempDir()
    const { project } = storeOf(folder, [{ ...facts('a.wav'), predicted: 1 }])
    const path = join(folder, 'new.cuescope')
    copyFileSync(`${project.path}-wal`, `${path}-wal`)
    project.close()
    const made = openProjectFile(path, 'create')
    expect(made.db.prepare('SELECT count(*) AS n FROM results').get()).toEqual({ n: 0 })
    made.close()
    expect(readdirSync(folder).filter(name => name.startsWith('new'))).toEqual(['new.cuescope'])
  })

  it('engine/store - committed work survives a process that never closed', () => {
    const folder = tempDir()
    const { project } = storeOf(folder, [{ ...facts('a.wav'), predicted: 1 }])
    const copy = join(folder, 'copy.cuescope')
    for (const suffix of ['', '-wal']) copyFileSync(project.path + suffix, copy + suffix)
    project.close()
    const again = openProjectFile(copy, 'open')
    expect(again.db.prepare('SELECT predicted FROM results').all()).toEqual([{ predicted: 'happy' }])
    again.close()
  })

  it('engine/store - a WAL cut anywhere loses at most its last work', async () => {
    const folder = tempDir()
    const { project } = storeOf(
      folder,
      Array.from({ length: 30 }, (_, i) => ({ ...facts(`${i}.wav`), predicted: i % 3 })),
    )
    const copy = join(folder, 'copy.cuescope')
    const walBytes = readFileSync(`${project.path}-wal`).length
    for (const share of [0.1, 0.37, 0.5, 0.8, 0.99]) {
      for (const suffix of ['', '-wal']) copyFileSync(project.path + suffix, copy + suffix)
      truncateSync(`${copy}-wal`, Math.round(walBytes * share))
      expect(await opening(copy)).toBe('accepted')
    }
    project.close()
  })
})

const shared = sharedDir()

describe.runIf(shared)('engine/store, other people’s broken databases', () => {
  const folder = join(shared ?? '', 'bad-inputs/project')
  const names = shared ? readdirSync(folder).filter(name => name.endsWith('.db')) : []

  it('engine/store - each is refused with a code, in either mode, and left byte for byte', async () => {
    const copies = tempDir()
    expect(names.length).toBeGreaterThan(25)
    for (const name of names) {
      const path = join(copies, name)
      writeFileSync(path, readFileSync(join(folder, name)))
      const before = sha(path)
      for (const mode of ['open', 'either'] as const)
        expect([name, await opening(path, mode)]).toEqual([
          name,
          expect.stringMatching(/^(corrupt-db|not-a-project|empty-file)$/),
        ])
      expect(sha(path)).toBe(before)
    }
    expect(readdirSync(copies).sort()).toEqual([...names].sort())
  })
})
