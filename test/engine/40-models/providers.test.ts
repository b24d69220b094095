import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Provider } from '#contracts/provider'
import { chooseProvider, providersToTry, type ModelOnProvider } from '#engine/choose-provider'
import { encodeNpy } from '#engine/exports/npy'
import { loadModel, type OpenModel } from '#engine/load-model'
import { float32 } from '#engine/onnx/tensor'
import { verifiedGraph } from '#engine/onnx/verified-graph'
import type { OpenGraph } from '#engine/onnx/runner'
import type { LoadedModel } from '#engine/pipeline'
import { projectRoot } from '../../helpers/built-program'
import { deviation } from '../../helpers/deviation'
import { readNpy } from '../../helpers/npy'
import { runCli } from '../../helpers/run-cli'
import { softwareGpu, useVulkanDriver } from '../../helpers/software-gpu'
import { tempDir } from '../../helpers/temp-dir'

const folder = join(projectRoot, 'resources/models/demo-synthetic')
const work = tempDir()

let onCpu: OpenModel
beforeAll(async () => {
  onCpu = await loadModel(folder, null)
})
afterAll(() => onCpu.release())

/** The model as some provider would run it. `closed` collects what is closed again. */
function like(changes: Partial<LoadedModel>, closed: string[] = []): ModelOnProvider {
  return { model: { ...onCpu.model, ...changes }, release: () => Promise.resolve(void closed.push('candidate')) }
}

/** Every output of an explanation graph, scaled in one place. */
function graphsOff(changed: (output: string) => boolean): LoadedModel['subject'] {
  const { subject } = onCpu.model
  return {
    ...subject,
    graph: async (key, write) => {
      const run = await subject.graph(key, write)
      return async feeds => {
        const outputs = Object.entries(await run(feeds)).map(([name, tensor]) => {
          if (!changed(`${key} ${name}`) || tensor.type !== 'float32') return [name, tensor]
          return [name, { ...tensor, data: tensor.data.map(value => value * 1.01) }]
        })
        return Object.fromEntries(outputs)
      }
    },
  }
}

describe('engine/models, which provider is taken', () => {
  const { forward } = { forward: (...args: Parameters<LoadedModel['forward']>) => onCpu.model.forward(...args) }
  const wrongLogits = async (...args: Parameters<LoadedModel['forward']>): Promise<Float32Array> =>
    (await forward(...args)).map(logit => logit * 1.01)
  const failing = (): Promise<never> => Promise.reject(new Error('device lost'))

  it.each([
    ['logits', () => like({ forward: wrongLogits }), 'off'],
    ['an occlusion map', () => like({ subject: graphsOff(name => name.startsWith('packed')) }), 'off'],
    ['a relevance map', () => like({ subject: graphsOff(name => name.startsWith('lrp')) }), 'off'],
    ['NaN', () => like({ forward: async (...args) => (await forward(...args)).fill(NaN) }), 'off'],
    ['an error', () => like({ forward: failing }), 'device lost'],
  ])(
    'engine/models - a provider with wrong results (%s) is refused by name, and passed over by auto',
    async (_, open, why) => {
      await expect(chooseProvider('webgpu', onCpu, async () => open())).rejects.toMatchObject({
        code: 'provider-unavailable',
        message: expect.stringContaining(why) as string,
        details: { tried: [{ provider: 'webgpu' }] },
      })
      const { chosen, report } = await chooseProvider('auto', onCpu, async () => open())
      expect(chosen).toBe(onCpu)
      expect(report).toMatchObject({ asked: 'auto', used: 'cpu', deviation: null, speedup: null })
      expect(report.passedOver.find(({ provider }) => provider === 'webgpu')!.reason).toContain(why)
    },
  )

  it('engine/models - what was tried and not taken is closed', async () => {
    const closed: string[] = []
    await chooseProvider('auto', onCpu, async () => like({ forward: wrongLogits }, closed))
    expect(closed).toEqual(['candidate'])
  })

  it('engine/models - auto takes a provider that is right and faster, and passes over one that is slower', async () => {
    const late: LoadedModel['forward'] = async (...args) => {
      await new Promise(resolve => setTimeout(resolve, 200))
      return forward(...args)
    }
    const slow = like({ forward: late })
    const taken = await chooseProvider('auto', slow, async () => onCpu)
    expect(taken).toMatchObject({ chosen: onCpu, report: { used: 'webgpu', deviation: 0 } })
    expect(taken.report.speedup).toBeGreaterThan(1)
    const passed = await chooseProvider('auto', onCpu, async () => slow)
    expect(passed.report).toMatchObject({ used: 'cpu' })
    expect(passed.report.passedOver.at(-1)!.reason).toContain('slower')
    // Who names it gets it: it is right.
    expect((await chooseProvider('webgpu', onCpu, async () => slow)).report.used).toBe('webgpu')
  })

  it('engine/models - each platform has its own order', () => {
    expect(['linux', 'win32', 'darwin'].map(platform => providersToTry(platform as NodeJS.Platform))).toEqual([
      ['cuda', 'webgpu'],
      ['cuda', 'dml', 'webgpu'],
      ['coreml', 'webgpu'],
    ])
  })
})

