/** Whether node_modules is what package-lock.json asks for, and how it becomes so. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { inRoot, projectNode, readIfThere, root } from './places.mjs'
import { runQuietly } from './run.mjs'

const stampFile = inRoot('node_modules/.cuescope-setup')

const wantedStamp = () => {
  const lock = createHash('sha256')
    .update(readFileSync(inRoot('package-lock.json')))
    .digest('hex')
  return `${lock} ${process.platform}-${process.arch}`
}

export function arePackagesComplete() {
  if (!existsSync(projectNode)) return false
  const stamp = wantedStamp()
  if (readIfThere(stampFile) === stamp) return true
  if (!isInstalledByNpm()) return false
  writeFileSync(stampFile, stamp)
  return true
}

/** npm may have been run by hand: its own record is compared, package by package. */
function isInstalledByNpm() {
  const record = readIfThere(inRoot('node_modules/.package-lock.json'))
  if (!record) return false
  const installed = JSON.parse(record).packages
  const wanted = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages
  return Object.entries(wanted).every(([path, { version, integrity, optional, devOptional, link }]) => {
    if (path === '' || link) return true
    const there = installed[path]
    if (!there) return Boolean(optional || devOptional) // for another platform
    return there.version === version && there.integrity === integrity && existsSync(inRoot(`${path}/package.json`))
  })
}

/**
 * No package's install script runs but that of `node`, which brings the project's own Node: the others carry what they
 * need, and would compile or download it again.
 */
export async function installPackages() {
  await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
  await npm(['rebuild', 'node'])
  if (!existsSync(projectNode)) {
    throw new Error(
      "The project's own Node (package `node`) was not installed: npm did not run its install script.\n" +
        'Run `npm rebuild node`, then start again.',
    )
  }
  writeFileSync(stampFile, wantedStamp())
}

async function npm(args) {
  const { npm_execpath: script } = process.env
  const isNpmScript = script && /npm-cli\.[cm]?js$/.test(script)
  const { isDone, output } = isNpmScript
    ? await runQuietly(process.execPath, [script, ...args], { cwd: root })
    : await runQuietly('npm', args, { cwd: root, shell: process.platform === 'win32' })
  if (!isDone) throw new Error(whyNpmFailed(output))
}

function whyNpmFailed(output) {
  const tail = output.trim().split('\n').slice(-15).join('\n')
  const network =
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|UNABLE_TO_\w+)\b/.exec(
      output,
    )
  if (network) {
    return (
      `npm cannot reach its registry (${network[1]}). CueScope fetches its packages from there once.\n` +
      'Check the connection and `npm config get registry` / `npm config get proxy`, then start again.\n\n' +
      tail
    )
  }
  if (/ENOENT/.test(output) && /spawn npm|npm.*not found/.test(output))
    return 'npm was not found. It comes with Node: https://nodejs.org'
  return `npm could not install the packages:\n\n${tail}`
}
