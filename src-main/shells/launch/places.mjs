/** Where things are in a checkout. Plain JavaScript for any Node from 16 on: it runs before anything is installed. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')
export const inRoot = path => join(root, path)

const isWindows = process.platform === 'win32'

/** The project's own Node; the system's may be too old. */
export const projectNode = inRoot(isWindows ? 'node_modules/node/bin/node.exe' : 'node_modules/node/bin/node')

/** Scripts of packages, by path: a link in .bin can't be started the same way everywhere. */
export const scripts = {
  electronInstall: inRoot('node_modules/electron/install.js'),
  electronVite: inRoot('node_modules/electron-vite/bin/electron-vite.js'),
  prettier: inRoot('node_modules/prettier/bin/prettier.cjs'),
  tsc: inRoot('node_modules/typescript/bin/tsc'),
  vueTsc: inRoot('node_modules/vue-tsc/bin/vue-tsc.js'),
  eslint: inRoot('node_modules/eslint/bin/eslint.js'),
  depcruise: inRoot('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
  vitest: inRoot('node_modules/vitest/vitest.mjs'),
  playwright: inRoot('node_modules/@playwright/test/cli.js'),
}

/** npm's Electron, if its binary was fetched. */
export function electronBinary() {
  const folder = inRoot('node_modules/electron')
  if (!existsSync(join(folder, 'path.txt'))) return null
  const binary = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim())
  return existsSync(binary) ? binary : null
}

/** Whether a window can open here. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

export const readIfThere = path => (existsSync(path) ? readFileSync(path, 'utf8') : null)
