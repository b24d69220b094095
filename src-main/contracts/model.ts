import { z } from 'zod'

const perBandSchema = z.union([z.number(), z.array(z.number())])

/** The front end of a model: librosa's `feature.melspectrogram` + `power_to_db` with these parameters. */
export const frontEndSchema = z.strictObject({
  kind: z.literal('log-mel'),
  sampleRate: z.number().int().min(1000).max(192000),
  nFft: z.number().int().min(16).max(65536),
  winLength: z.number().int().min(1).max(65536),
  hopLength: z.number().int().min(1).max(65536),
  window: z.enum(['hann', 'hamming', 'rectangular']).default('hann'),
  center: z.boolean().default(true),
  padMode: z.enum(['constant', 'reflect']).default('constant'),
  power: z.union([z.literal(1), z.literal(2)]).default(2),
  nMels: z.number().int().min(1).max(512),
  fMin: z.number().min(0).default(0),
  fMax: z.number().positive(),
  melScale: z.enum(['slaney', 'htk']).default('slaney'),
  melNorm: z.enum(['slaney']).nullable().default('slaney'),
  log: z.enum(['db', 'ln', 'log10', 'none']).default('db'),
  amin: z.number().positive().default(1e-10),
  reference: z.union([z.number().positive(), z.literal('max')]).default(1),
  topDb: z.number().positive().nullable().default(null),
  trim: z
    .strictObject({ thresholdDb: z.number(), relativeTo: z.literal('mean-dbfs'), minSilenceSec: z.number().positive() })
    .nullable()
    .default(null),
  clip: z
    .strictObject({ seconds: z.number().positive(), from: z.enum(['start', 'centre']), pad: z.literal('silence') })
    .nullable()
    .default(null),
  normalise: z
    .union([z.strictObject({ mean: perBandSchema, std: perBandSchema }), z.literal('per-clip')])
    .nullable()
    .default(null),
  minFrames: z.number().int().min(1).default(1),
  maxFrames: z.number().int().min(1).default(3000),
})
export type FrontEnd = z.infer<typeof frontEndSchema>

/** `model.json` of a model package. Unknown keys are kept out of the program but do not refuse the package. */
export const modelManifestSchema = z.object({
  name: z.string().min(1).max(200),
  version: z.string().max(100).default(''),
  license: z.string().max(200).default(''),
  labels: z.array(z.string().min(1).max(200)).min(2).max(1000),
  frontEnd: frontEndSchema,
  concepts: z.array(z.object({ layer: z.string(), tensor: z.string() })).default([]),
  training: z.record(z.string(), z.unknown()).default({}),
  metrics: z.record(z.string(), z.unknown()).default({}),
})
export type ModelManifest = z.infer<typeof modelManifestSchema>

/** A model as the window lists it. */
export const modelCardSchema = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  license: z.string(),
  labels: z.array(z.string()),
  sampleRateHz: z.number(),
  nMels: z.number(),
  /** Layers whose channels can be looked at as concepts, by the package's names. */
  layers: z.array(z.string()),
  sha256: z.string(),
  isBundled: z.boolean(),
  isMissing: z.boolean(),
  training: z.record(z.string(), z.unknown()),
  metrics: z.record(z.string(), z.unknown()),
})
export type ModelCard = z.infer<typeof modelCardSchema>
