import { z } from 'zod'
import { auditCardSchema } from './audit'
import { experimentCardSchema } from './experiment'

/** What `/api/events` (server-sent events) says; each is one JSON object on a `data:` line. */
export const engineEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), engineId: z.string() }),
  z.object({ type: z.literal('audit'), projectId: z.string(), audit: auditCardSchema }),
  z.object({ type: z.literal('experiment'), projectId: z.string(), experiment: experimentCardSchema }),
  z.object({ type: z.literal('library-changed') }),
  z.object({
    type: z.literal('demo'),
    state: z.enum(['making', 'ready', 'failed']),
    done: z.number(),
    total: z.number(),
  }),
])
export type EngineEvent = z.infer<typeof engineEventSchema>
