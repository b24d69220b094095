import { Hono, type Context } from 'hono'
import { z } from 'zod'
import {
  agreementQuerySchema,
  clipAgreementQuerySchema,
  type AgreementReport,
  type ClipAgreementPage,
} from '#contracts/agreement'
import {
  newAnnotatorSchema,
  saveAnnotationSchema,
  stepSchema,
  type Annotator,
  type AnnotationEvent,
  type AnnotationStep,
  type ClipAnnotation,
} from '#contracts/annotation'
import {
  newQueuesSchema,
  nextInQueueQuerySchema,
  queuePageQuerySchema,
  type QueueCard,
  type QueuePage,
  type QueuedClip,
} from '#contracts/annotation-queue'
import type { ColumnInfo } from '#contracts/clip-query'
import type { LabelsFile, MergeReport } from '#contracts/labels-file'
import { readLabelsFile } from '#engine/annotations/read-labels-file'
import type { Engine } from '#engine/open-engine'
import { namedColumnInfos } from '#engine/projects/annotation-columns'
import { otherAuditColumnInfos } from '#engine/projects/other-audit-columns'
import type { ProjectSession } from '#engine/projects/project-session'
import { getQueue, listQueues, nextInQueue, queuePage, removeQueue } from '#engine/store/annotation-queues'
import { annotationEvents } from '#engine/store/annotation-steps'
import { listAnnotators } from '#engine/store/annotators'
import { idParameter, jsonBody, query } from '../validate'

/** What people say of clips. */
export function annotationRoutes(engine: Engine): Hono {
  const project = '/projects/:project'
  const annotator = `${project}/annotators/:annotator`
  const session = (c: Context): Promise<ProjectSession> => engine.project(c.req.param('project') ?? '')
  const place = (c: Context): [number, number] => [idParameter(c, 'annotator'), idParameter(c, 'clip')]
  return new Hono()
    .get(`${project}/annotators`, async c => c.json<Annotator[]>(listAnnotators((await session(c)).db)))
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
    .post(`${annotator}/undo`, async c => {
      const { eventId } = await jsonBody(c, stepSchema)
      return c.json<AnnotationStep>((await session(c)).annotations.undo(idParameter(c, 'annotator'), eventId))
    })
    .post(`${annotator}/redo`, async c => {
      const { eventId } = await jsonBody(c, stepSchema)
      return c.json<AnnotationStep>((await session(c)).annotations.redo(idParameter(c, 'annotator'), eventId))
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
    .route('/', queueRoutes(session))
    .route('/', agreementRoutes(session))
}

const labelsQuery = agreementQuerySchema.pick({ annotators: true })

type SessionOf = (c: Context) => Promise<ProjectSession>

function queueRoutes(session: SessionOf): Hono {
  const queues = '/projects/:project/audits/:audit/queues'
  const queue = '/projects/:project/queues/:queue'
  return new Hono()
    .get(queues, async c => c.json<QueueCard[]>(listQueues((await session(c)).db, idParameter(c, 'audit'))))
    .post(queues, async c => {
      const request = await jsonBody(c, newQueuesSchema)
      return c.json<QueueCard[]>((await session(c)).annotations.addQueues(idParameter(c, 'audit'), request))
    })
    .get(queue, async c => c.json<QueueCard>(getQueue((await session(c)).db, idParameter(c, 'queue'))))
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
      const { annotators = null, seed } = query(c, agreementQuerySchema)
      const { annotations } = await session(c)
      return c.json<AgreementReport>(annotations.agreement(idParameter(c, 'audit'), annotators, seed))
    })
    .get(`${agreement}/clips`, async c => {
      const { annotators = null, of, ...page } = query(c, clipAgreementQuerySchema)
      const { annotations } = await session(c)
      return c.json<ClipAgreementPage>(annotations.clipAgreement(idParameter(c, 'audit'), annotators, of, page))
    })
}
