import { Readable } from 'node:stream'
import type { EngineRequest, EngineResponse } from '#shells/proxy'

/** Answers a request for an absolute address. */
export type Answer = (address: string, request: Omit<EngineRequest, 'path'>) => Promise<EngineResponse>

/** Requests and responses as `protocol.handle` (Electron 25 and later) has them: those of fetch, bodies as streams. */
export function answerFetch(answer: Answer): (request: Request) => Promise<Response> {
  return async request => {
    const { method } = request
    const headers = Object.fromEntries(request.headers)
    const sent = request.body ? new Uint8Array(await request.arrayBuffer()) : undefined
    const { status, headers: received, body } = await answer(request.url, { method, headers, body: sent })
    if (method === 'HEAD' || [204, 205, 304].includes(status)) {
      body.destroy()
      return new Response(null, { status, headers: received })
    }
    request.signal.addEventListener('abort', () => body.destroy(), { once: true })
    return new Response(Readable.toWeb(body) as ReadableStream, { status, headers: received })
  }
}
