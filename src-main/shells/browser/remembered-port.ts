import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = 'browser-port'

/**
 * The port of last time, 0 where there was none. A browser keeps settings by address, port and all: at another one the
 * annotator's name, the keys and the looks would be forgotten.
 */
export function rememberedPort(dataDir: string): number {
  const path = join(dataDir, FILE)
  const port = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0
  return Number.isInteger(port) && port > 0 && port <= 65535 ? port : 0
}

export function rememberPort(dataDir: string, port: number): void {
  if (port !== rememberedPort(dataDir)) writeFileSync(join(dataDir, FILE), String(port))
}
