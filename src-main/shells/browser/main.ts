import { parseArgs } from 'node:util'
import { toErrorBody } from '#engine/base/errors'
import { appPaths, defaultDataDir } from '#shells/app-paths'
import { endWithLauncher } from '#shells/die-with-parent'
import { hasDisplay } from './open-browser'
import { serveUntilStopped } from './serve-until-stopped'

/** Entry of `npm start` where Electron is not there. The command line's `serve` does the same with its own options. */
endWithLauncher()
const { engineEntry, resourcesDir } = appPaths(import.meta.dirname)
try {
  const { values } = parseArgs({ options: { port: { type: 'string' } } })
  const port = Number(values.port ?? process.env.CUESCOPE_PORT ?? 0)
  await serveUntilStopped({ engineEntry, resourcesDir, dataDir: defaultDataDir(), port, openBrowser: hasDisplay() })
} catch (error) {
  console.error(toErrorBody(error).message)
  process.exitCode = 1
}
