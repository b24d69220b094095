import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'

export const projectRoot = resolve(import.meta.dirname, '../..')

const entries = {
  engine: 'src-main/shells/engine-process.ts',
  'explain.worker': 'src-main/shells/explain-worker.ts',
  'summary.worker': 'src-main/shells/summary-worker.ts',
  cli: 'src-main/shells/cli/index.ts',
}

let found: Promise<string> | undefined

/**
 * The folder of the built entries (cli.js, engine.js, explain.worker.js): out/main where it is up to date, as under
 * `npm test`; else they are built aside, so that a test run never disturbs a program that runs from out/.
 */
export function builtMain(): Promise<string> {
  return (found ??= findOrBuild())
}

async function findOrBuild(): Promise<string> {
  const launcher = (await import(join(projectRoot, 'src-main/shells/launch/build.mjs'))) as { isBuilt: () => boolean }
  if (launcher.isBuilt()) return join(projectRoot, 'out/main')
  const folder = join(projectRoot, '.cache/test-build', sourcesHash())
  if (!existsSync(folder)) await buildInto(folder)
  return join(folder, 'out/main')
}

const HOUR_MS = 3_600_000

async function buildInto(folder: string): Promise<void> {
  const builds = join(folder, '..')
  mkdirSync(builds, { recursive: true })
  for (const name of readdirSync(builds))
    if (Date.now() - statSync(join(builds, name)).mtimeMs > HOUR_MS) rmSync(join(builds, name), { recursive: true })
  const temporary = `${folder}.${process.pid}`
  mkdirSync(temporary, { recursive: true })
  await build({
    configFile: false,
    logLevel: 'error',
    root: projectRoot,
    build: {
      ssr: true,
      target: 'node24',
      outDir: join(temporary, 'out/main'),
      rollupOptions: {
        input: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(projectRoot, path)])),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  })
  mkdirSync(join(temporary, 'out/renderer'))
  symlinkSync(join(projectRoot, 'resources'), join(temporary, 'resources'), 'junction')
  try {
    renameSync(temporary, folder)
  } catch (error) {
    // Another test process was faster: its build is the same.
    if (!existsSync(folder)) throw error
    rmSync(temporary, { recursive: true, force: true })
  }
}

function sourcesHash(): string {
  const hash = createHash('sha256')
  const folder = join(projectRoot, 'src-main')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => /\.(ts|json)$/.test(file))
  for (const file of files.sort()) hash.update(`${file}\0`).update(readFileSync(join(folder, file)))
  return hash.digest('hex').slice(0, 16)
}
