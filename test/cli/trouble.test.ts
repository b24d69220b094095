import Database from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openProjectFile } from '#engine/store/open'
import { projectRoot } from '../helpers/built-program'
import { runCli, type CliOutcome } from '../helpers/run-cli'
import { tempDir } from '../helpers/temp-dir'
import { writeToneCorpus } from '../helpers/tones'

const work = tempDir()
const data = join(work, 'data')
const corpus = join(work, 'corpus')
const model = 'demo-synthetic'
let names: string[]

const at = (name: string): string => join(work, name)
const sha = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')
const audit = (folder: string, project: string, ...more: string[]): Promise<CliOutcome> =>
  runCli(data, 'audit', folder, '--model', model, '--project', project, ...more)

/** One plain message: what is wrong, its code, no stack. */
function expectPlain({ stdout, stderr }: CliOutcome, code: string): void {
  expect(stdout).toBe('')
  expect(stderr).toMatch(new RegExp(`^cuescope: .+ \\(${code}\\)\\n$`))
  expect(stderr).not.toMatch(/^\s+at |Error:|internal-error/m)
}

beforeAll(() => {
  names = writeToneCorpus(corpus, 4)
})
/** Nobody leaves a half-made project, a lock or a temporary behind. */
afterEach(() => expect(readdirSync(work).filter(name => /-(lock|wal|shm|new|journal)|\.tmp$/.test(name))).toEqual([]))

