import { parseArgs } from 'node:util'
import { CueScopeError, toErrorBody } from '#engine/base/errors'
import { appPaths, defaultDataDir } from '#shells/app-paths'
import { endWithLauncher } from '#shells/die-with-parent'
import { hasDisplay } from './open-browser'
import { serveUntilStopped } from './serve-until-stopped'

/** Entry of `npm start` where Electron is not there. The command line's `serve` does the same with its own options. */
endWithLauncher()
const { engineEntry, resourcesDir } = appPaths(import.meta.dirname)
try {
  const port = Number(chosenPort() ?? process.env.CUESCOPE_PORT ?? 0)
  await serveUntilStopped({ engineEntry, resourcesDir, dataDir: defaultDataDir(), port, openBrowser: hasDisplay() })
} catch (error) {
  console.error(toErrorBody(error).message)
  process.exitCode = 1
}

/** @throws CueScopeError for anything else that stands there */
function chosenPort(): string | undefined {
  try {
    return parseArgs({ options: { port: { type: 'string' } } }).values.port
  } catch (cause) {
    const message = 'npm start takes no option but -- --port 8800. All else is done by commands: npx cuescope --help.'
    throw new CueScopeError('bad-option', message, {}, { cause })
  }
}
