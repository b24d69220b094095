/** Builds out/ when its sources are newer. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { inRoot, projectNode, readIfThere, scripts } from './places.mjs'
import { projectEnv, runQuietly } from './run.mjs'

const inputs = [
  'src-main',
  'src-preload',
  'src-renderer',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
]
const stampFile = inRoot('out/inputs.sha256')
const outputs = [
  'out/main/electron.cjs',
  'out/main/engine.js',
  'out/main/cli.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
]

function inputsHash() {
  const hash = createHash('sha256')
  for (const file of inputs.flatMap(filesOf))
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(inRoot(file)))
      .update('\0')
  return hash.digest('hex')
}

function filesOf(path) {
  if (/\.\w+$/.test(path)) return [path]
  const entries = readdirSync(inRoot(path), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap(entry => {
    const inside = `${path}/${entry.name}`
    if (inside === 'src-main/shells/launch') return [] // these scripts are not built
    return entry.isDirectory() ? filesOf(inside) : [inside]
  })
}

export const isBuilt = () => outputs.every(file => existsSync(inRoot(file))) && readIfThere(stampFile) === inputsHash()

export async function build() {
  const hash = inputsHash()
  rmSync(stampFile, { force: true })
  const { isDone, output } = await runQuietly(projectNode, [scripts.electronVite, 'build'], {
    env: projectEnv({ NO_COLOR: '1' }),
  })
  if (!isDone) throw new Error(`The build failed:\n\n${output.trim()}`)
  writeFileSync(stampFile, hash)
}
