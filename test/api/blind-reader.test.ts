import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agreementReportSchema, clipAgreementPageSchema } from '#contracts/agreement'
import type { Annotator } from '#contracts/annotation'
import type { QueueCard, QueuePage } from '#contracts/annotation-queue'
import type { AuditCard, AuditSummary } from '#contracts/audit'
import type { AuditScores } from '#contracts/audit-scores'
import type { ClipPage } from '#contracts/clip'
import type { ClipMapCard } from '#contracts/clip-map'
import type { ClipCounts } from '#contracts/clip-counts'
import type { DatasetCard } from '#contracts/dataset'
import type { ExperimentCard } from '#contracts/experiment'
import type { PlausibilityReport, Verdict } from '#contracts/plausibility'
import type { Project } from '#contracts/project'
import type { ProjectSession } from '#engine/projects/project-session'
import { openApi, type TestApi } from '../helpers/api'
import { demoModelId } from '../helpers/engine'
import { writeDemoClips } from '../helpers/experiments'
import { tempDir } from '../helpers/temp-dir'

/**
 * A reader with a blind queue learns nothing of its clips: whatever the model had said of them, and whatever others had
 * answered, each route would tell this reader the same. It tells everybody else something other.
 */
const WAITING = 5
const work = tempDir()
const corpus = join(work, 'corpus')
const CLIPS = writeDemoClips(corpus, 8).length

let api: TestApi
let session: ProjectSession
/** `/projects/ID` */
let project: string
let ada: Annotator
let ben: Annotator
let waiting: number[]
let rows: ClipPage['rows']

beforeAll(async () => {
  api = await openApi(join(work, 'data'))
  const { id } = await api.post<Project>('/projects', { name: 'Blind', folder: work })
  project = `/projects/${id}`
  session = await api.engine.project(id)
  const dataset = await api.post<DatasetCard>(`${project}/datasets`, { folder: corpus })
  for (const methods of [['gradient'], ['gradient-x-input']]) {
    const question = { datasetId: dataset.id, modelId: demoModelId(api.engine), settings: { methods } }
    await api.untilDone(`${project}/audits/${(await api.post<AuditCard>(`${project}/audits`, question)).id}`)
  }
  for (const kind of ['embedding', 'baseline', 'misclassifications', 'cue-validation']) await experiment(kind)
  const map = await api.post<ClipMapCard>(`${project}/audits/1/maps`, { method: 'pca' })
  await untilDone(`${project}/audits/1/maps/${map.id}`)
  const filter = { outcome: 'wrong' }
  await api.post(`${project}/views`, { name: 'Wrong', filter, columns: [], isSlice: true })
  ada = await api.post(`${project}/annotators`, { name: 'Ada' })
  ben = await api.post(`${project}/annotators`, { name: 'Ben' })
  const wanted = { name: 'week 1', annotatorIds: [ada.id], seed: 3, limit: WAITING }
  const [queue] = await api.post<QueueCard[]>(`${project}/audits/1/queues`, wanted)
  waiting = (await api.get<QueuePage>(`${project}/queues/${queue.id}/clips`)).rows.map(({ clipId }) => clipId)
  rows = (await api.get<ClipPage>(`${project}/audits/1/clips`)).rows
  const cy = await api.post<Annotator>(`${project}/annotators`, { name: 'Cy' })
  for (const { clipId, expected } of rows) for (const who of [ben, cy]) await answer(who, clipId, expected!)
})
afterAll(async () => {
  await api.engine.close()
  expect(api.logged).toEqual([])
})

async function untilDone(path: string): Promise<void> {
  for (;;) {
    const { state } = await api.get<ExperimentCard | ClipMapCard>(path)
    if (state === 'done') return
    if (state !== 'running') throw new Error(`${path}: ${state}`)
    await pause(20)
  }
}
async function experiment(kind: string): Promise<void> {
  const { id } = await api.post<ExperimentCard>(`${project}/audits/1/experiments`, { kind })
  await untilDone(`${project}/audits/1/experiments/${id}`)
}

