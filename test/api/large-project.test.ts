import Database from 'better-sqlite3'
import { existsSync, openSync, readdirSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '#engine/open-engine'
import { currentVersion, migrate, versionOf } from '#engine/store/migrate'
import { openEngine } from '../helpers/engine'
import { codeOf } from '../helpers/error-code'
import { facts, storeOf } from '../helpers/project'
import { tempDir } from '../helpers/temp-dir'

/** More than what is looked through at once. */
const TEXT_BYTES = 40 * 2 ** 20

const work = tempDir()
const path = join(work, 'P.cuescope')
let engine: Engine

beforeAll(() => {
  const { db, project } = storeOf(work, [facts('a.wav')])
  db.prepare("INSERT INTO audio VALUES ('x', 1, 1, 1, hex(randomblob(?)))").run(TEXT_BYTES / 2)
  project.close()
  expect(statSync(path).size).toBeGreaterThan(TEXT_BYTES)
})
afterEach(() => engine.close())

const start = async (): Promise<void> => void (engine = await openEngine(join(work, 'data'), 1))
const beside = (): string[] => readdirSync(work).filter(name => name.startsWith('P.cuescope-'))

describe('api, large project', () => {
  it('api - it is looked through aside: the engine answers meanwhile, and opens it once', async () => {
    await start()
    let turns = 0
    const ticking = setInterval(() => turns++, 1)
    const [one, other] = await Promise.all([engine.openProject(path, 'open'), engine.openProject(path, 'either')])
    clearInterval(ticking)
    expect(turns).toBeGreaterThan(5)
    expect(one).toBe(other)
    expect(one.describe().datasets[0].clips).toBe(1)
  })

  it('api - one of an earlier version is brought to this one, and keeps what it holds', async () => {
    await start()
    const old = join(work, 'Old.cuescope')
    const db = new Database(old)
    migrate(db, 90)
    db.prepare("INSERT INTO audio VALUES ('x', 1, 1, 1, hex(randomblob(?)))").run(TEXT_BYTES / 2)
    db.close()
    await engine.openProject(old, 'open')
    const reader = new Database(old, { readonly: true })
    expect(versionOf(reader)).toBe(currentVersion)
    expect(reader.prepare('SELECT length(notes) FROM audio').pluck().all()).toEqual([TEXT_BYTES])
    reader.close()
  })

  it('api - the end of the engine does not wait for it, and gives the project back', async () => {
    await start()
    const opening = codeOf(() => engine.openProject(path, 'open'))
    while (!existsSync(`${path}-lock`)) await new Promise(setImmediate)
    await engine.close()
    expect(await opening).toBe('cancelled')
    expect(beside()).toEqual([])
    await start()
    expect((await engine.openProject(path, 'open')).path).toBe(path)
  })

  it('api - damage in it is found before it is opened, and leaves nothing beside it', async () => {
    await start()
    // A page of the text's overflow chain that points nowhere.
    const file = openSync(path, 'r+')
    writeSync(file, Buffer.alloc(4, 0xff), 0, 4, 4096 * 3000)
    expect(await codeOf(() => engine.openProject(path, 'open'))).toBe('corrupt-db')
    expect(beside()).toEqual([])
  })
})
