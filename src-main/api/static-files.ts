import { readFileSync, readdirSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

/** A built page, read once: requests are looked up in a fixed map, never joined to a path. */
export class StaticFiles {
  readonly #files = new Map<string, { bytes: Uint8Array<ArrayBuffer>; type: string }>()

  constructor(folder: string) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const path = join(entry.parentPath, entry.name)
      const name = `/${relative(folder, path).split(sep).join('/')}`
      this.#files.set(name, {
        bytes: new Uint8Array(readFileSync(path)),
        type: types[extname(path)] ?? 'application/octet-stream',
      })
    }
  }

  respond(path: string): Response {
    const file = this.#files.get(path === '/' ? '/index.html' : path)
    if (file === undefined) return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain' } })
    const isHashed = path.startsWith('/assets/')
    return new Response(file.bytes, {
      headers: {
        'content-type': file.type,
        'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
    })
  }
}
