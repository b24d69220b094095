import { serveBrowserShell, type BrowserShellOptions } from './serve'

/** Serves until Ctrl-C or SIGTERM; prints the address on stdout and everything else on stderr. */
export async function serveUntilStopped(options: Omit<BrowserShellOptions, 'say' | 'log'>): Promise<void> {
  const stopRequested = new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  const log = (line: string): void => console.error(`[engine] ${line}`)
  const shell = await serveBrowserShell({ ...options, say, log })
  say(`CueScope is open at ${shell.url}`)
  say('The address works once, for one browser on this machine. Ctrl-C ends it.')
  await stopRequested
  await shell.close()
}
