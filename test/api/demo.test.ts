import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clipDetailSchema, type ClipPage } from '#contracts/clip'
import { auditSummarySchema, type AuditCard, type AuditSummary } from '#contracts/audit'
import type { EngineEvent } from '#contracts/events'
import type { Project } from '#contracts/project'
import { demoTruthSchema } from '#engine/demo/truth'
import { openApi, type TestApi } from '../helpers/api'
import { tempDir } from '../helpers/temp-dir'

let api: TestApi
let project: Project
let audit: AuditCard
let base: string
const events: EngineEvent[] = []

/** The demo as a stranger meets it: nothing is there, everything is made. */
beforeAll(async () => {
  api = await openApi(join(tempDir(), 'data'))
  api.engine.events.subscribe(event => events.push(event))
  project = await api.post<Project>('/projects/demo')
  audit = project.audits[0]
  base = `/projects/${project.id}/audits/${audit.id}`
  audit = await api.untilDone(base)
})
afterAll(() => api.engine.close())

describe('api, the demo project', () => {
  it('api - the demo is made, opened and audited; its making is told', async () => {
    expect(project).toMatchObject({ name: 'Demo', isDemo: true })
    const made = events.filter(event => event.type === 'demo')
    expect(made.at(-1)).toMatchObject({ state: 'ready' })
    expect(made.filter(({ state }) => state === 'making').length).toBeGreaterThan(1)
    expect(audit.progress).toMatchObject({ done: project.datasets[0].clips, refused: 0 })
  })

  it('api - asked for twice at once, it is one project with one audit', async () => {
    const [a, b] = await Promise.all([api.post<Project>('/projects/demo'), api.post<Project>('/projects/demo')])
    expect([a.id, b.id]).toEqual([project.id, project.id])
    expect(a.audits.map(({ id }) => id)).toEqual([audit.id])
    expect((await api.untilDone(base)).progress.total).toBe(audit.progress.total)
  })

  it('api - the model does well on it, and wrong where it was planted', async () => {
    const summary = auditSummarySchema.parse(await api.get<AuditSummary>(`${base}/summary`))
    expect(summary.accuracy!).toBeGreaterThan(0.5)
    const { rows, total } = await api.get<ClipPage>(`${base}/clips?outcome=wrong&limit=1000`)
    expect(total).toBeGreaterThan(0)
    expect(total).toBe(summary.scored - summary.correct)
    const planted = await Promise.all(
      rows.map(async ({ clipId }) => {
        const { truth } = clipDetailSchema.parse(await api.get(`${base}/clips/${clipId}`))
        return demoTruthSchema.parse(truth).planted.kind
      }),
    )
    expect(planted).toContain('wrong-label')
  })

  it('api - every clip has windows inside it and the truth beside it', async () => {
    const { rows } = await api.get<ClipPage>(`${base}/clips?limit=5`)
    for (const { clipId, durationSec } of rows) {
      const { explanations, truth } = clipDetailSchema.parse(await api.get(`${base}/clips/${clipId}`))
      expect(demoTruthSchema.parse(truth).durationSec).toBeCloseTo(durationSec!, 2)
      for (const { startSec, endSec } of explanations[0].segments) {
        expect(startSec).toBeGreaterThanOrEqual(0)
        expect(endSec).toBeGreaterThan(startSec)
        expect(endSec).toBeLessThanOrEqual(durationSec!)
      }
    }
  })
})
