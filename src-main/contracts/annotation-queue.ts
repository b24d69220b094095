import { z } from 'zod'
import { clipSelectionSchema } from './clip-query'

/** Clips chosen in an audit's table, dealt to annotators: some of them to everybody, the others to one each. */
export const newQueuesSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  annotatorIds: z.array(z.number().int()).min(1).max(100),
  selection: clipSelectionSchema.default({ sort: 'file', order: 'asc', where: [] }),
  /** Who chose them in a list: without the clips that this annotator has yet to hear in blind queues, as in the list. */
  reader: z.number().int().optional(),
  /** Random order; the same seed, the same order. null: the table's order. */
  seed: z.number().int().min(0).max(2_147_483_647).nullable().default(null),
  /** At most so many clips of the selection (drawn at random where there is a seed). null: all. */
  limit: z.number().int().min(1).nullable().default(null),
  /** How many clips every annotator gets; the rest is shared out. null: all. */
  sharedClips: z.number().int().min(0).nullable().default(null),
  /** The model's answer stays hidden until the annotator has answered. */
  isBlind: z.boolean().default(true),
})
export type NewQueues = z.output<typeof newQueuesSchema>
export type NewQueuesInput = z.input<typeof newQueuesSchema>

export const renameQueueSchema = z.strictObject({ name: newQueuesSchema.shape.name })

export const queueCardSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  auditId: z.number().int(),
  annotatorId: z.number().int(),
  selection: clipSelectionSchema,
  seed: z.number().int().nullable(),
  isBlind: z.boolean(),
  createdAt: z.string(),
  clips: z.number().int(),
  finished: z.number().int(),
})
export type QueueCard = z.infer<typeof queueCardSchema>

/** A clip's place in a queue, from 0. */
export const queuedClipSchema = z.object({
  place: z.number().int(),
  clipId: z.number().int(),
  file: z.string(),
  isFinished: z.boolean(),
})
export type QueuedClip = z.infer<typeof queuedClipSchema>

export const queuePageQuerySchema = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
})

export const queuePageSchema = z.object({
  total: z.number().int(),
  offset: z.number().int(),
  rows: z.array(queuedClipSchema),
})
export type QueuePage = z.infer<typeof queuePageSchema>

/** `after`: the place that the annotator is at; the search goes on at the queue's start. */
export const nextInQueueQuerySchema = z.object({ after: z.coerce.number().int().min(-1).default(-1) })
