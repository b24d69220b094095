import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { runCli } from '../helpers/run-cli'
import { tempDir } from '../helpers/temp-dir'
import { writeToneCorpus } from '../helpers/tones'

const work = tempDir()
const data = join(work, 'data')
const corpus = join(work, 'corpus')
const project = join(work, 'tones.cuescope')
writeToneCorpus(corpus, 6, 1)

const audit = (...args: string[]): ReturnType<typeof runCli> =>
  runCli(data, 'audit', corpus, '--model', 'demo-synthetic', '--project', project, ...args)

beforeAll(async () => {
  const { code, stderr } = await audit('--draws', '20')
  if (code !== 0) throw new Error(stderr)
})

describe('cli, report', () => {
  it('cli - report writes a page, its tables and its figures, and names them', async () => {
    const out = join(work, 'report')
    const { code, stdout } = await runCli(data, 'report', '--project', project, '--out', out)
    expect(code).toBe(0)
    const paths = stdout.trim().split('\n')
    expect(paths).toContain(join(out, 'report.html'))
    expect(paths.filter(path => !existsSync(path))).toEqual([])
    const page = readFileSync(join(out, 'report.html'), 'utf8')
    expect(page).toContain('Table 2. Cues in salient windows of correct predictions')
    expect(page).toContain('This audit has no crp')
  })

  it.each([
    ['baseline', /^all +6 /m],
    ['cue-validation', /correct clips taken: /],
    ['misclassifications', /wrong predictions taken/],
    ['cross-dataset', /nothing to compare it with/],
  ])('cli - experiment %s prints a table; with --json the whole result', async (kind, words) => {
    const told = await runCli(data, 'experiment', kind, '--project', project)
    expect([told.code, told.stderr]).toEqual([0, ''])
    expect(told.stdout).toMatch(words)
    const { stdout } = await runCli(data, 'experiment', kind, '--project', project, '--json')
    expect((JSON.parse(stdout) as { result: { kind: string } }).result.kind).toBe(kind)
  })

  it('cli - ablation without concept relevance: exit 2, said what to run', async () => {
    const { code, stdout, stderr } = await runCli(data, 'experiment', 'ablation', '--project', project)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('--methods occlusion,crp')
  })

  it.each([
    ['no folder', ['report', '--project', project], 2, '--out'],
    ['a project that is not there', ['report', '--project', 'nowhere.cuescope', '--out', work], 1, 'nowhere'],
    ['an unknown table', ['report', '--project', project, '--out', work, '--table', 'luck'], 1, 'luck'],
    ['an audit that is not there', ['report', '--project', project, '--out', work, '--audit', '9'], 1, 'no audit 9'],
  ])('cli - report, %s: exit %i', async (_, args, code, word) => {
    const found = await runCli(data, ...args)
    expect([found.code, found.stdout]).toEqual([code, ''])
    expect(found.stderr).toContain(word)
  })

  it('cli - with several audits the report asks which', async () => {
    await audit('--methods', 'none')
    const { code, stderr } = await runCli(data, 'report', '--project', project, '--out', join(work, 'which'))
    expect(code).not.toBe(0)
    expect(stderr).toContain('choose one with --audit')
    expect(stderr).toMatch(/--audit 2: predictions only, (\d+) of \1 clips, done/)
    const bare = await runCli(data, 'report', '--project', project, '--out', join(work, 'bare'), '--audit', '2')
    expect(bare.code).toBe(0)
    expect(readFileSync(join(work, 'bare', 'report.html'), 'utf8')).toContain('This audit predicted only')
  })

  it('cli - the preset of the paper needs its one concept, and refuses what it decides itself', async () => {
    const bare = await audit('--preset', 'paper')
    expect([bare.code, bare.stdout]).toEqual([2, ''])
    expect(bare.stderr).toContain('--layer L --concept N')
    const both = await audit('--preset', 'paper', '--layer', 'conv', '--concept', '1', '--patch', '8x8')
    expect([both.code, both.stdout]).toEqual([2, ''])
    expect(both.stderr).toContain('--patch')
  })

  it('cli - beside the preset of the paper, the report says what changes, and what is odd about it', async () => {
    const args = ['--preset', 'paper', '--layer', 'conv', '--concept', '1', '--draws', '20']
    expect((await audit(...args)).code).toBe(0)
    const out = join(work, 'beside')
    expect((await runCli(data, 'report', '--project', project, '--out', out, '--audit', '1')).code).toBe(0)
    const page = readFileSync(join(out, 'report.html'), 'utf8')
    expect(page).toContain('Other settings: audit 1 and preset paper on the same clips')
    expect(page).toContain('loudest level, not silence')
  })
})
