import { describe, expect, it } from 'vitest'
import { runCli } from '../helpers/run-cli'
import { tempDir } from '../helpers/temp-dir'

const data = tempDir()

/** Each command with what its help must name. */
const commands: Record<string, string[]> = {
  audit: [
    '<dir>',
    '--model',
    '--project',
    '--dataset',
    '--methods',
    '--draws',
    '--seed',
    '--provider',
    '--cue-provider',
    '--opensmile',
    '--limit',
    '--workers',
    '--json',
    '--label-map',
    '--patch',
    '--stride',
    '--value',
    '--score',
  ],
  predict: ['<file...>', '--model'],
  explain: [
    '<file>',
    '--model',
    '--method',
    '--target',
    '--judge',
    '--out',
    '--patch',
    '--stride',
    '--value',
    '--score',
  ],
  experiment: [
    ...['reference-clips', 'faithfulness', 'baseline', 'cue-validation', 'misclassifications', 'ablation'],
    ...['spurious-features', 'cross-dataset', 'embedding'],
  ],
  report: ['--project', '--audit', '--table', '--out'],
  labels: ['queue', 'export', 'merge', 'agreement'],
  model: ['inspect', 'package', 'check'],
  export: ['--project', '--format', '--out'],
  cues: ['<file...>', '--level', '--provider', '--opensmile'],
  serve: ['--port'],
  demo: ['--out'],
}

describe('cli, usage', () => {
  it.each(Object.entries(commands))(
    'cli - %s --help names its arguments and options, and exits 0',
    async (name, words) => {
      const { code, stdout, stderr } = await runCli(data, name, '--help')
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      for (const word of words) expect(stdout).toContain(word)
    },
  )

  it('cli - --help and --version go to stdout and exit 0', async () => {
    const help = await runCli(data, '--help')
    expect(help.code).toBe(0)
    for (const name of Object.keys(commands)) expect(help.stdout).toContain(name)
    const version = await runCli(data, '--version')
    expect(version.code).toBe(0)
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it.each([
    ['an unknown option', ['audit', 'x', '--model', 'm', '--project', 'p', '--frobnicate'], '--frobnicate'],
    ['an unknown command', ['frobnicate'], 'frobnicate'],
    ['a missing option', ['audit', 'x', '--project', 'p'], '--model'],
    ['a missing argument', ['audit', '--model', 'm', '--project', 'p'], 'dir'],
    ['one argument too many', ['audit', 'x', 'y', '--model', 'm', '--project', 'p'], 'argument'],
    ['a number that is none', ['audit', 'x', '--model', 'm', '--project', 'p', '--limit', '3x'], '--limit'],
    ['a number of 0', ['audit', 'x', '--model', 'm', '--project', 'p', '--workers', '0'], '--workers'],
    ['too many draws', ['audit', 'x', '--model', 'm', '--project', 'p', '--draws', '10001'], '--draws'],
    ['a seed below 0', ['audit', 'x', '--model', 'm', '--project', 'p', '--seed', '-1'], '--seed'],
    ['an unknown method', ['audit', 'x', '--model', 'm', '--project', 'p', '--methods', 'magic'], 'magic'],
    ['an unknown provider', ['audit', 'x', '--model', 'm', '--project', 'p', '--provider', 'abacus'], 'abacus'],
    [
      'a patch without an x',
      ['explain', 'x', '--model', 'm', '--method', 'occlusion', '--out', 'o', '--patch', '8'],
      '--patch',
    ],
    ['an unknown format', ['export', '--project', 'p', '--out', 'o', '--format', 'docx'], 'docx'],
    ['a port that is none', ['serve', '--port', 'x'], '--port'],
    ['a port above 65535', ['serve', '--port', '70000'], '--port'],
    ['no command', [], 'Usage'],
  ])('cli - %s: exit 2, said on stderr, nothing on stdout', async (_, args, word) => {
    const { code, stdout, stderr } = await runCli(data, ...args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(word)
    expect(stderr).not.toMatch(/^\s+at /m)
  })
})