describe('cli, what can be wrong with what it is given', () => {
  it.each([
    ['a missing folder', (): string => at('nowhere'), 'file-missing', 'nowhere'],
    ['a file in place of a folder', (): string => join(corpus, names[0]), 'bad-path', 'not a folder'],
    [
      'a folder without audio',
      (): string => folderOf('no-audio', { 'notes.txt': 'x' }),
      'folder-empty',
      'no audio file',
    ],
    ['an empty folder', (): string => folderOf('empty', {}), 'folder-empty', 'no audio file'],
    ['audio that nobody names', (): string => folderOf('unnamed', { 'x.wav': 'x' }), 'labels-missing', 'manifest'],
  ])('cli - audit, %s: exit 1, said plainly, no project made', async (_, folder, code, words) => {
    const outcome = await audit(folder(), at('p1.cuescope'))
    expect(outcome.code).toBe(1)
    expectPlain(outcome, code)
    expect(outcome.stderr).toContain(words)
    expect(existsSync(at('p1.cuescope'))).toBe(false)
  })

  it.each([
    ['a model that is not there', ['--model', at('no-model')], 'file-missing', model],
    ['a folder without a model', ['--model', work], 'file-missing', 'model.json'],
    ['a label that the model lacks', ['--label-map', 'anger=furious'], 'label-unknown', 'furious'],
    [
      'no emotion left to score',
      ['--label-map', 'anger=,neutral=,happiness=,sadness=,fear='],
      'label-unknown',
      'at least one',
    ],
    ['a manifest that is not there', ['--dataset', at('nowhere.csv')], 'file-missing', 'nowhere.csv'],
    ['a project in a folder that is not there', ['--project', at('nowhere/p.cuescope')], 'file-missing', 'nowhere'],
  ])('cli - audit, %s: exit 1, said plainly, no project made', async (_, flags, code, words) => {
    const outcome = await audit(corpus, at('p2.cuescope'), ...flags)
    expect(outcome.code).toBe(1)
    expectPlain(outcome, code)
    expect(outcome.stderr).toContain(words)
    expect(existsSync(at('p2.cuescope'))).toBe(false)
  })

  it('cli - audit, a label map that is none: exit 2, no project made', async () => {
    const outcome = await audit(corpus, at('p3.cuescope'), '--label-map', 'anger')
    expect(outcome.code).toBe(2)
    expectPlain(outcome, 'bad-option')
    expect(existsSync(at('p3.cuescope'))).toBe(false)
  })

  it('cli - audit, a model whose labels don’t match its output: refused before anything is stored', async () => {
    const folder = at('wrong-labels')
    cpSync(join(projectRoot, 'resources/models', model), folder, { recursive: true })
    const manifest = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as { labels: string[] }
    writeFileSync(join(folder, 'model.json'), JSON.stringify({ ...manifest, labels: [...manifest.labels, 'one more'] }))
    const outcome = await audit(corpus, at('p4.cuescope'), '--model', folder)
    expect(outcome.code).toBe(1)
    expectPlain(outcome, 'label-count-mismatch')
    expect(existsSync(at('p4.cuescope'))).toBe(false)
    const library = join(data, 'library.json')
    expect(existsSync(library) ? readFileSync(library, 'utf8') : '').not.toContain('wrong-labels')
  })

  it('cli - audit, a model whose labels are not those of the data set: says which there are and how to map one', async () => {
    const folder = at('other-labels')
    cpSync(join(projectRoot, 'resources/models', model), folder, { recursive: true })
    const manifest = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as { labels: string[] }
    writeFileSync(
      join(folder, 'model.json'),
      JSON.stringify({ ...manifest, labels: manifest.labels.map((_, i) => `class ${i}`) }),
    )
    const outcome = await audit(corpus, at('p5.cuescope'), '--model', folder)
    expect(outcome.code).toBe(1)
    expectPlain(outcome, 'label-unknown')
    expect(outcome.stderr).toContain('class 0')
    expect(outcome.stderr).toContain('--label-map')
    expect(existsSync(at('p5.cuescope'))).toBe(false)
  })

  it('cli - audit and export, a project of a newer version: exit 1, named, left byte for byte', async () => {
    const project = at('newer.cuescope')
    openProjectFile(project, 'create').close()
    const db = new Database(project)
    db.pragma('user_version = 9990')
    db.close()
    const before = sha(project)
    for (const outcome of [
      await audit(corpus, project),
      await runCli(data, 'export', '--project', project, '--out', at('out')),
    ]) {
      expect(outcome.code).toBe(1)
      expectPlain(outcome, 'newer-version')
      expect(outcome.stderr).toContain('9990')
    }
    expect(sha(project)).toBe(before)
    expect(existsSync(at('out'))).toBe(false)
  })

  it('cli - audit, a project that is in use: exit 1, the process named, untouched', async () => {
    const project = at('used.cuescope')
    const held = openProjectFile(project, 'create')
    try {
      const outcome = await audit(corpus, project)
      expect(outcome.code).toBe(1)
      expectPlain(outcome, 'project-in-use')
      expect(outcome.stderr).toContain(`process ${process.pid}`)
    } finally {
      held.close()
    }
  })

  it('cli - export reads a project while it is open elsewhere', async () => {
    const project = at('open.cuescope')
    expect((await audit(corpus, project)).code).toBe(0)
    const held = openProjectFile(project, 'open')
    try {
      const outcome = await runCli(data, 'export', '--project', project, '--out', at('tables'))
      expect(outcome.code).toBe(0)
      expect(existsSync(at('tables/clips.csv'))).toBe(true)
    } finally {
      held.close()
    }
    rmSync(at('tables'), { recursive: true })
  })

  it('cli - export, a file that is no project, and a project without an audit', async () => {
    writeFileSync(at('text.cuescope'), 'Dear diary\n'.repeat(50))
    const text = await runCli(data, 'export', '--project', at('text.cuescope'), '--out', at('out'))
    expect(text.code).toBe(1)
    expectPlain(text, 'not-a-project')
    openProjectFile(at('blank.cuescope'), 'create').close()
    const blank = await runCli(data, 'export', '--project', at('blank.cuescope'), '--out', at('out'))
    expect(blank.code).toBe(1)
    expectPlain(blank, 'not-found')
    expect(existsSync(at('out'))).toBe(false)
  })

  it('cli - a text named .wav: exit 3, listed with its reason, the rest is done', async () => {
    const folder = at('with-text')
    cpSync(corpus, folder, { recursive: true })
    writeFileSync(join(folder, names[1]), 'Dear diary, I am no sound.\n')
    const { code, stdout } = await audit(folder, at('text-in.cuescope'), '--json')
    expect(code).toBe(3)
    const summary = JSON.parse(stdout) as { clips: number; computed: number; refused: { file: string; code: string }[] }
    expect(summary).toMatchObject({ clips: 4, computed: 3, refused: [{ file: names[1], code: 'not-audio' }] })
    const plain = await audit(folder, at('text-in.cuescope'))
    expect(plain.code).toBe(3)
    expect(plain.stdout).toContain(`refused: ${names[1]}`)
    const out = at('text-out')
    expect((await runCli(data, 'export', '--project', at('text-in.cuescope'), '--out', out)).code).toBe(0)
    expect(readFileSync(join(out, 'refused.csv'), 'utf8')).toContain(`${names[1]},not-audio,`)
    expect(readFileSync(join(out, 'clips.csv'), 'utf8').split('\n')).toHaveLength(1 + 3 + 1)
  })
})