describe('engine/onnx, graphs on a provider that may be wrong', () => {
  const opened = (value: number, closed: number[] = []): OpenGraph => ({
    run: async () => ({ map: float32([2], [value, 1]) }),
    release: () => Promise.resolve(void closed.push(value)),
  })

  it('engine/onnx - the first run is compared with the CPU, later ones are not', async () => {
    let references = 0
    const closed: number[] = []
    const graph = verifiedGraph(
      opened(2.0001),
      async () => {
        references++
        return opened(2, closed)
      },
      1e-3,
    )
    await graph.run({})
    expect((await graph.run({})).map.data[0]).toBeCloseTo(2.0001, 5)
    expect([references, closed]).toEqual([1, [2]])
  })

  it('engine/onnx - a wrong map is refused at every run', async () => {
    const graph = verifiedGraph(opened(2.1), async () => opened(2), 1e-3)
    for (let i = 0; i < 2; i++)
      await expect(graph.run({})).rejects.toMatchObject({
        code: 'provider-unavailable',
        details: { output: 'map' },
      })
  })
})

describe('engine/models, providers of this machine', () => {
  const missing: Provider[] = process.platform === 'linux' ? ['dml', 'coreml'] : ['cuda']

  it.each(missing)('engine/models - %s, missing here, is refused in words', async provider => {
    await expect(loadModel(folder, null, provider)).rejects.toMatchObject({
      code: 'provider-unavailable',
      message: expect.stringMatching(new RegExp(`${provider}: .*(no ${provider} on|not installed)`)) as string,
    })
  })

  it('engine/models - without a graphics device webgpu ends the command, and auto goes on with the CPU', async () => {
    const restore = useVulkanDriver(join(work, 'no-driver.json'))
    const clip = logMelFile(40)
    const explain = (provider: string): ReturnType<typeof runCli> => runCli(work, ...explainArgs(clip, provider))
    const [named, auto] = [await explain('webgpu'), await explain('auto')]
    restore()
    expect(named).toMatchObject({ code: 1, stdout: '' })
    expect(named.stderr).toMatch(/can't be run with webgpu: .*(provider-unavailable)/)
    expect(auto.code).toBe(0)
    expect(auto.stderr).toMatch(/not on webgpu: .*\n[^]*the model ran on cpu/)
  })
})

// A GPU on two busy cores is slow: seconds for each new shape of tensor.
describe.runIf(softwareGpu)('engine/models, webgpu on a software device', { timeout: 240_000 }, () => {
  let restore: () => void
  beforeAll(() => {
    restore = useVulkanDriver(softwareGpu!)
  })
  afterAll(() => restore())

  it('engine/models - the probe accepts it, with its deviation and speed', async () => {
    const { provider, release } = await loadModel(folder, null, 'webgpu')
    await release()
    expect(provider).toMatchObject({ asked: 'webgpu', used: 'webgpu', passedOver: [] })
    // Not the same bits: the device did the work.
    expect(provider.deviation).toBeGreaterThan(0)
    expect(provider.deviation).toBeLessThan(1e-3)
    expect(provider.speedup).toBeGreaterThan(0)
  })

  it('engine/models - explain --provider webgpu gives the map that the CPU gives', async () => {
    const clip = logMelFile(40)
    const maps: ReturnType<typeof readNpy>[] = []
    for (const provider of ['cpu', 'webgpu']) {
      const { code, stderr } = await runCli(work, ...explainArgs(clip, provider))
      expect([code, stderr.includes('the model ran on webgpu')]).toEqual([0, provider === 'webgpu'])
      maps.push(readNpy(join(work, `out-${provider}/map.npy`)))
    }
    const [cpu, gpu] = maps.map(({ data }) => Float32Array.from(data))
    const { worst } = deviation(gpu, cpu)
    expect(worst).toBeGreaterThan(0)
    expect(worst).toBeLessThan(1e-3)
  })
})

function logMelFile(frames: number): string {
  const path = join(work, 'clip.npy')
  const { nMels } = onCpu.model.frontEnd
  const values = Float32Array.from({ length: nMels * frames }, (_, i) => Math.sin(i * 0.7) + Math.cos(i * 0.013))
  writeFileSync(path, encodeNpy([nMels, frames], values))
  expect(readFileSync(path).length).toBeGreaterThan(nMels * frames * 4)
  return path
}

function explainArgs(clip: string, provider: string): string[] {
  const out = join(work, `out-${provider}`)
  return ['explain', clip, '--model', 'demo-synthetic', '--method', 'lrp', '--provider', provider, '--out', out]
}
