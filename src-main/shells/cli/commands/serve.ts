import { appPaths, defaultDataDir } from '#shells/app-paths'
import { serveUntilStopped } from '#shells/browser/index'
import { exitCodes } from '../run-command'

/** The window in a browser, on this computer only; stays up until Ctrl-C. */
export async function serve(mainDir: string, flags: { port?: number; open?: boolean }): Promise<number> {
  const { engineEntry, resourcesDir } = appPaths(mainDir)
  const { port = 0, open = false } = flags
  await serveUntilStopped({ engineEntry, resourcesDir, dataDir: defaultDataDir(), port, openBrowser: open })
  return exitCodes.done
}
