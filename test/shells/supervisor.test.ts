import { existsSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Grants } from '#shells/grants'
import { forwardToEngine } from '#shells/proxy'
import type { EngineSupervisor } from '#shells/supervisor'
import { standIn, supervise, type Supervised } from '../helpers/stand-in'

const ask = async (
  engine: EngineSupervisor,
  path: string,
): Promise<{ status: number; json: Record<string, unknown> }> => {
  const { status, body } = await forwardToEngine(engine.socketPath, { method: 'GET', path, headers: {} })
  return { status, json: JSON.parse(Buffer.concat(await body.toArray()).toString()) as Record<string, unknown> }
}
const idOf = async (engine: EngineSupervisor): Promise<string> =>
  String((await ask(engine, '/api/health')).json.engineId)
const isRunning = (pid: string): boolean => existsSync(`/proc/${pid}`)

describe('shells/supervisor', () => {
  let supervised: Supervised
  afterEach(() => supervised.engine.stop())

  it('starts the engine, and stops it without leaving process or socket', async () => {
    supervised = supervise(standIn())
    const { engine } = supervised
    await engine.start()
    const id = await idOf(engine)
    await engine.stop()
    expect(existsSync(engine.socketPath)).toBe(false)
    if (process.platform === 'linux') expect(isRunning(id)).toBe(false)
    expect(supervised.states).toEqual(['starting', 'ready', 'stopped'])
  })

  it('starts a dead engine again; meanwhile the answer is engine-gone', async () => {
    supervised = supervise(standIn())
    const { engine } = supervised
    await engine.start()
    const first = await idOf(engine)
    const dying = await ask(engine, '/api/die')
    expect(dying).toMatchObject({ status: 503, json: { code: 'engine-gone' } })
    expect(await ask(engine, '/api/health')).toMatchObject({ status: 503, json: { code: 'engine-gone' } })
    await vi.waitFor(() => expect(supervised.states).toEqual(['starting', 'ready', 'away', 'starting', 'ready']), 5000)
    expect(await idOf(engine)).not.toBe(first)
  })

  it('kills an engine that hangs, and starts it again', async () => {
    supervised = supervise(standIn(), { heartbeatMs: 50, hungAfterMs: 600 })
    const { engine, log } = supervised
    await engine.start()
    const first = await idOf(engine)
    const hanging = ask(engine, '/api/hang')
    await vi.waitFor(() => expect(supervised.states).toContain('away'), 10_000)
    expect((await hanging).status).toBe(503)
    await vi.waitFor(() => expect(engine.state).toBe('ready'), 5000)
    expect(await idOf(engine)).not.toBe(first)
    expect(log.join('\n')).toContain('did not answer')
  })

  it('leaves a healthy engine alone', async () => {
    supervised = supervise(standIn(), { heartbeatMs: 50, hungAfterMs: 1000 })
    await supervised.engine.start()
    const first = await idOf(supervised.engine)
    await new Promise(resolve => setTimeout(resolve, 2500))
    expect(await idOf(supervised.engine)).toBe(first)
  })

  it('gives up after five deaths and says the last words', async () => {
    supervised = supervise(standIn('dies'))
    await expect(supervised.engine.start()).rejects.toThrow(/5 times[^]*exit code 3[^]*these are my last words/)
    expect(supervised.engine.state).toBe('failed')
    expect(supervised.states.filter(state => state === 'starting')).toHaveLength(5)
  }, 20_000)

  it('passes on why the engine refuses, without trying again', async () => {
    supervised = supervise(standIn('refuses'))
    await expect(supervised.engine.start()).rejects.toThrow('Another engine uses this folder.')
    expect(supervised.states).toEqual(['starting', 'failed'])
  })

  it('kills an engine that does not end when asked', async () => {
    supervised = supervise(standIn(), { stopLimitMs: 300 })
    const { engine } = supervised
    await engine.start()
    const id = await idOf(engine)
    const hanging = ask(engine, '/api/hang')
    await new Promise(resolve => setTimeout(resolve, 200))
    await engine.stop()
    await hanging
    if (process.platform === 'linux') expect(isRunning(id)).toBe(false)
  })

  it('tells a new engine the paths that were granted before', async () => {
    supervised = supervise(standIn())
    const { engine } = supervised
    await engine.start()
    const grants = new Grants(engine)
    const ref = await grants.grant('/chosen/folder')
    expect(grants.pathOf(ref)).toBe('/chosen/folder')
    await ask(engine, '/api/die')
    await vi.waitFor(() => expect(supervised.states).toContain('away'), 5000)
    await vi.waitFor(async () => {
      expect((await ask(engine, '/api/grants')).json).toEqual([
        { id: ref.replace('grant:', ''), path: '/chosen/folder' },
      ])
    }, 5000)
  })
})
