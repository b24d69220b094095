import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CueScopeError } from '#engine/base/errors'
import { newEngineAddress } from '#shells/engine-address'
import { engineAsChild } from '#shells/engine-child'
import { forwardToEngine, plainResponse, type EngineResponse } from '#shells/proxy'
import { EngineSupervisor, type EngineStart } from '#shells/supervisor'
import { addressedToUs, admit, type Admission } from './admission'
import { LaunchCodes } from './launch-codes'
import { openInBrowser } from './open-browser'
import { rememberPort, rememberedPort } from './remembered-port'

export interface BrowserShellOptions {
  readonly engineEntry: string
  readonly resourcesDir: string
  readonly dataDir: string
  /** @default 0: the one of last time, or any free one */
  readonly port?: number
  /** Whether to ask the system to show the page. @default false */
  readonly openBrowser?: boolean
  /** Lines for the person at the terminal. */
  readonly say: (line: string) => void
  /** The engine's and the shell's own notes. */
  readonly log: (line: string) => void
  /** @default a child process under this Node */
  readonly startEngine?: EngineStart
}

export interface BrowserShell {
  /** Holds a one-time code; good for the first browser that opens it. */
  readonly url: string
  close(): Promise<void>
}

const OPENED_BY_US_LIFE_MS = 60_000

/**
 * The program in a web browser: a server on 127.0.0.1 only that answers nobody but the owner of this process.
 * @throws CueScopeError `port-in-use`; Error with the engine's words if it can't be started
 */
export async function serveBrowserShell(options: BrowserShellOptions): Promise<BrowserShell> {
  const { engineEntry, resourcesDir, dataDir, port = 0, openBrowser = false, say, log } = options
  const server = createServer()
  await (port === 0 ? listenAsBefore(server, dataDir) : listen(server, port))
  const heldPort = (server.address() as AddressInfo).port
  const address = newEngineAddress()
  const startEngine = options.startEngine ?? engineAsChild({ engineEntry })
  const engine = new EngineSupervisor({ startEngine, address, dataDir, resourcesDir, shell: 'browser', log })
  engine.onState((state, reason) => state === 'failed' && say(reason))

  const desk = new FrontDesk(heldPort, address.socketPath, say)
  server.on('request', (request, response) => void desk.receive(request, response))
  const close = async (): Promise<void> => {
    const isClosed = new Promise(resolve => server.close(resolve))
    server.closeAllConnections()
    await engine.stop()
    await isClosed
  }
  try {
    await engine.start()
    if (port === 0) rememberPort(dataDir, heldPort)
  } catch (error) {
    await close()
    throw error
  }
  if (openBrowser) openInBrowser(desk.newAddress(OPENED_BY_US_LIFE_MS))
  return { url: desk.newAddress(), close }
}

async function listenAsBefore(server: Server, dataDir: string): Promise<void> {
  try {
    await listen(server, rememberedPort(dataDir))
  } catch (error) {
    const isTaken = error instanceof CueScopeError && ['port-in-use', 'permission-denied'].includes(error.code)
    if (!isTaken) throw error
    await listen(server, 0)
  }
}

function listen(server: Server, port: number): Promise<void> {
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new CueScopeError('bad-option', `A port is a whole number from 0 to 65535, not ${port}.`, { port })
  }
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const message = `Port ${port} is in use by another program. Choose another one (--port N), or none at all.`
      if (error.code === 'EADDRINUSE') reject(new CueScopeError('port-in-use', message, { port }))
      else if (error.code === 'EACCES') {
        reject(
          new CueScopeError('permission-denied', `Port ${port} may not be used by this user. Choose one above 1023.`, {
            port,
          }),
        )
      } else reject(error)
    })
    server.listen({ port, host: '127.0.0.1', exclusive: true }, resolve)
  })
}

/** Decides for each request whether it is answered, and by whom. Refusals are constant: they tell nothing. */
class FrontDesk {
  #hosts: readonly string[]
  #cookie: { name: string; value: string }
  #codes = new LaunchCodes()
  #socketPath: string
  #say: (line: string) => void

  constructor(port: number, socketPath: string, say: (line: string) => void) {
    this.#hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
    // The port is in the name because browsers share cookies between the ports of a host.
    this.#cookie = { name: `cuescope-${port}`, value: randomBytes(32).toString('hex') }
    this.#socketPath = socketPath
    this.#say = say
  }

  newAddress(lifeMs?: number): string {
    return `http://${this.#hosts[0]}/?launch=${this.#codes.issue(lifeMs)}`
  }

  async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers, rawHeaders } = request
    const visitor = { method, url, headers, rawHeaders }
    const code = /^\/\?launch=([0-9a-f]{64})$/.exec(url)?.[1]
    if (code && method === 'GET' && addressedToUs(visitor, this.#hosts) === 'let-in' && !headers['sec-purpose']) {
      return send(response, this.#welcome(code))
    }
    const admission = admit(visitor, this.#hosts, this.#cookie)
    if (admission !== 'let-in') return send(response, refusal(admission))
    const answer = await forwardToEngine(this.#socketPath, { method, path: url, headers, body: request })
    response.on('close', () => answer.body.destroy())
    send(response, answer)
  }

  /** A page that goes on by itself: a redirect would still count as coming from where the link stood, without the cookie. */
  #welcome(code: string): EngineResponse {
    if (!this.#codes.redeem(code)) return refusal('no-session')
    this.#say(`To open it once more: ${this.newAddress()}`)
    const page =
      '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><title>CueScope</title>'
    const answer = plainResponse(200, 'text/html; charset=utf-8', page)
    answer.headers['set-cookie'] = `${this.#cookie.name}=${this.#cookie.value}; Path=/; HttpOnly; SameSite=Strict`
    return answer
  }
}

const refusals: Record<Exclude<Admission, 'let-in'>, [status: number, text: string]> = {
  'wrong-host': [403, 'Refused.'],
  'bad-request': [400, 'Refused.'],
  'foreign-page': [403, 'Refused.'],
  'no-session': [401, 'Open the address that CueScope printed where it was started. Each address works once.'],
}

function refusal(admission: Exclude<Admission, 'let-in'>): EngineResponse {
  const [status, text] = refusals[admission]
  return plainResponse(status, 'text/plain; charset=utf-8', text)
}

function send(response: ServerResponse, { status, headers, body }: EngineResponse): void {
  // An unread upload would keep the connection waiting.
  if (status >= 400) headers.connection = 'close'
  response.writeHead(status, headers)
  if (response.req.method === 'HEAD') {
    body.destroy()
    response.end()
    return
  }
  body.on('error', () => response.destroy())
  body.pipe(response)
}
