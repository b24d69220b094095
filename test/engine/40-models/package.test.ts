import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseJsonFile } from '#engine/files/parse-json'
import { ModelCatalog } from '#engine/models/catalog'
import { parseModelManifest, readModelPackage } from '#engine/models/model-package'
import { projectRoot } from '../../helpers/built-program'
import { codeOf } from '../../helpers/error-code'
import { sharedDir } from '../../helpers/shared'
import { tempDir } from '../../helpers/temp-dir'

const frontEnd = { kind: 'log-mel', sampleRate: 16000, nFft: 512, winLength: 400, hopLength: 160, nMels: 4, fMax: 8000 }
const good = { name: 'm', labels: ['anger', 'sadness'], frontEnd }
const bytes = (text: string): Buffer => Buffer.from(text)

describe('engine/models, the manifest', () => {
  it('engine/models - what is left out takes librosa’s defaults; what is not ours is left aside', () => {
    const manifest = parseModelManifest({ ...good, surprise: 1 })
    expect(manifest).not.toHaveProperty('surprise')
    expect(manifest.frontEnd).toMatchObject({
      window: 'hann',
      center: true,
      power: 2,
      fMin: 0,
      melScale: 'slaney',
      melNorm: 'slaney',
      log: 'db',
      amin: 1e-10,
      reference: 1,
      topDb: null,
    })
  })

  it.each([
    ['no labels', { labels: undefined }, 'missing-key', 'labels'],
    ['one label', { labels: ['anger'] }, 'wrong-type', 'labels'],
    ['labels as an object', { labels: { 0: 'anger' } }, 'wrong-type', 'labels'],
    ['a number among the labels', { labels: ['anger', 1] }, 'wrong-type', 'labels.1'],
    ['an empty label', { labels: ['anger', ''] }, 'wrong-type', 'labels.1'],
    ['a label twice', { labels: ['anger', 'sadness', 'anger'] }, 'label-duplicate', '"anger"'],
    ['1,001 labels', { labels: Array.from({ length: 1001 }, (_, i) => String(i)) }, 'wrong-type', 'labels'],
    ['a name of 201 characters', { name: 'x'.repeat(201) }, 'wrong-type', 'name'],
    ['no front end', { frontEnd: undefined }, 'missing-key', 'frontEnd'],
    ['another front end', { frontEnd: { ...frontEnd, kind: 'waveform' } }, 'wrong-type', 'frontEnd.kind'],
    ['an unknown parameter', { frontEnd: { ...frontEnd, preEmphasis: 0.97 } }, 'unknown-key', 'preEmphasis'],
    ['a rate of 0', { frontEnd: { ...frontEnd, sampleRate: 0 } }, 'wrong-type', 'frontEnd.sampleRate'],
    ['a rate as text', { frontEnd: { ...frontEnd, sampleRate: '16000' } }, 'wrong-type', 'frontEnd.sampleRate'],
    ['a rate of 16000.5', { frontEnd: { ...frontEnd, sampleRate: 16000.5 } }, 'wrong-type', 'frontEnd.sampleRate'],
    ['a rate of 1e300', { frontEnd: { ...frontEnd, sampleRate: 1e300 } }, 'wrong-type', 'frontEnd.sampleRate'],
    ['fMax above half the rate', { frontEnd: { ...frontEnd, fMax: 8001 } }, 'out-of-range', '8001'],
    ['fMin above fMax', { frontEnd: { ...frontEnd, fMin: 9000 } }, 'out-of-range', '9000'],
    ['a window longer than the FFT', { frontEnd: { ...frontEnd, winLength: 600 } }, 'out-of-range', '600'],
    ['minFrames above maxFrames', { frontEnd: { ...frontEnd, minFrames: 50, maxFrames: 20 } }, 'out-of-range', '50'],
    [
      'a mean for another number of bands',
      { frontEnd: { ...frontEnd, normalise: { mean: [1, 2], std: 1 } } },
      'out-of-range',
      'mean',
    ],
    [
      'a deviation of 0',
      { frontEnd: { ...frontEnd, normalise: { mean: 0, std: [1, 0, 1, 1] } } },
      'out-of-range',
      'std',
    ],
    ['a negative deviation', { frontEnd: { ...frontEnd, normalise: { mean: 0, std: -1 } } }, 'out-of-range', 'std'],
    ['a list in place of it all', [], 'wrong-type', 'whole file'],
    ['null in place of it all', null, 'wrong-type', 'whole file'],
  ])('engine/models - %s: refused, the field named', async (_, change, code, field) => {
    const json: unknown = Array.isArray(change) || change === null ? change : { ...good, ...change }
    expect(await codeOf(() => parseModelManifest(json))).toBe(code)
    expect(() => parseModelManifest(json)).toThrow(field)
  })

  it.each([
    ['nothing', '', 'empty-file'],
    ['half of it', '{"name": "m", ', 'not-json'],
    ['a second value', '{} {}', 'not-json'],
    ['a comment', '{} // x', 'not-json'],
    ['NaN', '{"a": NaN}', 'not-json'],
    ['__proto__', '{"a": {"__proto__": {"x": 1}}}', 'forbidden-key'],
    ['an escaped __proto__', '{"\\u005f_proto__": {}}', 'forbidden-key'],
    ['65 levels', `${'['.repeat(65)}${']'.repeat(65)}`, 'too-deep'],
    ['100,000 levels', '['.repeat(100_000), 'too-deep'],
    ['a key twice', '{"labels": ["a"], "x": {"labels": 1}, "labels": ["b"]}', 'duplicate-key'],
    ['a key twice, written differently', '{"ab": 1, "\\u0061b": 2}', 'duplicate-key'],
  ])('engine/models - text of %s is refused', async (_, text, code) => {
    expect(await codeOf(() => parseJsonFile(bytes(text), '/x/model.json'))).toBe(code)
  })

  it('engine/models - brackets, colons and quotes inside strings are only text', () => {
    const value = { a: '[[[[{{{{"\\', 'b"': ['a', ':', ',', '{"a":1,"a":2}'], c: { a: 1 }, d: [{ a: 1 }, { a: 2 }] }
    expect(parseJsonFile(bytes(JSON.stringify(value)), 'x')).toEqual(value)
    expect(parseJsonFile(bytes(`\ufeff${JSON.stringify(value, null, 2)}`), 'x')).toEqual(value)
  })

  it('engine/models - text that is not UTF-8 is refused', async () => {
    expect(await codeOf(() => parseJsonFile(Buffer.from([0x22, 0xff, 0x22]), 'x'))).toBe('encoding')
    expect(await codeOf(() => parseJsonFile(Buffer.from('{}', 'utf16le'), 'x'))).toMatch(/^(encoding|not-json)$/)
  })
})

