import { z } from 'zod'

/** What runs a model: the processor, or a GPU by one of ONNX Runtime's ways to it. */
export const providers = ['cpu', 'webgpu', 'cuda', 'dml', 'coreml'] as const
export const providerSchema = z.enum(providers)
export type Provider = z.infer<typeof providerSchema>

/** `auto`: the first GPU that gives what the processor gives, and sooner; else the processor. */
export const providerChoiceSchema = z.enum([...providers, 'auto'])
export type ProviderChoice = z.infer<typeof providerChoiceSchema>

/** How the provider of an audit was chosen, on a probe batch that the processor ran too. */
export const providerReportSchema = z.object({
  asked: providerChoiceSchema,
  used: providerSchema,
  /** Largest difference to the processor in logits and maps, relative to the largest value; null: it is the processor. */
  deviation: z.number().nullable(),
  /** How many times as fast as one thread of the processor; null: it is the processor. */
  speedup: z.number().nullable(),
  /** Those that were tried before and not taken. */
  passedOver: z.array(z.object({ provider: providerSchema, reason: z.string() })),
})
export type ProviderReport = z.infer<typeof providerReportSchema>
