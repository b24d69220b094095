/**
 * Speaks the engine's part towards a shell and nothing else, so that shells can be tested with an engine that dies,
 * hangs or refuses when the test wants it. STAND_IN: refuses | dies | (none).
 */
import { Buffer } from 'node:buffer'
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { socket: { type: 'string' }, 'data-dir': { type: 'string' }, resources: { type: 'string' } },
})
const say = line => process.stdout.write(`${JSON.stringify(line)}\n`)

if (process.env.STAND_IN === 'refuses') {
  say({ ready: false, error: { code: 'project-in-use', message: 'Another engine uses this folder.' } })
  process.exit(1)
}
if (process.env.STAND_IN === 'dies') {
  console.error('these are my last words')
  process.exit(3)
}

const engineId = String(process.pid)
const grants = []
const server = createServer(async (request, response) => {
  const json = (status, value, headers = {}) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
  const body = []
  for await (const chunk of request) body.push(chunk)
  const text = Buffer.concat(body).toString()
  switch (request.url) {
    case '/':
      return response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end('<!doctype html><title>CueScope</title><h1>stand-in</h1>')
    case '/api/health':
      return json(200, { engineId, shell: process.env.CUESCOPE_SHELL })
    case '/api/echo':
      return json(
        200,
        { method: request.method, headers: request.headers, body: text },
        { 'access-control-allow-origin': '*', 'set-cookie': 'a=b' },
      )
    case '/api/events':
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      return response.write(`data: ${JSON.stringify({ type: 'hello', engineId })}\n\n`)
    case '/shell/grants':
      if (request.headers['x-cuescope-shell'] !== process.env.CUESCOPE_SHELL_SECRET) return json(404, {})
      grants.push(JSON.parse(text))
      return json(200, {})
    case '/api/grants':
      return json(200, grants)
    case '/api/die':
      return process.exit(7)
    case '/api/hang':
      for (;;);
    default:
      return json(404, { code: 'not-found', message: request.url })
  }
})
server.listen(values.socket, () => say({ ready: true, engineId }))
const stop = () => process.exit(0)
process.on('SIGINT', () => undefined)
process.on('SIGTERM', stop)
process.stdin.on('end', stop).resume()
