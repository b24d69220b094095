/**
 * `npm start`: sets up what is missing, then opens the application: in its own window where Electron is there, else as
 * the same program on a local server in the browser.
 */
import { fetchElectron } from './fetch-electron.mjs'
import { electronBinary, hasDisplay, inRoot, projectNode, root } from './places.mjs'
import { endLike, launcherEnv, runInPlace, say } from './run.mjs'
import { setUpOrExit } from './setup.mjs'

/** How Chromium ends when it finds no display, no sandbox or no graphics: by a trap, an abort or a fault. */
const brokenSignals = ['SIGTRAP', 'SIGABRT', 'SIGSEGV', 'SIGILL', 'SIGBUS']
const TOO_SOON_MS = 15_000

await setUpOrExit()
const ended = await openInWindow()
endLike(ended ?? (await openInBrowser()))

/** @returns null where no window of our own can be had */
async function openInWindow() {
  if (!hasDisplay()) return inBrowserBecause('There is no display here')
  if (process.getuid?.() === 0) return inBrowserBecause('Electron does not run as root')
  const electron = electronBinary() ?? (await fetchElectron())
  if (!electron) return inBrowserBecause('Electron is not installed and cannot be fetched now')
  const startedMs = Date.now()
  const ended = await runInPlace(electron, [root], { cwd: root })
  const hasBroken = brokenSignals.includes(ended.signal) && Date.now() - startedMs < TOO_SOON_MS
  return hasBroken ? inBrowserBecause(`Electron cannot open a window here (${ended.signal})`) : ended
}

function inBrowserBecause(reason) {
  say(`${reason}: CueScope opens in the browser instead.`)
  return null
}

function openInBrowser() {
  const args = [inRoot('out/main/serve.js'), ...process.argv.slice(2)]
  return runInPlace(projectNode, args, { cwd: root, env: launcherEnv() })
}
