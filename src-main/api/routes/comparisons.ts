import { Hono, type Context } from 'hono'
import { compareQuerySchema, type ComparedWindows, type Comparison, type OtherAnswer } from '#contracts/comparison'
import type { StoredPair } from '#engine/comparisons/read-comparison'
import type { Engine } from '#engine/open-engine'
import { otherAnswers } from '#engine/projects/other-answers'
import type { ProjectSession } from '#engine/projects/project-session'
import { readerOf } from '#engine/projects/untold-clips'
import { sameAnnotator } from '#engine/store/annotators'
import { getAudit } from '#engine/store/audits'
import { idParameter, query } from '../validate'

/** Two audits side by side, and what the others say of one clip. */
export function comparisonRoutes(engine: Engine): Hono {
  const session = (c: Context): Promise<ProjectSession> => engine.project(c.req.param('project') ?? '')
  const pairOf = async (c: Context): Promise<StoredPair> => {
    const { a, b, projectB, reader, ...methods } = query(c, compareQuerySchema)
    const one = await session(c)
    const other = projectB === undefined ? one : await engine.project(projectB)
    return {
      ...{ project: one.path, auditId: getAudit(one.db, a).id },
      ...{ otherProject: other.path, otherAuditId: getAudit(other.db, b).id, methods },
      reader: readerOf(one.db, { reader }),
      otherReader: readerOf(other.db, { reader: sameAnnotator(one.db, reader, other.db) }),
    }
  }
  return new Hono()
    .get('/projects/:project/compare', async c => {
      const pair = await pairOf(c)
      return c.json<Comparison>((await engine.options.summarise({ kind: 'comparison', ...pair })).comparison)
    })
    .get('/projects/:project/compare/windows', async c => {
      const pair = await pairOf(c)
      return c.json<ComparedWindows | null>(
        (await engine.options.summarise({ kind: 'compared-windows', ...pair })).windows,
      )
    })
    .get('/projects/:project/audits/:audit/clips/:clip/other-answers', async c =>
      c.json<OtherAnswer[]>(otherAnswers((await session(c)).db, idParameter(c, 'audit'), idParameter(c, 'clip'))),
    )
}
