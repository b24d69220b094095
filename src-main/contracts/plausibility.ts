import { z } from 'zod'
import { expertCueSchema, populations, populationSchema } from './expert-table'
import { saliencyMethods } from './settings'

export const plausibilitySettingsSchema = z.strictObject({
  /** Id of an expert table. */
  table: z.string().max(60).default('default'),
  /** Whose windows are judged; null: the first method of the audit. */
  method: z
    .enum([...saliencyMethods, 'both'])
    .nullable()
    .default(null),
  /** What cues are compared with; null: what the table's directions are relative to. */
  population: populationSchema.nullable().default(null),
  /** A speaker with fewer clips than this is compared with the data set. */
  minSpeakerClips: z.number().int().min(2).max(1000).default(10),
  /** The same for a speaker's neutral clips, of which corpora have few: below, all neutral clips of the data set stand in. */
  minNeutralClips: z.number().int().min(2).max(1000).default(4),
  /** Implausible: at most so many percent of the correct clips of the label are aligned as badly. */
  percentile: z.number().gt(0).max(50).default(5),
  /** Nearer to the middle than this many deviations, a cue neither fits nor contradicts. */
  neutralZ: z.number().min(0).max(5).default(0.5),
})
export type PlausibilitySettings = z.infer<typeof plausibilitySettingsSchema>

export const verdicts = ['plausible', 'implausible', 'not-measurable', 'no-expectation'] as const
export const verdictSchema = z.enum(verdicts)
export type Verdict = z.infer<typeof verdictSchema>

/** What a cue was compared with in the end: where a speaker has too few clips, the data set stands in. */
export const usedPopulationSchema = z.enum([...populations, 'dataset-neutral'])
export type UsedPopulation = z.infer<typeof usedPopulationSchema>

/** Why there is no verdict. */
export const unmeasurableReasons = ['no-value', 'no-population', 'few-references'] as const

/** One cue of a clip's salient windows against the reference population and the expert table. */
export const cueFindingSchema = z.object({
  cue: expertCueSchema,
  /** In robust standard deviations of the population; null: no value, or no population that varies. */
  z: z.number().nullable(),
  /** What the table expects of the predicted label, -1..1; null: nothing. */
  expected: z.number().nullable(),
  isScored: z.boolean(),
  outcome: z.enum(['fits', 'contradicts', 'neither', 'not-measurable', 'no-expectation']),
  /** What it was compared with, and how many clips that is. */
  population: usedPopulationSchema.nullable(),
  populationSize: z.number().int(),
})
export type CueFinding = z.infer<typeof cueFindingSchema>

export const clipVerdictSchema = z.object({
  clipId: z.number().int(),
  verdict: verdictSchema,
  reason: z.enum(unmeasurableReasons).nullable(),
  /** -1 (against the table) .. 1 (with it) for the predicted label. */
  alignment: z.number().nullable(),
  /** The same for each of the model's labels; null: no expectation, or not measurable. */
  alignments: z.record(z.string(), z.number().nullable()),
  /** Share of the correct clips of the label, this one counted in, that are aligned no better, in percent. */
  percentile: z.number().nullable(),
  /** How many correct clips that was read from. */
  references: z.number().int(),
  /** The same standing for the label that the clip was given: low where the label itself may be wrong; null: unmapped. */
  labelPercentile: z.number().nullable(),
  /** 1: no label with an expectation is aligned better. */
  rank: z.number().int().nullable(),
  /** Alignment less that of the best other label. */
  contrast: z.number().nullable(),
  bestOther: z.string().nullable(),
  /** Mean z of loudness, F0, F0 variability, spectral flux and high-frequency energy. */
  arousal: z.number().nullable(),
})
export type ClipVerdict = z.infer<typeof clipVerdictSchema>

/** With what it rests on, cue by cue. */
export const clipPlausibilitySchema = clipVerdictSchema.extend({ findings: z.array(cueFindingSchema) })
export type ClipPlausibility = z.infer<typeof clipPlausibilitySchema>

export const intervalSchema = z.object({ low: z.number(), high: z.number() })

/** How often clips whose label is known to be right agree with the table: what a verdict has to be held against. */
export const baseRateSchema = z.object({
  dataset: z.string(),
  label: z.string(),
  /** Correct predictions that could be measured. */
  correct: z.number().int(),
  /** Those whose alignment is above 0. */
  agreeing: z.number().int(),
  rate: z.number().nullable(),
  interval: intervalSchema.nullable(),
  medianAlignment: z.number().nullable(),
  /** Wrong predictions of the label that could be measured, and those of them that are implausible. */
  wrong: z.number().int(),
  wrongImplausible: z.number().int(),
})
export type BaseRate = z.infer<typeof baseRateSchema>

const areaSchema = z.object({ area: z.number().nullable(), interval: intervalSchema.nullable() })

