import { request as httpRequest } from 'node:http'
import { text } from 'node:stream/consumers'
import type { EngineSupervisor } from './supervisor'

/** The shell's own request to the engine: what no window may ask. @throws Error in words for a person */
export async function askEngine<T>(
  { socketPath, secret }: Pick<EngineSupervisor, 'socketPath' | 'secret'>,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<T> {
  const sent = body === undefined ? '' : JSON.stringify(body)
  const headers = {
    ...(sent === '' ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) }),
    'x-cuescope-shell': secret,
  }
  const { status, answer } = await new Promise<{ status: number; answer: string }>((resolve, reject) => {
    const request = httpRequest({ socketPath, method, path, headers, agent: false }, response => {
      text(response).then(answer => resolve({ status: response.statusCode ?? 0, answer }), reject)
    })
    request.on('error', () => reject(new Error('The engine is starting again. Please try once more in a moment.')))
    request.end(sent)
  })
  if (status !== 200) throw new Error(messageOf(answer) ?? `The engine refused it (status ${status}).`)
  return JSON.parse(answer) as T
}

function messageOf(answer: string): string | null {
  try {
    return (JSON.parse(answer) as { message?: string }).message ?? null
  } catch {
    return null // not the engine's own words
  }
}
