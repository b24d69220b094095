import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** The parts of a request that decide whether it is let in. */
export interface Visitor {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** As received: names and values in turn; shows what `headers` hides, such as a second Host. */
  readonly rawHeaders: readonly string[]
}

export type Admission = 'let-in' | 'wrong-host' | 'bad-request' | 'foreign-page' | 'no-session'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Whether the request names this server, and in the plain form that browsers use. To be asked before anything else. */
export function addressedToUs(visitor: Visitor, hosts: readonly string[]): Admission {
  const named = visitor.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
  if (named.length !== 1 || !hosts.includes(visitor.headers.host ?? '')) return 'wrong-host'
  return visitor.url.startsWith('/') && methods.includes(visitor.method) ? 'let-in' : 'bad-request'
}

/**
 * Whether a request comes from our own page in the owner's browser. The cookie alone isn't enough: a browser sends it to
 * every port of this address, so a page that another local server delivered has it too.
 */
export function admit(visitor: Visitor, hosts: readonly string[], cookie: { name: string; value: string }): Admission {
  const addressed = addressedToUs(visitor, hosts)
  if (addressed !== 'let-in') return addressed
  const { origin, 'sec-fetch-site': site, host } = visitor.headers
  const isWrite = visitor.method !== 'GET' && visitor.method !== 'HEAD'
  const isOwnOrigin = origin === `http://${host}`
  if (isWrite ? !isOwnOrigin : origin !== undefined && !isOwnOrigin) return 'foreign-page'
  if (site !== undefined && site !== 'same-origin' && (isWrite || site !== 'none')) return 'foreign-page'
  return isSame(cookieValue(visitor.headers.cookie, cookie.name), cookie.value) ? 'let-in' : 'no-session'
}

/** Takes as long for a near miss as for a far one. */
export function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

function cookieValue(header: string | undefined, name: string): string {
  const pairs = (header ?? '').split(';').map(pair => pair.trim())
  return pairs.find(pair => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
}
