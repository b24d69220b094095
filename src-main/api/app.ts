/**
 * The API and the page: a fetch handler and nothing else. Every shell serves this one app.
 */
import { Hono, type Context } from 'hono'
import { CueScopeError } from '#engine/base/errors'
import type { Engine } from '#engine/open-engine'
import { errorResponse } from './error-response'
import type { PathGrants } from './path-grants'
import { annotationRoutes } from './routes/annotations'
import { auditRoutes } from './routes/audits'
import { clipMapRoutes } from './routes/clip-maps'
import { clipRoutes } from './routes/clips'
import { comparisonRoutes } from './routes/comparisons'
import { eventRoutes } from './routes/events'
import { experimentRoutes } from './routes/experiments'
import { libraryRoutes } from './routes/library'
import { modelWizardRoutes } from './routes/model-wizard'
import { plausibilityRoutes } from './routes/plausibility'
import { reportRoutes } from './routes/report'
import { settingsRoutes } from './routes/settings'
import { tableViewRoutes } from './routes/table-views'
import type { StaticFiles } from './static-files'

export interface AppOptions {
  readonly engine: Engine
  readonly paths: PathGrants
  /** The built page. */
  readonly page: StaticFiles
  readonly version: string
  readonly log: (message: string) => void
}

export function createApp({ engine, paths, page, version, log }: AppOptions): Hono {
  const started = performance.now()
  const api = new Hono()
    .get('/health', c => c.json({ engineId: engine.id, version, uptimeSec: (performance.now() - started) / 1000 }))
    .route('/', libraryRoutes(engine, paths))
    .route('/', auditRoutes(engine, paths))
    .route('/', clipRoutes(engine))
    .route('/', clipMapRoutes(engine))
    .route('/', comparisonRoutes(engine))
    .route('/', annotationRoutes(engine))
    .route('/', experimentRoutes(engine))
    .route('/', plausibilityRoutes(engine))
    .route('/', modelWizardRoutes(engine, paths))
    .route('/', reportRoutes(engine, version))
    .route('/', tableViewRoutes(engine))
    .route('/', settingsRoutes(engine, paths, version))
    .route('/', eventRoutes(engine))
  const nowhere = (c: Context): Response =>
    errorResponse(new CueScopeError('not-found', `There is no ${c.req.method} ${c.req.path}.`), log)
  const app = new Hono()
    .route('/api', api)
    .all('/api/*', nowhere)
    .get('*', c => page.respond(c.req.path))
  app.notFound(nowhere)
  app.onError(error => errorResponse(error, log))
  return app
}
