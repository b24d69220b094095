import { Hono, type Context } from 'hono'
import { z } from 'zod'
import {
  agreementQuerySchema,
  clipAgreementQuerySchema,
  type AgreementReport,
  type ClipAgreementPage,
} from '#contracts/agreement'
import {
  changeManySchema,
  newAnnotatorSchema,
  saveAnnotationSchema,
  stepSchema,
  type Annotator,
  type AnnotationEvent,
  type AnnotationStep,
  type ClipAnnotation,
  type ManyChanged,
  type Stepped,
} from '#contracts/annotation'
import {
  newQueuesSchema,
  nextInQueueQuerySchema,
  queuePageQuerySchema,
  renameQueueSchema,
  type QueueCard,
  type QueuePage,
  type QueuedClip,
} from '#contracts/annotation-queue'
import type { ColumnInfo } from '#contracts/clip-query'
import { foreignLabelsSchema, type LabelsFile, type MergeReport } from '#contracts/labels-file'
import { readLabelsFile } from '#engine/annotations/read-labels-file'
import type { Engine } from '#engine/open-engine'
import { namedColumnInfos } from '#engine/projects/annotation-columns'
import { otherAuditColumnInfos } from '#engine/projects/other-audit-columns'
import type { ProjectSession } from '#engine/projects/project-session'
import { getQueue, listQueues, nextInQueue, queuePage, removeQueue, renameQueue } from '#engine/store/annotation-queues'
import { annotationEvents } from '#engine/store/annotation-steps'
import { idParameter, jsonBody, query } from '../validate'

/** What people say of clips. */
export function annotationRoutes(engine: Engine): Hono {
  const project = '/projects/:project'
  const annotator = `${project}/annotators/:annotator`
  const session = (c: Context): Promise<ProjectSession> => engine.project(c.req.param('project') ?? '')
  const place = (c: Context): [number, number] => [idParameter(c, 'annotator'), idParameter(c, 'clip')]
  return new Hono()
    .get(`${project}/annotators`, async c => c.json<Annotator[]>((await session(c)).annotations.annotators()))
    .post(`${project}/annotators`, async c => {
      const { name } = await jsonBody(c, newAnnotatorSchema)
      return c.json<Annotator>((await session(c)).annotations.addAnnotator(name))
    })
    .put(annotator, async c => {
      const { name } = await jsonBody(c, newAnnotatorSchema)
      return c.json<Annotator>((await session(c)).annotations.rename(idParameter(c, 'annotator'), name))
    })
    .get(`${annotator}/clips/:clip`, async c =>
      c.json<ClipAnnotation>((await session(c)).annotations.clip(...place(c))),
    )
    .post(`${annotator}/clips/:clip`, async c => {
      const save = await jsonBody(c, saveAnnotationSchema)
      return c.json<AnnotationStep>((await session(c)).annotations.save(...place(c), save))
    })
    .get(`${annotator}/clips/:clip/steps`, async c =>
      c.json<AnnotationEvent[]>(annotationEvents((await session(c)).db, ...place(c))),
    )
    .post(`${annotator}/clips`, async c => {
      const wanted = await jsonBody(c, changeManySchema)
      return c.json<ManyChanged>((await session(c)).annotations.changeMany(idParameter(c, 'annotator'), wanted))
    })
    .post(`${annotator}/undo`, async c => {
      const { eventId } = await jsonBody(c, stepSchema)
      return c.json<Stepped>((await session(c)).annotations.undo(idParameter(c, 'annotator'), eventId))
    })
    .post(`${annotator}/redo`, async c => {
      const { eventId } = await jsonBody(c, stepSchema)
      return c.json<Stepped>((await session(c)).annotations.redo(idParameter(c, 'annotator'), eventId))
    })
    .get(`${project}/clips/:clip/annotations`, async c =>
      c.json<ClipAnnotation[]>((await session(c)).annotations.ofClip(idParameter(c, 'clip'))),
    )
    .get(`${project}/annotation-columns`, async c => {
      const { db } = await session(c)
      return c.json<ColumnInfo[]>([...namedColumnInfos(db), ...otherAuditColumnInfos(db)])
    })
    .get(`${project}/labels`, async c => {
      const { annotators = null } = query(c, labelsQuery)
      return c.json<LabelsFile>((await session(c)).annotations.labels(annotators))
    })
    .post(`${project}/labels`, async c => {
      const labels = readLabelsFile(await jsonBody(c, z.unknown()), 'What was sent')
      return c.json<MergeReport>((await session(c)).annotations.merge(labels))
    })
    .post(`${project}/foreign-labels`, async c => {
      const of = query(c, foreignLabelsSchema)
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      return c.json<MergeReport>((await session(c)).annotations.mergeForeign(bytes, of))
    })
    .route('/', queueRoutes(session))
    .route('/', agreementRoutes(session))
}

const labelsQuery = agreementQuerySchema.pick({ annotators: true })

type SessionOf = (c: Context) => Promise<ProjectSession>

/** Its table is there: a thread reads a large one, so that nobody else waits. */
async function withTable(c: Context, session: SessionOf): Promise<ProjectSession> {
  const project = await session(c)
  await project.tables.ready(idParameter(c, 'audit'))
  return project
}

function queueRoutes(session: SessionOf): Hono {
  const queues = '/projects/:project/audits/:audit/queues'
  const queue = '/projects/:project/queues/:queue'
  return new Hono()
    .get('/projects/:project/queues', async c => c.json<QueueCard[]>(listQueues((await session(c)).db, null)))
    .get(queues, async c => c.json<QueueCard[]>(listQueues((await session(c)).db, idParameter(c, 'audit'))))
    .post(queues, async c => {
      const request = await jsonBody(c, newQueuesSchema)
      const { annotations } = await withTable(c, session)
      return c.json<QueueCard[]>(annotations.addQueues(idParameter(c, 'audit'), request))
    })
    .get(queue, async c => c.json<QueueCard>(getQueue((await session(c)).db, idParameter(c, 'queue'))))
    .put(queue, async c => {
      const { name } = await jsonBody(c, renameQueueSchema)
      return c.json<QueueCard>(renameQueue((await session(c)).db, idParameter(c, 'queue'), name))
    })
    .delete(queue, async c => {
      removeQueue((await session(c)).db, idParameter(c, 'queue'))
      return c.json({})
    })
    .get(`${queue}/clips`, async c => {
      const { offset, limit } = query(c, queuePageQuerySchema)
      return c.json<QueuePage>(queuePage((await session(c)).db, idParameter(c, 'queue'), offset, limit))
    })
    .get(`${queue}/next`, async c => {
      const { after } = query(c, nextInQueueQuerySchema)
      return c.json<QueuedClip | null>(nextInQueue((await session(c)).db, idParameter(c, 'queue'), after))
    })
}

function agreementRoutes(session: SessionOf): Hono {
  const agreement = '/projects/:project/audits/:audit/agreement'
  return new Hono()
    .get(agreement, async c => {
      const { annotators = null, seed, reader } = query(c, agreementQuerySchema)
      const { annotations } = await withTable(c, session)
      return c.json<AgreementReport>(annotations.agreement(idParameter(c, 'audit'), annotators, seed, reader))
    })
    .get(`${agreement}/clips`, async c => {
      const { annotators = null, ...asked } = query(c, clipAgreementQuerySchema)
      const { annotations } = await withTable(c, session)
      return c.json<ClipAgreementPage>(annotations.clipAgreement(idParameter(c, 'audit'), annotators, asked))
    })
}
