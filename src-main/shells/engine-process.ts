/**
 * The engine as a process of its own: serves the page and the API over the socket that the shell names.
 * argv: --socket PATH --data-dir DIR --resources DIR; env CUESCOPE_SHELL (electron | browser) and CUESCOPE_SHELL_SECRET,
 * which lets the shell grant paths.
 * Prints one ready line, and ends when told to or when its shell is gone.
 */
import { chmodSync } from 'node:fs'
import { createServer } from 'node:http'
import { timingSafeEqual } from 'node:crypto'
import { parseArgs } from 'node:util'
import { getRequestListener } from '@hono/node-server'
import { z } from 'zod'
import { createApp } from '#api/app'
import { PathGrants } from '#api/path-grants'
import { StaticFiles } from '#api/static-files'
import { idParameter, jsonBody } from '#api/validate'
import { CueScopeError, toErrorBody } from '#engine/base/errors'
import { checkRegularFile, fileError } from '#engine/files/read-file'
import { Engine } from '#engine/open-engine'
import { appPaths, opensmileFromEnv } from './app-paths'
import { announce, onStopRequest } from './engine-lifeline'
import { createSpawnWorker } from './spawn-worker'
import { createSummarise } from './summary-thread'
import { programVersion } from './version'

const grantSchema = z.object({ id: z.string().min(16), path: z.string().max(4096) })

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { socket: { type: 'string' }, 'data-dir': { type: 'string' }, resources: { type: 'string' } },
  })
  const { socket, 'data-dir': dataDir, resources } = values
  if (!socket || !dataDir || !resources)
    throw new CueScopeError('bad-option', 'engine: --socket, --data-dir and --resources are needed')
  const secret = process.env.CUESCOPE_SHELL_SECRET ?? ''

  const paths = appPaths(import.meta.dirname)
  const log = (message: string): void => void process.stderr.write(`${message}\n`)
  const engine = await Engine.open({
    dataDir,
    resourcesDir: resources,
    spawnWorker: createSpawnWorker(paths.workerEntry),
    summarise: createSummarise(paths.summaryEntry),
    ...opensmileFromEnv(),
    log,
  })
  const grants = new PathGrants(process.env.CUESCOPE_SHELL !== 'electron')
  const app = createApp({
    engine,
    paths: grants,
    page: new StaticFiles(paths.rendererDir),
    version: programVersion,
    log,
  })
  app.use('/shell/*', async (c, next) => {
    if (secret === '' || !isSame(c.req.header('x-cuescope-shell') ?? '', secret)) return c.json({}, 404)
    await next()
  })
  app.post('/shell/grants', async c => {
    const { id, path } = await jsonBody(c, grantSchema)
    grants.grant(id, path)
    return c.json({})
  })
  // What is asked by GET is the page's.
  app.post('/shell/projects/:project/clips/:clip/path', async c => {
    const project = await engine.project(c.req.param('project'))
    return c.json({ path: await checkRegularFile(project.clipPath(idParameter(c, 'clip'))) })
  })
  app.post('/shell/projects/:project/abandon', async c =>
    c.json({ path: await engine.abandonProject(c.req.param('project')) }),
  )

  const server = createServer(getRequestListener(app.fetch))
  await new Promise<void>((resolve, reject) => {
    server.once('error', cause => reject(fileError(socket, cause)))
    server.listen(socket, resolve)
  })
  if (process.platform !== 'win32') chmodSync(socket, 0o600)
  announce({ ready: true, engineId: engine.id })

  onStopRequest(() => {
    server.close()
    server.closeAllConnections()
    void engine.close().finally(() => process.exit(0))
  })
  if (engine.describeLibrary().projects.length === 0)
    await engine.openDemo().catch(error => log(`demo: ${(error as Error).message}`))
}

function isSame(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}

process.on('unhandledRejection', error => {
  process.stderr.write(`${(error as Error)?.stack ?? String(error)}\n`)
  process.exit(1)
})

main().catch((error: unknown) => {
  announce({ ready: false, error: toErrorBody(error) })
  process.exit(1)
})