describe('engine/models, a package', () => {
  const shipped = join(projectRoot, 'resources/models/shallow-resnet-en')
  const copy = (): string => {
    const folder = join(tempDir(), 'model')
    cpSync(shipped, folder, { recursive: true })
    return folder
  }
  const changeManifest = (folder: string, change: (json: Record<string, unknown>) => void): void => {
    const json = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as Record<string, unknown>
    change(json)
    writeFileSync(join(folder, 'model.json'), JSON.stringify(json))
  }

  it('engine/models - its hash covers what decides results, not its name, card or place', async () => {
    const { sha256 } = await readModelPackage(shipped)
    const renamed = copy()
    changeManifest(renamed, json => Object.assign(json, { name: 'other', version: '9', metrics: { x: 1 } }))
    expect((await readModelPackage(renamed)).sha256).toBe(sha256)
    const relabelled = copy()
    changeManifest(relabelled, json => (json.labels as string[]).reverse())
    const refronted = copy()
    changeManifest(refronted, json => ((json.frontEnd as { fMin: number }).fMin = 20))
    const retrained = copy()
    writeFileSync(
      join(retrained, 'model.onnx'),
      Buffer.concat([readFileSync(join(shipped, 'model.onnx')), Buffer.of(0)]),
    )
    const hashes = await Promise.all(
      [relabelled, refronted, retrained].map(async folder => (await readModelPackage(folder)).sha256),
    )
    expect(new Set([sha256, ...hashes]).size).toBe(4)
  })

  it.each([
    ['no folder', (folder: string): void => rmSync(folder, { recursive: true }), 'file-missing'],
    ['no model.json', (folder: string): void => rmSync(join(folder, 'model.json')), 'file-missing'],
    ['no model.onnx', (folder: string): void => rmSync(join(folder, 'model.onnx')), 'file-missing'],
    ['an empty model.onnx', (folder: string): void => writeFileSync(join(folder, 'model.onnx'), ''), 'empty-file'],
    [
      'a folder called model.onnx',
      (folder: string): void => (rmSync(join(folder, 'model.onnx')), mkdirSync(join(folder, 'model.onnx')), undefined),
      'not-regular-file',
    ],
    [
      'a model.json of 2 MB',
      (folder: string): void => writeFileSync(join(folder, 'model.json'), ' '.repeat(2 ** 21)),
      'too-large',
    ],
  ])('engine/models - %s: refused', async (_, spoil, code) => {
    const folder = copy()
    spoil(folder)
    expect(await codeOf(() => readModelPackage(folder))).toBe(code)
  })

  it.runIf(process.platform === 'linux')(
    'engine/models - a device in place of a file is refused before it is read',
    async () => {
      const folder = copy()
      rmSync(join(folder, 'model.onnx'))
      symlinkSync('/dev/zero', join(folder, 'model.onnx'))
      expect(await codeOf(() => readModelPackage(folder))).toBe('not-regular-file')
    },
  )

  it('engine/models - the catalog leaves out what is damaged, says so, and keeps the rest', async () => {
    const bundled = tempDir()
    cpSync(shipped, join(bundled, 'good'), { recursive: true })
    mkdirSync(join(bundled, 'broken'))
    const trouble: string[] = []
    const catalog = new ModelCatalog(bundled)
    const own = copy()
    changeManifest(own, json => (json.labels as string[]).reverse())
    await catalog.load([own, '/nowhere'], folder => trouble.push(folder))
    expect(catalog.cards().map(({ isBundled }) => isBundled)).toEqual([true, false])
    expect(trouble).toEqual([join(bundled, 'broken'), '/nowhere'])
    const id = catalog.bundledId('good')
    expect(catalog.get(id).folder).toBe(join(bundled, 'good'))
    // The same model at another place is the same model.
    await catalog.add(copy())
    expect(catalog.cards()).toHaveLength(2)
    expect(() => catalog.get('nobody')).toThrow('not in the library')
    expect(() => catalog.bundledId('other')).toThrow('missing')
  })

  it('engine/models - every model that the program ships is sound and says what it may be used for', async () => {
    const folder = join(projectRoot, 'resources/models')
    const names = readdirSync(folder)
    expect(names).toContain('shallow-resnet-en')
    for (const name of names) {
      const { manifest } = await readModelPackage(join(folder, name))
      expect(manifest).toMatchObject({
        name,
        license: expect.stringMatching(/.+/),
        version: expect.stringMatching(/.+/),
      })
    }
  })
})

interface Row {
  readonly file: string
  readonly kind: string
  readonly expect: string
  readonly reasons: readonly string[]
}

const shared = sharedDir()

describe.runIf(shared)('engine/models, other people’s broken JSON', () => {
  const folder = join(shared ?? '', 'bad-inputs')
  const { rows } = shared
    ? (JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as { rows: Row[] })
    : { rows: [] }

  it('engine/models - each is refused with one of its reasons; what is sound there lacks our front end', async () => {
    const json = rows.filter(({ kind }) => kind === 'json')
    expect(json.length).toBeGreaterThan(50)
    const wrong: string[] = []
    for (const { file, reasons } of json) {
      const path = join(folder, file)
      const code = await codeOf(() => parseModelManifest(parseJsonFile(readFileSync(path), path)))
      // Theirs is another schema: a file without a fault in its text still has no front end.
      if (![...reasons, 'missing-key'].includes(code)) wrong.push(`${file}: ${code}, not ${reasons.join(', ')}`)
    }
    expect(wrong).toEqual([])
  })
})
