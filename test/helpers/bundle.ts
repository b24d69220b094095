import { join, parse } from 'node:path'
import { build } from 'vite'
import { projectRoot } from './built-program'

/** One of the tests' own entries as a file that plain Node runs; packages that it uses must be bundled with it. */
export async function bundle(entry: string, outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    root: projectRoot,
    build: { ssr: entry, target: 'node24', outDir, rollupOptions: { output: { entryFileNames: '[name].mjs' } } },
  })
  return join(outDir, `${parse(entry).name}.mjs`)
}
