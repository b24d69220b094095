import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { GraphTimes } from '#engine/bench/measure-graphs'
import type { BenchReport } from '#engine/bench/measure-stages'
import { runCli } from '../helpers/run-cli'
import { tempDir } from '../helpers/temp-dir'
import { writeToneCorpus } from '../helpers/tones'

const work = tempDir()
writeToneCorpus(join(work, 'clips'), 2)
const bench = (...flags: string[]): ReturnType<typeof runCli> =>
  runCli(work, 'bench', '--clips', join(work, 'clips'), '--rounds', '2', ...flags)

describe('shells/cli, bench', () => {
  it('shells/cli - bench writes every stage and graph, and no graph takes longer than 50 ms to write', async () => {
    const json = join(work, 'bench.json')
    const { code, stdout } = await bench('--json', json)
    expect(code).toBe(0)
    expect(stdout).toContain('2 clips')
    const report = JSON.parse(readFileSync(json, 'utf8')) as BenchReport & { graphs: GraphTimes }
    expect(report.clips).toBe(2)
    const stages = ['decode', 'logmel', 'predict', 'occlusion', 'crp', 'cues', 'store', 'audit_total']
    expect(Object.keys(report.stages)).toEqual(expect.arrayContaining(stages))
    for (const { ms_per_clip: ms } of Object.values(report.stages)) expect(ms.median).toBeGreaterThan(0)
    const { write_ms: written, cached_ms: cached } = report.graphs
    expect(Object.keys(written).map(name => name.split(' ')[0])).toEqual(expect.arrayContaining(['lrp', 'crp']))
    for (const { min } of Object.values(written)) expect(min).toBeLessThan(50)
    expect(cached.median).toBeLessThan(1)
  })

  it('shells/cli - peers without their Python are a clear error', async () => {
    const { code, stderr } = await bench('--peers', join(work, 'no-python'))
    expect(code).toBe(1)
    expect(stderr).toMatch(/no-python can't time the peers: .*--peers PYTHON/)
  })
})
