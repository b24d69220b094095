import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerFetch } from '#shells/electron/answer-fetch'
import { forwardToEngine } from '#shells/proxy'
import { standIn, supervise, type Supervised } from '../helpers/stand-in'

describe('shells/electron/answer-fetch', () => {
  let supervised: Supervised
  let answer: (request: Request) => Promise<Response>
  beforeAll(async () => {
    supervised = supervise(standIn())
    await supervised.engine.start()
    answer = answerFetch((address, request) =>
      forwardToEngine(supervised.engine.socketPath, { ...request, path: new URL(address).pathname }),
    )
  })
  afterAll(() => supervised.engine.stop())

  it('method and body reach the engine; of the headers only the harmless ones', async () => {
    const headers = {
      'content-type': 'application/json',
      cookie: 'a=b',
      origin: 'http://evil',
      'x-cuescope-shell': 'guess',
    }
    const response = await answer(
      new Request('http://workstation/api/echo', { method: 'POST', body: '{"a":1}', headers }),
    )
    const echoed = (await response.json()) as { method: string; body: string; headers: Record<string, string> }
    expect(echoed).toMatchObject({ method: 'POST', body: '{"a":1}' })
    expect(Object.keys(echoed.headers).sort()).toEqual(['connection', 'content-length', 'content-type', 'host'])
  })

  it('answers carry the policy, and none of what would open a door', async () => {
    const { headers } = await answer(new Request('http://workstation/api/echo'))
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('set-cookie')).toBeNull()
  })

  it('server-sent events come one by one, and end when the page goes', async () => {
    const page = new AbortController()
    const response = await answer(new Request('http://workstation/api/events', { signal: page.signal }))
    const reader = response.body!.getReader()
    const { value } = await reader.read()
    expect(new TextDecoder().decode(value)).toMatch(/^data: \{"type":"hello"/)
    page.abort()
    await expect(reader.read()).rejects.toThrow()
  })

  it('HEAD has no body', async () => {
    const response = await answer(new Request('http://workstation/', { method: 'HEAD' }))
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
  })

  it('an engine that is away is a 503 of its own kind for the API and a page that reloads for the window', async () => {
    const gone = await forwardToEngine('/nowhere.sock', { method: 'GET', path: '/api/library', headers: {} })
    expect(JSON.parse(Buffer.concat(await gone.body.toArray()).toString())).toMatchObject({ code: 'engine-gone' })
    const page = await forwardToEngine('/nowhere.sock', { method: 'GET', path: '/', headers: {} })
    expect(page.status).toBe(503)
    expect(Buffer.concat(await page.body.toArray()).toString()).toContain('http-equiv="refresh"')
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  })
})
