/** A Chromium for the tests: one that the machine has. */
import { existsSync } from 'node:fs'

const usual = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
}

/** @returns {{binary: string} | {missing: string}} */
export function chromiumForTests() {
  const named = process.env.CUESCOPE_CHROMIUM
  if (named)
    return existsSync(named) ? { binary: named } : { missing: `CUESCOPE_CHROMIUM names ${named}, which is not there.` }
  const binary = (usual[process.platform] ?? []).find(existsSync)
  return binary
    ? { binary }
    : {
        missing:
          'No Chromium or Chrome was found. Install one, or name it in CUESCOPE_CHROMIUM, then run the tests again.',
      }
}
