import { utilityParentPort, type ReadyLine, type ShellToEngine } from './engine-messages'

/**
 * The engine's side of its life with a shell: `stop` is called once when the shell asks it to end or is gone. Ctrl-C is
 * left to the shell, which gets it too.
 */
export function onStopRequest(stop: () => void): void {
  let hasBegun = false
  const once = (): void => {
    if (!hasBegun) stop()
    hasBegun = true
  }
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', once)
  const parentPort = utilityParentPort()
  if (parentPort) parentPort.on('message', ({ data }) => (data as ShellToEngine).type === 'stop' && once())
  else process.stdin.on('end', once).on('error', once).resume()
}

export function announce(line: ReadyLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
