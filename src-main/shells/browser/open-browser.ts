import { spawn } from 'node:child_process'

/** Whether a window can be expected to open when we ask the system for one. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  if (env.SSH_CONNECTION && process.platform !== 'linux') return false
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/** Asks the system to show an address; whether it did can't be known, so the address should be printed as well. */
export function openInBrowser(address: string): void {
  const [command, args] = opener(address)
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', () => undefined) // no opener installed: the printed address remains
  child.unref()
}

function opener(address: string): [string, string[]] {
  if (process.platform === 'darwin') return ['open', [address]]
  if (process.platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', address]]
  return ['xdg-open', [address]]
}