let steps = 0
const answer = (who: Annotator, clip: number, emotion: string, more: object = {}): Promise<unknown> =>
  api.post(`${project}/annotators/${who.id}/clips/${clip}`, {
    ...{ eventId: `blind-reader-${String(steps++).padStart(4, '0')}`, changes: { emotion, ...more } },
  })

/** Of the clips that wait, the model says what it said of another one, and Ben something else. */
async function otherWorld(): Promise<void> {
  const donor = (predicted: string | null): number =>
    rows.find(row => !waiting.includes(row.clipId) && row.predicted !== predicted)!.clipId
  for (const clipId of waiting) {
    const from = donor(rows.find(row => row.clipId === clipId)!.predicted)
    const result = 'SELECT r.id FROM results r JOIN clips c ON c.sha256 = r.audio_sha WHERE c.id = @clipId'
    session.db
      .prepare(
        `UPDATE results SET (predicted, confidence, logits) = (SELECT o.predicted, o.confidence, o.logits FROM results o
         JOIN clips d ON d.sha256 = o.audio_sha WHERE d.id = @from AND o.settings_hash = results.settings_hash)
         WHERE id IN (${result})`,
      )
      .run({ from, clipId })
    session.db
      .prepare(
        `UPDATE explanations SET target = (SELECT predicted FROM results r WHERE r.id = result_id) WHERE result_id IN (${result})`,
      )
      .run({ clipId })
    await answer(ben, clipId, rows.find(row => row.clipId === from)!.predicted!)
  }
  session.tables.forget()
}

const audit = '/audits/1'
/** Routes that would tell of waiting clips, by their pattern; asked with `reader`, they do not. */
const told: Record<string, string> = {
  '/projects/:project': '',
  '/projects/:project/audits/:audit': audit,
  '/projects/:project/audits/:audit/summary': `${audit}/summary`,
  '/projects/:project/audits/:audit/scores': `${audit}/scores?by=speaker`,
  '/projects/:project/audits/:audit/clips': `${audit}/clips?sort=confidence&columns=confidence`,
  '/projects/:project/audits/:audit/clip-counts': `${audit}/clip-counts?by=expected,predicted`,
  '/projects/:project/audits/:audit/clip-spread': `${audit}/clip-spread?column=confidence`,
  '/projects/:project/audits/:audit/clip-ids': `${audit}/clip-ids?outcome=wrong&sort=confidence`,
  '/projects/:project/audits/:audit/list-file': `${audit}/list-file?columns=file,predicted,confidence`,
  '/projects/:project/audits/:audit/slices': `${audit}/slices`,
  '/projects/:project/audits/:audit/report': `${audit}/report`,
  '/projects/:project/audits/:audit/report/figures': `${audit}/report/figures`,
  '/projects/:project/audits/:audit/plausibility': `${audit}/plausibility?population=dataset`,
  '/projects/:project/audits/:audit/cue-tables': `${audit}/cue-tables`,
  '/projects/:project/audits/:audit/experiments/:experiment/result': `${audit}/experiments/3/result`,
  '/projects/:project/audits/:audit/maps/:map/values': `${audit}/maps/1/values?column=predicted`,
  '/projects/:project/audits/:audit/maps/:map/matches': `${audit}/maps/1/matches?outcome=wrong`,
  '/projects/:project/audits/:audit/clips/:clip/neighbours': `${audit}/clips/{told}/neighbours?k=30`,
  '/projects/:project/audits/:audit/agreement': `${audit}/agreement`,
  '/projects/:project/audits/:audit/agreement/clips': `${audit}/agreement/clips`,
  '/projects/:project/compare': '/compare?a=1&b=2',
  '/projects/:project/compare/windows': '/compare/windows?a=1&b=2',
}
/** Of one clip: the window asks nothing of a covered one but its sound and picture. */
const isOfOneClip = (pattern: string): boolean =>
  pattern.includes('/clips/:clip') && !pattern.endsWith('/neighbours') && !pattern.includes('/annotators/')
