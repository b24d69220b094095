import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'

export interface Bundled {
  /** Holds `<name>.cjs` for each entry, and a package.json whose main is `main.cjs`. */
  readonly folder: string
  remove(): void
}

/** Compiles TypeScript entries to plain CommonJS, for processes that only a file can start. Paths are relative to test/helpers. */
export async function bundle(entries: Record<string, string>): Promise<Bundled> {
  const folder = mkdtempSync(join(tmpdir(), 'cuescope-bundle-'))
  const input = Object.fromEntries(
    Object.entries(entries).map(([name, path]) => [name, resolve(import.meta.dirname, path)]),
  )
  await build({
    configFile: false,
    root: resolve(import.meta.dirname, '../..'),
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node16',
      outDir: folder,
      minify: false,
      rollupOptions: {
        input,
        external: ['electron', 'better-sqlite3'],
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
      },
    },
  })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'bundled', main: 'main.cjs' }))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) }
}
