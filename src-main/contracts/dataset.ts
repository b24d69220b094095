import { z } from 'zod'

export const importerIds = ['crema-d', 'ravdess', 'tess', 'demo', 'manifest'] as const
export const importerIdSchema = z.enum(importerIds)
export type ImporterId = z.infer<typeof importerIdSchema>

/** Canonical emotion names (those of audformat); a corpus's own code is kept beside as `emotionCode`. */
export const canonicalEmotions = [
  'anger',
  'disgust',
  'fear',
  'happiness',
  'neutral',
  'sadness',
  'surprise',
  'calm',
  'boredom',
  'contempt',
  'excitement',
  'frustration',
  'other',
  'unknown',
] as const

/** What an importer reads off one clip's name, place or table row. */
export const clipFactsSchema = z.object({
  /** Relative to the audited folder, forward slashes. */
  file: z.string(),
  dataset: z.string(),
  speaker: z.string().nullable(),
  sex: z.enum(['female', 'male']).nullable(),
  /** Canonical, or the manifest's own word where it is none of the canonical ones; null: no label. */
  emotion: z.string().nullable(),
  /** As the corpus writes it. */
  emotionCode: z.string().nullable(),
  intensity: z.string().nullable(),
  sentence: z.string().nullable(),
  repetition: z.string().nullable(),
})
export type ClipFacts = z.infer<typeof clipFactsSchema>

/** What was found in a folder, before anything is stored. */
export const scanReportSchema = z.object({
  folder: z.string(),
  /** One entry for each corpus recognised. */
  corpora: z.array(
    z.object({
      importer: importerIdSchema,
      title: z.string(),
      clips: z.number(),
      speakers: z.number(),
      emotions: z.record(z.string(), z.number()),
    }),
  ),
  /** Audio files that no importer recognised. */
  unrecognised: z.object({ count: z.number(), examples: z.array(z.string()) }),
  /** Files passed over, with the reason (e.g. a manifest row whose file is missing). */
  refused: z.array(z.object({ file: z.string(), code: z.string(), message: z.string() })),
})
export type ScanReport = z.infer<typeof scanReportSchema>

/** A clip by its file alone. */
export const clipNameSchema = z.object({ id: z.number().int(), file: z.string() })
export type ClipName = z.infer<typeof clipNameSchema>

export const clipNameQuerySchema = z.object({
  text: z.string().max(500).default(''),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
})

/** Canonical emotion -> label of the model, or null: left out of the scores. */
export const labelMapSchema = z.record(z.string(), z.string().nullable())
export type LabelMap = z.infer<typeof labelMapSchema>

export const datasetCardSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  folder: z.string(),
  clips: z.number(),
  speakers: z.number(),
  corpora: z.array(z.object({ importer: z.string(), title: z.string(), clips: z.number() })),
  emotions: z.record(z.string(), z.number()),
  isMissing: z.boolean(),
})
export type DatasetCard = z.infer<typeof datasetCardSchema>

/** A data set whose folder was moved: clips that are in the new one, and those that are not. */
export const movedDatasetSchema = z.object({
  dataset: datasetCardSchema,
  found: z.number().int(),
  missing: z.number().int(),
})
export type MovedDataset = z.infer<typeof movedDatasetSchema>
