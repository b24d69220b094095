import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { CueScopeError } from '#engine/base/errors'

/**
 * Which paths the window may name. In the desktop shell only those that the system's own dialog returned: the shell
 * tells the engine the path and hands the window an opaque reference. In the browser shell the user types paths.
 */
export class PathGrants {
  readonly #paths = new Map<string, string>()

  constructor(private readonly isPathAllowed: boolean) {}

  /** The shell's word that a person chose this path; `grant:<id>` stands for it from now on. */
  grant(id: string, path: string): void {
    this.#paths.set(id, path)
  }

  /** @throws CueScopeError forbidden */
  resolve(ref: string): string {
    if (ref.startsWith('grant:')) {
      const path = this.#paths.get(ref.slice('grant:'.length))
      if (path === undefined)
        throw new CueScopeError('forbidden', 'This choice is no longer known: choose the folder again.')
      return path
    }
    if (!this.isPathAllowed) throw new CueScopeError('forbidden', 'Choose the folder with the button.')
    if (ref.includes('\0')) throw new CueScopeError('bad-path', 'A path has no NUL character.')
    return absolutePath(ref.trim())
  }
}

/** As people type it: `~/speech` is in their home. */
function absolutePath(typed: string): string {
  if (typed === '~') return homedir()
  if (/^~[/\\]/.test(typed)) return join(homedir(), typed.slice(2))
  if (isAbsolute(typed)) return typed
  throw new CueScopeError('bad-path', `"${typed}" is no whole path: begin with / (or C:\\) or ~.`)
}