/** Whether plausibility gives wrong predictions away: areas under the ROC curve, 0.5 is chance. */
export const errorDetectionSchema = z.object({
  /** Clips that all three could score; the areas are over these. */
  clips: z.number().int(),
  wrong: z.number().int(),
  speakers: z.number().int(),
  confidence: areaSchema,
  plausibility: areaSchema,
  /** How far another label would fit better than the predicted one. */
  contrast: areaSchema,
  /** Confidence and plausibility. */
  both: areaSchema,
  /** Area of both less that of confidence alone. */
  gain: areaSchema,
  /** What keeps the areas from being known, or from saying much. */
  caveats: z.array(z.string()),
})
export type ErrorDetection = z.infer<typeof errorDetectionSchema>

const correlationSchema = z.object({ rho: z.number(), p: z.number().nullable(), n: z.number().int() }).nullable()

/** Rank correlation of the measured arousal with the one the table gives to the predicted label. */
export const arousalAgreementSchema = z.object({ correct: correlationSchema, wrong: correlationSchema })
export type ArousalAgreement = z.infer<typeof arousalAgreementSchema>

/** A known way to be right for the wrong reason, looked for. */
export const failureCheckSchema = z.object({
  id: z.enum(['saliency-off-speech', 'identical-cues', 'accurate-but-implausible', 'spurious-feature']),
  title: z.string(),
  state: z.enum(['ok', 'warn', 'unknown']),
  figure: z.number().nullable(),
  n: z.number().int(),
  explanation: z.string(),
})
export type FailureCheck = z.infer<typeof failureCheckSchema>

export const plausibilityReportSchema = z.object({
  settings: plausibilitySettingsSchema,
  table: z.object({ id: z.string(), version: z.number().int(), title: z.string() }),
  population: populationSchema,
  method: z.string(),
  counts: z.record(verdictSchema, z.number().int()),
  baseRates: z.array(baseRateSchema),
  errorDetection: errorDetectionSchema,
  arousal: arousalAgreementSchema,
  checks: z.array(failureCheckSchema),
})
export type PlausibilityReport = z.infer<typeof plausibilityReportSchema>

/** What the window shows of one clip: the verdict, its grounds, what it has to be held against, and all of it in words. */
export const clipPlausibilityViewSchema = z.object({
  plausibility: clipPlausibilitySchema,
  /** Of the clip's data set and predicted label; null: no such prediction could be measured. */
  baseRate: baseRateSchema.nullable(),
  sentence: z.string(),
})
export type ClipPlausibilityView = z.infer<typeof clipPlausibilityViewSchema>

/** What one column of a data set's table says of the clips in one row. */
export const tableCellSchema = z.object({
  column: z.string(),
  /** Clips with a value. */
  n: z.number().int(),
  speakers: z.number().int(),
  mean: z.number().nullable(),
  sd: z.number().nullable(),
  /** 95 %, of the mean: speakers resampled, then clips. */
  interval: intervalSchema.nullable(),
  /** Whether the mean is 0, by permutation of signs; null where that is no question. */
  p: z.number().nullable(),
  /** p with all cells of the table taken together (Benjamini-Hochberg). */
  q: z.number().nullable(),
})
export type TableCell = z.infer<typeof tableCellSchema>

/** A table of a data set: a row for each emotion (or pair of labels), a cell for each cue. */
export const dataTableSchema = z.object({
  columns: z.array(z.string()),
  rows: z.array(
    z.object({
      key: z.array(z.string()),
      clips: z.number().int(),
      speakers: z.number().int(),
      cells: z.array(tableCellSchema),
    }),
  ),
})
export type DataTable = z.infer<typeof dataTableSchema>

/** Misclassified clips against correct ones of the label that the model gave, cue by cue. */
export const contrastCellSchema = z.object({
  label: z.string(),
  column: z.string(),
  correct: z.number().int(),
  wrong: z.number().int(),
  /** Standardised difference, wrong less correct (Hedges' g). */
  effect: z.number().nullable(),
  p: z.number().nullable(),
  q: z.number().nullable(),
})
export type ContrastCell = z.infer<typeof contrastCellSchema>

/** One data set among others that the same model was run on. */
export const datasetRowSchema = z.object({
  dataset: z.string(),
  clips: z.number().int(),
  speakers: z.number().int(),
  /** Over clips whose label is known. */
  accuracy: z.number().nullable(),
  accuracyInterval: intervalSchema.nullable(),
  /** Over clips whose plausibility could be measured. */
  measured: z.number().int(),
  meanAlignment: z.number().nullable(),
  alignmentInterval: intervalSchema.nullable(),
  implausibleShare: z.number().nullable(),
})
export type DatasetRow = z.infer<typeof datasetRowSchema>

/** The tables of an audit, of the salient windows of one method. Columns are `loudness.mean`, `f0.sd`... */
export const auditTablesSchema = z.object({
  method: z.string(),
  /** Cues as measured: correct predictions by label (the paper's Table 2), wrong ones by label and what was said (Table 3). */
  correct: dataTableSchema,
  wrong: dataTableSchema,
  /** What the windows have more than random speech windows of the same clip, by predicted label. */
  correctDeltas: dataTableSchema,
  wrongDeltas: dataTableSchema,
  contrast: z.array(contrastCellSchema),
  datasets: z.array(datasetRowSchema),
})
export type AuditTables = z.infer<typeof auditTablesSchema>