describe('cli, predict and explain', () => {
  it('cli - predict: CSV of every file in the order given; what can’t be read is named, exit 3; nothing read, exit 1', async () => {
    const [first, second] = names.map(name => join(corpus, name))
    const good = await runCli(data, 'predict', second, first, '--model', model)
    expect({ code: good.code, stderr: good.stderr }).toEqual({ code: 0, stderr: '' })
    const [header, ...rows] = good.stdout.trim().split('\n')
    expect(header).toMatch(/^file,label,/)
    expect(rows.map(row => row.split(',')[0])).toEqual([second, first])
    const text = at('text.wav')
    writeFileSync(text, 'no sound')
    const mixed = await runCli(data, 'predict', text, first, at('nowhere.wav'), '--model', model)
    expect(mixed.code).toBe(3)
    expect(mixed.stderr.split('\n').filter(line => /\((not-audio|file-missing)\)$/.test(line))).toHaveLength(2)
    expect(mixed.stdout).toBe(`${header}\n${rows[1]}\n`)
    expect((await runCli(data, 'predict', text, '--model', model)).code).toBe(1)
  })

  it('cli - explain writes its files; a label that the model lacks or a file that is missing writes none', async () => {
    const out = at('explained')
    const file = join(corpus, names[0])
    const explain = (target: string[], path = file): Promise<CliOutcome> =>
      runCli(data, 'explain', path, '--model', model, '--method', 'occlusion', '--out', out, ...target)
    for (const [outcome, code] of [
      [await explain(['--target', 'furious']), 'not-found'],
      [await explain([], at('nowhere.wav')), 'file-missing'],
    ] as const) {
      expect(outcome.code).toBe(1)
      expectPlain(outcome, code)
      expect(existsSync(out)).toBe(false)
    }
    const good = await explain([])
    expect({ code: good.code, stderr: good.stderr }).toEqual({ code: 0, stderr: '' })
    expect(readdirSync(out).sort()).toEqual(['explanation.png', 'logits.npy', 'logmel.npy', 'map.npy', 'segments.json'])
  })

  it.each([
    ['an unknown layer', ['--methods', 'crp', '--layer', 'nowhere'], 'not-found', 'Layers: '],
    ['an unknown layer of Grad-CAM', ['--methods', 'grad-cam', '--layer', 'nowhere'], 'not-found', 'grad-cam'],
    ['a channel too many', ['--methods', 'crp', '--concept', '99999'], 'bad-option', '99999'],
  ])('cli - audit, %s: refused at once, no audit stays behind', async (_, flags, code, words) => {
    const project = at('no-start.cuescope')
    const outcome = await audit(corpus, project, ...flags)
    expect(outcome.code).toBe(code === 'bad-option' ? 2 : 1)
    expect(outcome.stderr).toContain(words)
    expect(outcome.stderr).toContain(`(${code})`)
    const db = new Database(project)
    expect(db.prepare('SELECT count(*) AS n FROM audits').get()).toEqual({ n: 0 })
    db.close()
  })

  it('cli - a label against itself and settings out of range are bad usage; steps wider than a patch are told', async () => {
    const explain = (...more: string[]): Promise<CliOutcome> =>
      runCli(
        data,
        ...['explain', join(corpus, names[0]), '--model', model, '--method', 'occlusion', '--out', at('gaps')],
        ...more,
      )
    for (const [outcome, flag] of [
      [await explain('--target', 'angry', '--against', 'angry'), '--against'],
      [await explain('--patch', '600x1'), '--patch'],
      [await explain('--masks', '20001'), '--masks'],
    ] as const) {
      expect(outcome.code).toBe(2)
      expectPlain(outcome, 'bad-option')
      expect(outcome.stderr).toContain(flag)
    }
    const wide = await explain('--patch', '8x15', '--stride', '16x30')
    expect(wide.code).toBe(0)
    expect(wide.stderr).toContain('--stride')
  })

  it.runIf(process.platform === 'linux')(
    'cli - explain, a place that takes no folders: exit 1, not tried for ever',
    async () => {
      const outcome = await runCli(
        data,
        ...['explain', join(corpus, names[0]), '--model', model, '--method', 'gradient', '--out', '/proc/cuescope/x'],
      )
      expect(outcome.code).toBe(1)
      expectPlain(outcome, 'bad-path')
    },
  )

  it('cli - predict, explain and audit give one clip the same label', async () => {
    const file = join(corpus, names[2])
    const predicted = (await runCli(data, 'predict', file, '--model', model)).stdout.split('\n')[1].split(',')[1]
    const out = at('explained-2')
    await runCli(data, 'explain', file, '--model', model, '--method', 'occlusion', '--out', out)
    expect(JSON.parse(readFileSync(join(out, 'segments.json'), 'utf8'))).toMatchObject({ predicted, target: predicted })
    await audit(corpus, at('same.cuescope'))
    await runCli(data, 'export', '--project', at('same.cuescope'), '--out', at('same-out'))
    const [header, ...rows] = readFileSync(join(at('same-out'), 'clips.csv'), 'utf8')
      .trim()
      .split('\n')
      .map(line => line.split(','))
    const row = rows.find(cells => cells[header.indexOf('file')] === names[2])!
    expect(row[header.indexOf('predicted')]).toBe(predicted)
  })
})

function folderOf(name: string, files: Record<string, string>): string {
  mkdirSync(at(name), { recursive: true })
  for (const [file, text] of Object.entries(files)) writeFileSync(join(at(name), file), text)
  return at(name)
}
