import { z } from 'zod'
import { readerSchema } from './clip-query'

const idList = z
  .string()
  .regex(/^\d+(,\d+)*$/, 'Write annotator numbers with commas between.')
  .transform(text => [...new Set(text.split(',').map(Number))])

export const agreementQuerySchema = z.object({
  /** @default all */
  annotators: idList.optional(),
  seed: z.coerce.number().int().min(0).max(2_147_483_647).default(1),
  /** Few clips tell who said what, the model too. */
  reader: readerSchema,
})

export const agreementQuestions = ['emotion', 'verdict', 'arousal', 'valence'] as const
export const agreementQuestionSchema = z.enum(agreementQuestions)
export type AgreementQuestion = z.infer<typeof agreementQuestionSchema>

export const clipAgreementQuerySchema = z.object({
  annotators: idList.optional(),
  of: agreementQuestionSchema.default('emotion'),
  reader: readerSchema,
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
})
export type ClipAgreementQuery = z.output<typeof clipAgreementQuerySchema>

/** A coefficient with its 95 % interval over clips drawn anew; null where it does not exist. */
export const agreementFigureSchema = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Clips it rests on. */
  clips: z.number().int(),
})
export type AgreementFigure = z.infer<typeof agreementFigureSchema>

export const pairAgreementSchema = z.object({
  first: z.string(),
  second: z.string(),
  /** Clips with an answer of both. */
  clips: z.number().int(),
  agreed: z.number().int(),
  kappa: agreementFigureSchema,
  /** [labels x labels]: clips with this answer of the first, that of the second. */
  counts: z.array(z.array(z.number().int())),
})
export type PairAgreement = z.infer<typeof pairAgreementSchema>

export const nominalAgreementSchema = z.object({
  labels: z.array(z.string()),
  /** Answers by annotator [annotators] and by label [labels]. */
  answers: z.array(z.number().int()),
  byLabel: z.array(z.number().int()),
  /** Clips with an answer of anybody, of two or more, of everybody. */
  clips: z.number().int(),
  overlapping: z.number().int(),
  complete: z.number().int(),
  /** Part of all pairs of answers to one clip that are the same. */
  agreedShare: z.number().nullable(),
  /** Over the clips with an answer of everybody. */
  fleiss: agreementFigureSchema,
  /** Over the clips with two or more answers. */
  alpha: agreementFigureSchema,
  pairs: z.array(pairAgreementSchema),
  /** [labels x labels], symmetric: pairs of answers to one clip, this and that. */
  matrix: z.array(z.array(z.number().int())),
})
export type NominalAgreement = z.infer<typeof nominalAgreementSchema>

export const dialAgreementSchema = z.object({
  answers: z.array(z.number().int()),
  clips: z.number().int(),
  overlapping: z.number().int(),
  /** Interval level. */
  alpha: agreementFigureSchema,
  /** Mean distance of two answers to one clip. */
  meanDistance: z.number().nullable(),
})
export type DialAgreement = z.infer<typeof dialAgreementSchema>

export const agreementReportSchema = z.object({
  annotators: z.array(z.object({ id: z.number().int(), name: z.string() })),
  /** Labels that mean the same (anger, angry) are one. */
  emotion: nominalAgreementSchema,
  /** On the audit's model. */
  verdict: nominalAgreementSchema,
  arousal: dialAgreementSchema,
  valence: dialAgreementSchema,
  /** The model's answer, and the data set's label, beside each annotator's. */
  againstModel: z.array(pairAgreementSchema),
  againstDataset: z.array(pairAgreementSchema),
  /** Part of the emotions given that were given blind. */
  blindShare: z.number().nullable(),
  draws: z.number().int(),
  seed: z.number().int(),
  /** What the figures can't carry, in plain words. */
  notes: z.array(z.string()),
})
export type AgreementReport = z.infer<typeof agreementReportSchema>

/** Clips with two or more answers, those of least agreement first. */
export const clipAgreementPageSchema = z.object({
  total: z.number().int(),
  offset: z.number().int(),
  rows: z.array(
    z.object({
      clipId: z.number().int(),
      file: z.string(),
      /** Part of the pairs of answers that are the same; of arousal and valence: 1 less half the mean distance. */
      agreement: z.number(),
      /** By annotator, in the report's order; null: none. */
      answers: z.array(z.union([z.string(), z.number(), z.null()])),
    }),
  ),
})
export type ClipAgreementPage = z.infer<typeof clipAgreementPageSchema>
