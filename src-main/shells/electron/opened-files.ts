import { app, BrowserWindow } from 'electron'
import { resolve } from 'node:path'
import type { OpenedChannel } from '../../../src-preload/bridge'
import { showFirstWindow } from './window'

/** The project files among the words of a command line; switches are left alone. */
export function projectsIn(argv: readonly string[], folder: string): string[] {
  return argv
    .slice(1)
    .filter(word => !word.startsWith('-') && word.toLowerCase().endsWith('.cuescope'))
    .map(word => resolve(folder, word))
}

/** Projects that the system hands over: by a double click, a second start, a menu. They wait until the page takes them. */
export class OpenedFiles {
  readonly #waiting: string[] = []

  constructor() {
    this.#waiting.push(...projectsIn(process.argv, process.cwd()))
    // macOS; may come before the window is there.
    app.on('open-file', (event, path) => {
      event.preventDefault()
      this.open([path])
    })
    app.on('second-instance', (_event, argv, folder) => {
      showFirstWindow()
      this.open(projectsIn(argv, folder))
    })
  }

  readonly open = (paths: readonly string[]): void => {
    if (paths.length === 0) return
    this.#waiting.push(...paths)
    showFirstWindow()
    for (const { webContents } of BrowserWindow.getAllWindows())
      webContents.send('cuescope:opened' satisfies OpenedChannel)
  }

  take(): string[] {
    return this.#waiting.splice(0)
  }
}