/** Of no prediction and of nobody's answer; or what a person asks for by name, to hand it on. */
const silent = new Set([
  ...[
    '/health',
    '/events',
    '/library',
    '/cues',
    '/clip-columns',
    '/expert-cues',
    '/settings',
    '/program',
    '/opensmile',
  ],
  ...['/models/:model', '/models/:model/label-map'],
  ...['/projects/:project/datasets/:dataset/clips', '/projects/:project/datasets/:dataset/preflight'],
  ...['/projects/:project/expert-tables', '/projects/:project/views', '/projects/:project/annotation-columns'],
  ...['/projects/:project/annotators', '/projects/:project/annotators/:annotator/clips/:clip'],
  ...['/projects/:project/annotators/:annotator/clips/:clip/steps', '/projects/:project/labels'],
  ...['/projects/:project/queues', '/projects/:project/queues/:queue', '/projects/:project/queues/:queue/clips'],
  ...['/projects/:project/queues/:queue/next', '/projects/:project/audits/:audit/queues'],
  ...['/projects/:project/audits/:audit/experiments', '/projects/:project/audits/:audit/experiments/:experiment'],
  ...['/projects/:project/audits/:audit/maps', '/projects/:project/audits/:audit/maps/:map'],
  ...['/projects/:project/audits/:audit/maps/:map/points', '/projects/:project/audits/:audit/selections/:selection'],
  // How strong saliency is in a sample of maps: one number, which colours follow from.
  '/projects/:project/audits/:audit/saliency-scale',
])

async function ask(path: string, reader?: number): Promise<string> {
  const clip = rows.find(({ clipId }) => !waiting.includes(clipId))!.clipId
  const at = path.replace('{told}', String(clip))
  const query = reader === undefined ? '' : `${at.includes('?') ? '&' : '?'}reader=${reader}`
  const response = await api.app.request(`/api${project}${at}${query}`)
  expect(`${response.status} ${at}`).toBe(`200 ${at}`)
  return `${response.headers.get('x-array-meta')} ${Buffer.from(await response.arrayBuffer()).toString('latin1')}`
}
async function askAll(reader?: number): Promise<Map<string, string>> {
  const answers = new Map<string, string>()
  for (const [pattern, path] of Object.entries(told)) answers.set(pattern, await ask(path, reader))
  return answers
}

/**
 * An answer but for what follows from verdicts: each clip is judged by all others of its label, so that its verdict is the
 * same in every list and for everybody. Which clips are counted is held against the list in a test of its own.
 */
