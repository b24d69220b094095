import { request as httpRequest, type IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { ErrorBody } from '#contracts/error'
import { headersFor, securityHeaders } from './security-headers'

/** A window's request on its way to the engine. */
export interface EngineRequest {
  readonly method: string
  /** Path and query, beginning with a slash. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body?: Readable | Uint8Array
}

export interface EngineResponse {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Readable
}

/** Only these cross from a window to the engine: no cookie, no origin, and never the shell's own secret. */
const requestHeaders = ['accept', 'cache-control', 'content-length', 'content-type', 'if-none-match', 'last-event-id']

/** Never cross from the engine to a window: they belong to the connection, or would open a door. */
const isKeptBack = (name: string): boolean =>
  /^(connection|keep-alive|transfer-encoding|upgrade|trailer|set-cookie|date|access-control-.*)$/.test(name)

/**
 * Sends a request to the engine's socket and gives its answer as a stream, security headers added. Never rejects: where
 * the engine is away the answer is 503 `engine-gone`, which the page shows as "reconnecting".
 */
export function forwardToEngine(socketPath: string, request: EngineRequest): Promise<EngineResponse> {
  return new Promise(resolve => {
    // keep-alive although each request has its own connection: an engine that closed it itself could do so while we still
    // write, and the answer would be lost.
    const headers: Record<string, string | string[]> = { host: 'cuescope', connection: 'keep-alive' }
    for (const name of requestHeaders) if (request.headers[name] !== undefined) headers[name] = request.headers[name]
    if (request.body instanceof Uint8Array) headers['content-length'] = String(request.body.byteLength)

    const { method, path, body } = request
    const outgoing = httpRequest({ socketPath, method, path, headers, agent: false }, answer =>
      resolve(received(answer)),
    )
    outgoing.on('error', () => resolve(engineGone(request)))
    if (body instanceof Readable) {
      body.on('error', () => outgoing.destroy())
      body.pipe(outgoing)
    } else outgoing.end(body)
  })
}

function received(answer: IncomingMessage): EngineResponse {
  const headers: Record<string, string> = { 'cache-control': 'no-store' }
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined && !isKeptBack(name)) headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  const safe = { ...headers, ...headersFor(headers['content-security-policy']) }
  return { status: answer.statusCode ?? 502, headers: safe, body: answer }
}

function engineGone(request: EngineRequest): EngineResponse {
  if (!request.path.startsWith('/api') && request.method === 'GET') {
    return plainResponse(503, 'text/html; charset=utf-8', restartingPage)
  }
  const error: ErrorBody = { code: 'engine-gone', message: 'The engine is starting again. Please wait a moment.' }
  return plainResponse(503, 'application/json', JSON.stringify(error))
}

const restartingPage =
  '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="1"><title>CueScope</title>' +
  '<p>The engine is starting again. This page reloads by itself.</p>'

/** A complete answer of the shell itself. */
export function plainResponse(status: number, contentType: string, text: string): EngineResponse {
  const bytes = Buffer.from(text)
  const headers = {
    'content-type': contentType,
    'content-length': String(bytes.byteLength),
    'cache-control': 'no-store',
  }
  return { status, headers: { ...headers, ...securityHeaders }, body: Readable.from([bytes]) }
}
