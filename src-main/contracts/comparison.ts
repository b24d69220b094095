import { z } from 'zod'
import { readerSchema } from './clip-query'
import { shareSchema, sizeCautionSchema } from './experiments/baseline'
import { dataTableSchema, verdictSchema } from './plausibility'
import { saliencyMethods } from './settings'

const methodSchema = z.enum([...saliencyMethods, 'both'])
const auditNumber = z.coerce.number().int().min(1)

/** Two audits, of one project or two; and whose windows, where an audit has several methods. */
export const compareQuerySchema = z.strictObject({
  a: auditNumber,
  b: auditNumber,
  /** The project of `b`; left out: the same. */
  projectB: z.string().max(100).optional(),
  /** Left out: the audit's first method. */
  methodA: methodSchema.optional(),
  methodB: methodSchema.optional(),
  /** Of the first project; in the second, whoever has the same name. */
  reader: readerSchema,
})
export type CompareQuery = z.output<typeof compareQuerySchema>
/** As the window writes it. */
export type CompareQueryInput = z.input<typeof compareQuerySchema>

export const comparedAuditSchema = z.object({
  auditId: z.number().int(),
  modelName: z.string(),
  datasetName: z.string(),
  /** What it explained with, `both` included where it has both. */
  methods: z.array(z.string()),
  /** Whose windows are compared; null: it explained nothing. */
  method: z.string().nullable(),
  /** Clips with a prediction, and those of them whose emotion stands for a label of the model. */
  clips: z.number().int(),
  scored: z.number().int(),
})
export type ComparedAudit = z.infer<typeof comparedAuditSchema>

export const auditDifferences = ['model', 'dataset', 'method', 'settings', 'label-map'] as const

/** Clips in the four cells of right and wrong. */
export const outcomesSchema = z.object({
  bothRight: z.number().int(),
  onlyA: z.number().int(),
  onlyB: z.number().int(),
  bothWrong: z.number().int(),
  /** McNemar's exact test of `onlyA` against `onlyB`; null: no clip tells them apart, or there are too few clips to ask. */
  p: z.number().nullable(),
})
export type Outcomes = z.infer<typeof outcomesSchema>

const sideSchema = z.object({
  clips: z.number().int(),
  speakers: z.number().int(),
  accuracy: shareSchema,
  /** Unweighted average recall over the labels that occur. */
  uar: shareSchema,
})

const gapRowSchema = z.object({
  a: sideSchema,
  b: sideSchema,
  /** B less A. Without an interval where every draw says the same. */
  accuracyGap: shareSchema,
  uarGap: shareSchema,
  /** Null where the clips of the one are others than those of the other. */
  outcomes: outcomesSchema.nullable(),
})
export type GapRow = z.infer<typeof gapRowSchema>

const labelGapSchema = z.object({
  label: z.string(),
  a: z.object({ clips: z.number().int(), recall: shareSchema }),
  b: z.object({ clips: z.number().int(), recall: shareSchema }),
  gap: shareSchema,
  outcomes: outcomesSchema.nullable(),
  /** p with all labels taken together (Holm). */
  adjusted: z.number().nullable(),
  /** With too few clips nothing is tested. */
  caution: sizeCautionSchema.nullable(),
})
export type LabelGap = z.infer<typeof labelGapSchema>

export const subgroupKinds = ['dataset', 'sex', 'intensity', 'speaker'] as const
const subgroupSchema = gapRowSchema.extend({
  by: z.enum(subgroupKinds),
  name: z.string(),
  /** Of a speaker: speakers of different data sets are different people. Else null. */
  dataset: z.string().nullable(),
  /** p with all subgroups that are large enough taken together (Holm). */
  adjusted: z.number().nullable(),
  /** With too few clips nothing is tested. */
  caution: sizeCautionSchema.nullable(),
})
export type Subgroup = z.infer<typeof subgroupSchema>

const meanSchema = shareSchema.extend({ clips: z.number().int() })

/** Where the two look, over clips of which both say the same. */
export const comparedWindowsSchema = z.object({
  /** Clips that both explained, with windows. */
  clips: z.number().int(),
  /** Those of which both say the same. */
  agreed: z.number().int(),
  /** Intersection over union of the windows, in time. */
  overlap: meanSchema,
  /** Rank correlation of relevance over time; of no clip where the two cut time differently. */
  profile: meanSchema,
  /** Counts by verdict of A (rows) and of B (columns), in the order of `verdictOrder`. */
  verdictOrder: z.array(verdictSchema),
  verdicts: z.array(z.array(z.number().int())),
  /** Cues in the windows of B less those in the windows of A: one row. */
  cues: dataTableSchema,
})
export type ComparedWindows = z.infer<typeof comparedWindowsSchema>

export const comparisonSchema = z.object({
  a: comparedAuditSchema,
  b: comparedAuditSchema,
  differs: z.array(z.enum(auditDifferences)),
  /** Whether the figures are over the same clips; else each audit's are over its own. */
  isPaired: z.boolean(),
  pairs: z.object({
    /** Clips with a prediction of both. */
    both: z.number().int(),
    /** Those of them whose audio differs: they go by file, speaker and emotion. */
    byName: z.number().int(),
    onlyA: z.number().int(),
    onlyB: z.number().int(),
  }),
  /** The labels of both: what each calls it; null: it has no such label. */
  labels: z.array(z.object({ name: z.string(), a: z.string().nullable(), b: z.string().nullable() })),
  overall: gapRowSchema,
  byLabel: z.array(labelGapSchema),
  /** counts[expected][predicted], in the order of `labels`. */
  confusion: z.object({ a: z.array(z.array(z.number().int())), b: z.array(z.array(z.number().int())) }),
  /** What A says and B says of the same clips, where they differ, most clips first; unscored clips too. */
  changes: z.array(
    z.object({
      a: z.string(),
      b: z.string(),
      clips: z.number().int(),
      /** Of these, clips that A (B) gets right. */
      aRight: z.number().int(),
      bRight: z.number().int(),
    }),
  ),
  subgroups: z.array(subgroupSchema),
  caveats: z.array(z.string()),
})
export type Comparison = z.infer<typeof comparisonSchema>

/** What another audit of the project says of a clip. */
export const otherAnswerSchema = z.object({
  auditId: z.number().int(),
  modelName: z.string(),
  methods: z.array(z.string()),
  /** The clip's number there: another where the data set is another. */
  clipId: z.number().int(),
  expected: z.string().nullable(),
  predicted: z.string(),
  confidence: z.number(),
})
export type OtherAnswer = z.infer<typeof otherAnswerSchema>
