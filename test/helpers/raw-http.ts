import { connect } from 'node:net'

export interface RawAnswer {
  readonly status: number
  /** Status line and headers as sent. */
  readonly head: string
  readonly body: string
}

/** Sends lines as they are (no client would send some of them) and reads until the server closes. */
export function rawRequest(port: number, lines: readonly string[], body = ''): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`))
    socket.setTimeout(5000, () => socket.destroy(new Error(`no answer to ${lines.join(' | ')}`)))
    socket.on('data', chunk => (text += chunk.toString('latin1')))
    socket.on('error', reject)
    socket.on('close', () => {
      const [head, ...rest] = text.split('\r\n\r\n')
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), head, body: rest.join('\r\n\r\n') })
    })
  })
}
