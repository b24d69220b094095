import { protocol, type ProtocolRequest } from 'electron'
import { forwardToEngine, plainResponse } from '#shells/proxy'
import { answerFetch, type Answer } from './answer-fetch'

export const SCHEME = 'app'
export const HOST = 'workstation'
export const HOME = `${SCHEME}://${HOST}/`

/** Not granted on purpose: bypassCSP, corsEnabled, allowServiceWorkers, allowExtensions. Before `ready` only. */
export function declareScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }])
}

/** Whether an address is the window's own place; parsed, never compared as text. */
export function isOwnAddress(address: string): boolean {
  try {
    const url = new URL(address)
    return url.protocol === `${SCHEME}:` && url.host === HOST && url.username === '' && url.password === ''
  } catch {
    return false
  }
}

/** `app://workstation/...` is answered by the engine: the page under `/`, the API under `/api`. */
export function serveWindowFrom(socketPath: string): void {
  const answer: Answer = (address, request) => {
    if (!isOwnAddress(address)) return Promise.resolve(plainResponse(404, 'text/plain', 'No such address.'))
    const { pathname, search } = new URL(address)
    return forwardToEngine(socketPath, { ...request, path: pathname + search })
  }
  if (typeof protocol.handle === 'function') protocol.handle(SCHEME, answerFetch(answer))
  else serveStreams(answer)
}

/** Before Electron 25, which had no `protocol.handle`. */
function serveStreams(answer: Answer): void {
  protocol.registerStreamProtocol(SCHEME, (request, callback) => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
    )
    void answer(request.url, { method: request.method, headers, body: uploaded(request) }).then(response =>
      callback({ statusCode: response.status, headers: response.headers, data: response.body }),
    )
  })
}

function uploaded(request: ProtocolRequest): Uint8Array | undefined {
  return request.uploadData && Buffer.concat(request.uploadData.map(part => part.bytes ?? Buffer.alloc(0)))
}
