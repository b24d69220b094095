import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { comparedWindowsSchema, comparisonSchema } from '#contracts/comparison'
import { runCli } from '../helpers/run-cli'
import { tempDir } from '../helpers/temp-dir'
import { writeToneCorpus } from '../helpers/tones'

const work = tempDir()
const data = join(work, 'data')
const corpus = join(work, 'corpus')
const project = join(work, 'tones.cuescope')
const CLIPS = 6
writeToneCorpus(corpus, CLIPS, 1)

const compare = (...args: string[]): ReturnType<typeof runCli> => runCli(data, 'compare', '--project', project, ...args)

beforeAll(async () => {
  for (const methods of ['occlusion', 'gradient']) {
    const command = ['audit', corpus, '--model', 'demo-synthetic', '--project', project, '--methods', methods]
    const { code, stderr } = await runCli(data, ...command)
    if (code !== 0) throw new Error(stderr)
  }
})

describe('cli, compare', () => {
  it('cli - two methods on one model: the same predictions, other windows; tables on wish', async () => {
    const out = join(work, 'tables')
    const { code, stdout, stderr } = await compare('--a', '1', '--b', '2', '--json', '--out', out)
    expect([code, stderr]).toEqual([0, ''])
    const told = comparisonSchema.parse(JSON.parse(stdout))
    const windows = comparedWindowsSchema.parse((JSON.parse(stdout) as { windows: unknown }).windows)
    expect(told).toMatchObject({ differs: ['method'], isPaired: true, changes: [], pairs: { both: CLIPS } })
    expect(windows).toMatchObject({ clips: CLIPS, agreed: CLIPS })
    const scores = readFileSync(join(out, 'scores.csv'), 'utf8').trim().split('\n')
    expect(scores).toHaveLength(2 + told.byLabel.length + told.subgroups.length)
    const { bothRight, bothWrong } = told.overall.outcomes!
    expect(scores[1]).toContain(`,${bothRight},0,0,${bothWrong},,`)
  })

  it('cli - as lines for people', async () => {
    const { stdout } = await compare('--a', '1', '--b', '2')
    expect(stdout).toContain('A: audit 1, ')
    expect(stdout).toContain('they differ in: method')
    expect(stdout).toMatch(/windows, where both say the same \(6 clips\): overlap \d+ %/)
  })

  it.each([
    ['an audit against itself', ['--a', '1', '--b', '1'], 2, 'choose two'],
    ['an audit that there is not', ['--a', '1', '--b', '9'], 1, 'no audit 9'],
    ['a method that it has not', ['--a', '1', '--b', '2', '--method-b', 'crp'], 2, 'no windows of crp'],
    ['one audit only', ['--a', '1'], 2, '--b'],
  ])('cli - compare, %s: exit code and message', async (_, args, code, word) => {
    const found = await compare(...args)
    expect(found.code).toBe(code)
    expect(found.stderr).toContain(word)
  })
})
