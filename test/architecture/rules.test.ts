import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { goodFiles, plants } from './plants'

const root = resolve(import.meta.dirname, '../..')
const config = join(root, '.dependency-cruiser.mjs')

interface Violation {
  readonly rule: string
  readonly file: string
}

interface Rule {
  readonly name: string
  readonly comment?: string
}

let tree: string
let planted: Violation[]
let rules: Rule[]

beforeAll(async () => {
  tree = mkdtempSync(join(tmpdir(), 'cuescope-architecture-'))
  for (const name of ['package.json', 'tsconfig.base.json']) cpSync(join(root, name), join(tree, name))
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'), 'junction')
  write(goodFiles)
  for (const { file, text, others } of plants) write({ [file]: text, ...others })
  planted = violationsIn(tree)
  rules = ((await import(config)) as { default: { forbidden: Rule[] } }).default.forbidden
})

afterAll(() => rmSync(tree, { recursive: true, force: true }))

describe('architecture', () => {
  it.each(plants.map(plant => [plant.rule, plant.file]))('architecture - %s: %s is caught', (rule, file) => {
    expect(planted).toContainEqual({ rule, file })
  })

  it('architecture - each rule has a planted violation and says what to do instead', () => {
    expect(rules.map(({ name }) => name).sort()).toEqual([...new Set(plants.map(({ rule }) => rule))].sort())
    for (const { comment } of rules) expect(comment).toMatch(/^[A-Z].{20,}\.$/)
  })

  it('architecture - files that keep the rules are left in peace', () => {
    const innocent = new Set(Object.keys(goodFiles))
    expect(planted.filter(({ file }) => innocent.has(file))).toEqual([])
  })

  it('architecture - the project keeps every rule', () => {
    expect(violationsIn(root)).toEqual([])
  })

  it('architecture - the pure folders of the rules are those that are compiled without Node and DOM', () => {
    const { include } = JSON.parse(readFileSync(join(root, 'tsconfig.pure.json'), 'utf8')) as { include: string[] }
    const compiled = include.flatMap(pattern => /^src-main\/engine\/([\w-]+)\//.exec(pattern)?.[1] ?? []).sort()
    const { from } = rules.find(({ name }) => name === 'pure-folders-touch-no-node') as unknown as {
      from: { path: string }
    }
    expect(/\(([^)]*)\)/.exec(from.path)?.[1].split('|').sort()).toEqual(compiled)
  })
})

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, file)), { recursive: true })
    writeFileSync(join(tree, file), text)
  }
}

/** What `npm test` runs, on the tree at `folder`. */
function violationsIn(folder: string): Violation[] {
  const script = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const args = [script, '--config', config, '--output-type', 'json', 'src-main', 'src-preload', 'src-renderer']
  const json = execFileSync(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 28, encoding: 'utf8' })
  const { summary } = JSON.parse(json) as { summary: { violations: { from: string; rule: { name: string } }[] } }
  return summary.violations.map(({ from, rule }) => ({ rule: rule.name, file: from }))
}