function butVerdicts(answer: string): string {
  return answer
    .replace(/^null \{"settings".*"counts".*$/s, '')
    .replace(/<section id="(at-a-glance|plausibility)[^]*?<\/section>/g, '')
    .replace(/\{"section":"Plausibility[^]*?(?=\{"section"|$)/g, '')
}

describe('api, blind readers', () => {
  it('api - every route that answers is known to tell, to be of one clip, or to be silent', () => {
    const { routes } = api.app as Hono
    const gets = routes.filter(({ method, path }) => method === 'GET' && path.startsWith('/api/'))
    const patterns = new Set(gets.map(({ path }) => path.slice('/api'.length)))
    const unknown = [...patterns].filter(one => !(one in told) && !silent.has(one) && !isOfOneClip(one))
    expect(unknown).toEqual([])
    expect([...Object.keys(told), ...silent].filter(one => !patterns.has(one))).toEqual([])
  })

  it('api - figures are those of the other clips', async () => {
    const of = `reader=${ada.id}`
    const others = rows.filter(({ clipId }) => !waiting.includes(clipId))
    const correct = others.filter(({ isCorrect }) => isCorrect).length
    const summary = await api.get<AuditSummary>(`${project}${audit}/summary?${of}`)
    expect(summary).toMatchObject({ scored: CLIPS - WAITING, correct, accuracy: correct / others.length })
    summary.labels.forEach((expected, i) =>
      summary.labels.forEach((predicted, j) =>
        expect(summary.confusion[i][j]).toBe(
          others.filter(row => row.expected === expected && row.predicted === predicted).length,
        ),
      ),
    )
    const scores = await api.get<AuditScores>(`${project}${audit}/scores?by=speaker&${of}`)
    expect(scores.overall).toMatchObject({ clips: CLIPS - WAITING, correct, accuracy: { value: summary.accuracy } })
    expect(scores.groups.map(({ word, clips }) => [word, clips])).toEqual(
      [...new Set(others.map(({ speaker }) => speaker))]
        .sort()
        .map(word => [word, others.filter(({ speaker }) => speaker === word).length]),
    )
    const { counts, baseRates } = await api.get<PlausibilityReport>(`${project}${audit}/plausibility?${of}`)
    const listed = await api.get<ClipCounts>(`${project}${audit}/clip-counts?by=verdict&${of}`)
    expect(Object.entries(counts).filter(([, n]) => n > 0)).toHaveLength(listed.groups.length)
    for (const { key, clips } of listed.groups) expect(counts[key[0] as Verdict]).toBe(clips)
    for (const { label, correct: right, wrong } of baseRates) {
      const named = others.filter(({ predicted }) => predicted === label)
      expect([right, wrong]).toEqual([true, false].map(is => named.filter(({ isCorrect }) => isCorrect === is).length))
    }
    const card = await api.get<AuditCard>(`${project}${audit}?${of}`)
    expect(card.progress).toMatchObject({ total: CLIPS, done: CLIPS, scored: CLIPS - WAITING, correct })
    const report = await ask(`${audit}/report`, ada.id)
    expect(report).toContain(`${WAITING} clips waiting in a blind queue not counted`)
    const answers = clipAgreementPageSchema.parse(await api.get(`${project}${audit}/agreement/clips?${of}`))
    expect(answers.rows.filter(({ clipId }) => waiting.includes(clipId))).toEqual([])
    expect(agreementReportSchema.parse(await api.get(`${project}${audit}/agreement?${of}`)).emotion.answers[0]).toBe(
      others.length,
    )
  })

  it('api - had the model and the others said something else of waiting clips, nothing would be told otherwise', async () => {
    const [mine, everybodys] = [await askAll(ada.id), await askAll()]
    const summary = `${audit}/summary`
    expect(await ask(summary, ben.id), 'nothing waits for Ben').toBe(await ask(summary))
    await otherWorld()
    const after = await askAll()
    for (const [pattern, before] of everybodys) {
      expect(after.get(pattern) === before, `${pattern} tells everybody`).toBe(false)
    }
    for (const [pattern, now] of await askAll(ada.id))
      expect(butVerdicts(now), pattern).toBe(butVerdicts(mine.get(pattern)!))
  })

  it('api - a clip that was finished is told at once', async () => {
    const finished = { isFinished: true }
    await answer(ada, waiting[0], 'anger', finished)
    const { scored } = await api.get<AuditSummary>(`${project}${audit}/summary?reader=${ada.id}`)
    const { overall } = await api.get<AuditScores>(`${project}${audit}/scores?reader=${ada.id}`)
    expect([scored, overall.clips]).toEqual([CLIPS - WAITING + 1, CLIPS - WAITING + 1])
    for (const clipId of waiting.slice(1)) await answer(ada, clipId, 'anger', finished)
    for (const path of [`${audit}/summary`, `${audit}/scores`, `${audit}/plausibility`, '/compare?a=1&b=2'])
      expect(await ask(path, ada.id)).toBe(await ask(path))
  })
})
