import { z } from 'zod'
import { auditCardSchema } from './audit'
import { clipMapCardSchema } from './clip-map'
import { experimentCardSchema } from './experiment'

/** What `/api/events` (server-sent events) says; each is one JSON object on a `data:` line. */
export const engineEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), engineId: z.string() }),
  z.object({ type: z.literal('audit'), projectId: z.string(), audit: auditCardSchema }),
  z.object({ type: z.literal('experiment'), projectId: z.string(), experiment: experimentCardSchema }),
  z.object({ type: z.literal('clip-map'), projectId: z.string(), map: clipMapCardSchema }),
  /** A data set is being looked over, or that has ended: its report says how far it is. */
  z.object({ type: z.literal('preflight'), projectId: z.string(), datasetId: z.number().int() }),
  z.object({ type: z.literal('library-changed') }),
  z.object({
    type: z.literal('demo'),
    state: z.enum(['making', 'ready', 'failed']),
    done: z.number(),
    total: z.number(),
  }),
])
export type EngineEvent = z.infer<typeof engineEventSchema>
