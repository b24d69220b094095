import { connect, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveBrowserShell, type BrowserShell } from '#shells/browser/serve'
import { rawRequest, type RawAnswer } from '../helpers/raw-http'
import { standIn } from '../helpers/stand-in'
import { tempDir } from '../helpers/temp-dir'

const base = { engineEntry: '', resourcesDir: '.', dataDir: tempDir(), log: () => undefined, startEngine: standIn() }

describe('shells/browser', () => {
  let shell: BrowserShell
  let port: number
  let cookie: string
  const said: string[] = []
  const get = (path: string, ...headers: string[]): Promise<RawAnswer> =>
    rawRequest(port, [`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, 'Connection: close', ...headers])
  const launch = async (url: string, ...headers: string[]): Promise<RawAnswer> =>
    get(url.slice(url.indexOf('/?')), ...headers)

  beforeAll(async () => {
    shell = await serveBrowserShell({ ...base, say: line => said.push(line) })
    port = Number(new URL(shell.url).port)
    const welcome = await launch(shell.url, 'Sec-Fetch-Site: cross-site')
    cookie = /set-cookie: ([^;]+)/i.exec(welcome.head)![1]
    expect(welcome).toMatchObject({ status: 200 })
    expect(welcome.head).toMatch(/set-cookie: cuescope-\d+=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict/)
  })
  afterAll(() => shell.close())

  it('the code in the address works once; the next address is said', async () => {
    expect((await launch(shell.url)).status).toBe(401)
    const next = said.find(line => line.includes('launch='))!
    expect((await launch(next, 'Sec-Purpose: prefetch;prerender')).status).toBe(401)
    expect((await launch(next)).status).toBe(200)
    expect((await launch(next)).status).toBe(401)
  })

  it('the owner gets page, API and events, with the policy on all of them', async () => {
    for (const [path, expected] of [
      ['/', '<h1>stand-in'],
      ['/api/health', '"shell":"browser"'],
    ]) {
      const answer = await get(path, `Cookie: ${cookie}`)
      expect(answer).toMatchObject({ status: 200 })
      expect(answer.body).toContain(expected)
      expect(answer.head).toContain("content-security-policy: default-src 'none'")
    }
  })

  it('only one cell of the matrix is let in', async () => {
    const hosts = [
      [`Host: 127.0.0.1:${port}`],
      ['Host: evil.com'],
      ['Host: 127.0.0.1'],
      [`Host: 127.0.0.1.evil.com:${port}`],
      [`Host: localhost.:${port}`],
      [`Host: [::1]:${port}`],
      [`Host: 0.0.0.0:${port}`],
      [`Host: 127.0.0.1:${port}`, 'Host: evil.com'],
      [`Host: 127.0.0.1:${port}`, `Host: 127.0.0.1:${port}`],
    ]
    const cookies = [
      [`Cookie: ${cookie}`],
      [],
      [`Cookie: ${cookie.slice(0, -1)}${cookie.endsWith('0') ? '1' : '0'}`],
      [`Cookie: other=1; ${cookie.replace('cuescope', 'Cuescope')}`],
    ]
    const origins = [
      [],
      [`Origin: http://127.0.0.1:${port}`],
      ['Origin: null'],
      ['Origin: http://evil.com'],
      ['Origin: file://'],
      ['Origin: http://127.0.0.1:1'],
    ]
    const sites = [
      [],
      ['Sec-Fetch-Site: same-origin'],
      ['Sec-Fetch-Site: none'],
      ['Sec-Fetch-Site: same-site'],
      ['Sec-Fetch-Site: cross-site'],
    ]
    const methods = ['GET', 'POST', 'DELETE', 'OPTIONS', 'PROPFIND']

    const cells = hosts.flatMap((host, h) =>
      cookies.flatMap((token, t) =>
        origins.flatMap((origin, o) =>
          sites.flatMap((site, s) =>
            methods.map(method => ({ method, lines: [...host, ...token, ...origin, ...site], place: [h, t, o, s] })),
          ),
        ),
      ),
    )
    const isLetIn = ({ method, place: [h, t, o, s] }: (typeof cells)[number]): boolean => {
      if (h !== 0 || t !== 0) return false
      if (method === 'GET') return o <= 1 && s <= 2
      return (method === 'POST' || method === 'DELETE') && o === 1 && s <= 1
    }
    const wrong: string[] = []
    const bodies = new Map<number, Set<string>>()
    for (let start = 0; start < cells.length; start += 64) {
      await Promise.all(
        cells.slice(start, start + 64).map(async cell => {
          const { method, lines } = cell
          const answer = await rawRequest(port, [
            `${method} /api/echo HTTP/1.1`,
            ...lines,
            'Connection: close',
            'Content-Length: 0',
          ])
          if (answer.status < 400 !== isLetIn(cell)) wrong.push(`${answer.status} ${method} ${lines.join(' | ')}`)
          if (/access-control/i.test(answer.head)) wrong.push(`CORS header: ${method} ${lines.join(' | ')}`)
          if (answer.status >= 400) bodies.set(answer.status, (bodies.get(answer.status) ?? new Set()).add(answer.body))
        }),
      )
    }
    expect(cells.length).toBe(5400)
    expect(wrong).toEqual([])
    expect([...bodies].map(([status, seen]) => [status, seen.size])).toEqual(
      expect.arrayContaining([
        [401, 1],
        [403, 1],
      ]),
    )
    for (const seen of bodies.values()) expect(seen.size).toBe(1)
  })

  it.each([
    ['no Host, HTTP/1.0', ['GET /api/health HTTP/1.0']],
    ['absolute request line', ['GET http://evil.com/api/health HTTP/1.1', 'Host: 127.0.0.1:PORT']],
    ['absolute request line to ourselves', ['GET http://127.0.0.1:PORT/api/health HTTP/1.1', 'Host: 127.0.0.1:PORT']],
    ['asterisk', ['OPTIONS * HTTP/1.1', 'Host: 127.0.0.1:PORT']],
    ['a tunnel', ['CONNECT evil.com:80 HTTP/1.1', 'Host: 127.0.0.1:PORT']],
    ['an upgrade', ['GET /api/health HTTP/1.1', 'Host: evil.com', 'Upgrade: websocket', 'Sec-WebSocket-Key: x']],
    [
      'smuggled length',
      ['POST /api/echo HTTP/1.1', 'Host: 127.0.0.1:PORT', 'Content-Length: 4', 'Transfer-Encoding: chunked'],
    ],
    ['launch code for another host', ['GET /?launch=CODE HTTP/1.1', 'Host: evil.com']],
  ])('refused: %s', async (_name, lines) => {
    const code = /launch=(\w+)/.exec(said.at(-1)!)![1]
    const filled = lines.map(line => line.replace('PORT', String(port)).replace('CODE', code))
    const answer = await rawRequest(port, [...filled, `Cookie: ${cookie}`, 'Connection: close'])
    expect(answer.status === 0 || answer.status >= 400).toBe(true)
    expect(answer.body).not.toContain('engineId')
  })

  it("the owner's cookie and a guessed secret do not reach the engine", async () => {
    const answer = await get('/api/echo', `Cookie: ${cookie}`, 'X-CueScope-Shell: guess', 'X-Forwarded-Host: evil')
    const json = answer.body.slice(answer.body.indexOf('{'), answer.body.lastIndexOf('}') + 1)
    const { headers } = JSON.parse(json) as { headers: Record<string, string> }
    expect(Object.keys(headers).sort()).toEqual(['connection', 'host'])
  })

  it('no path leads to granting paths', async () => {
    for (const path of ['/shell/grants', '/%73hell/grants', '/x/../shell/grants', '//shell/grants']) {
      const origin = `Origin: http://127.0.0.1:${port}`
      const lines = [
        `POST ${path} HTTP/1.1`,
        `Host: 127.0.0.1:${port}`,
        origin,
        `Cookie: ${cookie}`,
        'Connection: close',
        'Content-Length: 2',
      ]
      expect([path, (await rawRequest(port, lines, '{}')).status]).toEqual([path, 404])
    }
  })

  it('listens on 127.0.0.1 only', async () => {
    const reached = await new Promise(resolve => {
      const socket = connect({ port, host: '::1' }, () => resolve(true))
      socket.on('error', () => resolve(false))
    })
    expect(reached).toBe(false)
  })

  it('a port in use is a plain message', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => other.once('listening', resolve))
    const taken = (other.address() as { port: number }).port
    await expect(serveBrowserShell({ ...base, port: taken, say: () => undefined })).rejects.toMatchObject({
      code: 'port-in-use',
      message: expect.stringContaining(`Port ${taken} is in use`) as string,
    })
    other.close()
  })

  it('comes back at the address of last time, under which the browser keeps settings, unless that is taken', async () => {
    const dataDir = tempDir()
    const portOfNext = async (): Promise<number> => {
      const next = await serveBrowserShell({ ...base, dataDir, say: () => undefined })
      await next.close()
      return Number(new URL(next.url).port)
    }
    const first = await portOfNext()
    expect(await portOfNext()).toBe(first)
    const other = createServer().listen(first, '127.0.0.1')
    await new Promise(resolve => other.once('listening', resolve))
    const second = await portOfNext()
    expect(second).not.toBe(first)
    await new Promise(resolve => other.close(resolve))
    expect(await portOfNext()).toBe(second)
  })

  it.each([-1, 65536, 1.5, NaN])('port %s is refused in plain words', async bad => {
    const refused = serveBrowserShell({ ...base, port: bad, say: () => undefined })
    await expect(refused).rejects.toMatchObject({ code: 'bad-option' })
  })

  it('an engine that cannot start is a plain message, and the port is free again', async () => {
    const refusing = serveBrowserShell({ ...base, startEngine: standIn('refuses'), say: () => undefined })
    await expect(refusing).rejects.toThrow('Another engine uses this folder.')
  })
})
