#!/usr/bin/env node
/** `npx cuescope ...`: the command line, under the project's own Node whatever Node started this. */
import { realpathSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { inRoot, projectNode } from './places.mjs'
import { endLike, launcherEnv, runInPlace } from './run.mjs'
import { setUpOrExit } from './setup.mjs'

await setUpOrExit()
const cli = inRoot('out/main/cli.js')
if (realpathSync(process.execPath) === realpathSync(projectNode)) {
  process.argv[1] = cli
  await import(pathToFileURL(cli).href)
} else {
  endLike(await runInPlace(projectNode, [cli, ...process.argv.slice(2)], { env: launcherEnv() }))
}
