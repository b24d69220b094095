import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { programFactsSchema } from '#contracts/program-settings'
import { folderBytes } from '#engine/files/folder-bytes'
import { openApi, type TestApi } from '../helpers/api'
import { tempDir } from '../helpers/temp-dir'

const work = tempDir()
let api: TestApi

beforeAll(async () => (api = await openApi(join(work, 'data'))))
afterAll(() => api.engine.close())

describe('api, about the program', () => {
  it('api - says what runs, where its files are and how much they are', async () => {
    const read = async () => programFactsSchema.parse(await api.get('/program'))
    const before = await read()
    expect(before).toMatchObject({ dataDir: join(work, 'data'), node: process.version, platform: process.platform })
    writeFileSync(join(work, 'data', 'more.bin'), Buffer.alloc(5000))
    expect((await read()).dataBytes - before.dataBytes).toBe(5000)
  })

  it('engine/files - a folder is as large as the files in it and below; links lead nowhere', async () => {
    const folder = join(work, 'sizes')
    mkdirSync(join(folder, 'below'), { recursive: true })
    writeFileSync(join(folder, 'a'), 'abc')
    writeFileSync(join(folder, 'below', 'b'), 'defgh')
    writeFileSync(join(work, 'outside'), 'x'.repeat(1000))
    symlinkSync(join(work, 'outside'), join(folder, 'link'))
    expect(await folderBytes(folder)).toBe(8)
  })
})
