/** npm's `electron` comes without its binary; it is fetched here once, if the person is there to see it and it can be had. */
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { electronBinary, inRoot, projectNode, scripts } from './places.mjs'
import { projectEnv, runQuietly, step } from './run.mjs'

const failedFile = inRoot('node_modules/.cuescope-electron-failed')
const TRY_AGAIN_AFTER_MS = 24 * 3600_000
const PROBE_LIMIT_MS = 4000
const FETCH_LIMIT_MS = 300_000

/** @returns {Promise<string | null>} the binary, or null: not to be had now */
export async function fetchElectron() {
  const hasFailedLately = existsSync(failedFile) && Date.now() - statSync(failedFile).mtimeMs < TRY_AGAIN_AFTER_MS
  if (hasFailedLately || !(await isReachable(process.env.ELECTRON_MIRROR || 'https://github.com'))) return null
  try {
    await step('fetching Electron (once; about 120 MB)', async () => {
      const { isDone, output } = await runQuietly(projectNode, [scripts.electronInstall], {
        limitMs: FETCH_LIMIT_MS,
        env: projectEnv(),
      })
      if (!isDone) throw new Error(output.trim())
    })
  } catch (error) {
    writeFileSync(failedFile, String(error.message))
  }
  return electronBinary()
}

/** A machine without network must not wait for a long time-out. */
function isReachable(address) {
  return new Promise(resolve => {
    if (process.env.HTTPS_PROXY || process.env.https_proxy) return resolve(true) // only the fetcher can tell
    const probe = request(address, { method: 'HEAD' }, answer => {
      answer.resume()
      resolve(answer.statusCode < 500)
    })
    probe.setTimeout(PROBE_LIMIT_MS, () => probe.destroy(new Error('too slow')))
    probe.on('error', () => resolve(false))
    probe.end()
  })
}
