import { z } from 'zod'
import { errorCodes } from './error'

/** What can be odd about a clip before any model has heard it: a note of the decoder by its code, or one of ours. */
export const preflightKinds = [
  'unreadable',
  'passed-over',
  'label-conflict',
  'duplicate',
  'odd-rate',
  ...errorCodes,
] as const
export const preflightKindSchema = z.enum(preflightKinds)
export type PreflightKind = z.infer<typeof preflightKindSchema>

/** A data set looked over: every file read and decoded once. */
export const preflightReportSchema = z.object({
  /** `partly`: begun and not ended; an audit looks at the rest, too. */
  state: z.enum(['none', 'running', 'partly', 'done']),
  done: z.number(),
  total: z.number(),
  /** Of the clips that were read. */
  seconds: z.number(),
  /** Most frequent first. */
  sampleRates: z.array(z.object({ hz: z.number(), clips: z.number() })),
  /** What should be known, the worst first; `items` as many as were asked for. */
  findings: z.array(
    z.object({
      kind: preflightKindSchema,
      count: z.number(),
      items: z.array(z.object({ file: z.string(), message: z.string() })),
    }),
  ),
})
export type PreflightReport = z.infer<typeof preflightReportSchema>

export const preflightQuerySchema = z.object({ limit: z.coerce.number().int().min(0).max(1_000_000).default(100) })
