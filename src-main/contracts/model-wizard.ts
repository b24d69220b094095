import { z } from 'zod'
import { errorBodySchema } from './error'
import { frontEndSchema } from './model'
import { saliencyMethodSchema } from './settings'

/**
 * How the wizard reads the axes of a model's input: n clips, 1 channel, m mel bands, t frames. The program feeds
 * `n1mt`; the others get what turns it round put in front of them.
 */
export const inputLayouts = ['n1mt', 'n1tm', 'nmt', 'ntm', 'nmt1', 'ntm1'] as const
export const inputLayoutSchema = z.enum(inputLayouts)
export type InputLayout = z.infer<typeof inputLayoutSchema>

/** certain: of the graph, a trial, or a person; stated: written beside the model; guessed: a custom; unknown: to be asked. */
export const confidenceSchema = z.enum(['certain', 'stated', 'guessed', 'unknown'])
export type Confidence = z.infer<typeof confidenceSchema>

/** Answers by field: `labels`, `name`, `frontEnd.nFft`, `input.layout`, `output`... */
export const wizardAnswersSchema = z.record(z.string().max(100), z.unknown())
export type WizardAnswers = z.infer<typeof wizardAnswersSchema>

const choiceSchema = z.object({ value: z.unknown(), title: z.string() })

export const proposedFieldSchema = z.object({
  /** As in model.json, with dots: `frontEnd.nFft`; `input.layout` and `output` are about the model file. */
  field: z.string(),
  /** null where unknown. */
  value: z.unknown(),
  /** Where it comes from, in words: 'the graph', 'config.json'... */
  source: z.string(),
  confidence: confidenceSchema,
  /** What less trusted places say instead. */
  others: z.array(z.object({ value: z.unknown(), source: z.string() })),
})
export type ProposedField = z.infer<typeof proposedFieldSchema>

export const wizardQuestionSchema = z.object({
  field: z.string(),
  text: z.string(),
  /** What is plausible; any other value that model.json takes is taken, too. */
  choices: z.array(choiceSchema),
  /** What is taken without an answer; null: an answer is needed. */
  proposed: z.unknown(),
})
export type WizardQuestion = z.infer<typeof wizardQuestionSchema>

/** A front end that many models share, as far as ours can say it. */
export const frontEndPresetSchema = z.object({
  name: z.string(),
  title: z.string(),
  /** Fields of the front end. */
  values: z.record(z.string(), z.unknown()),
  /** Where it differs from the original; empty: it is the same. */
  shortfalls: z.array(z.string()),
})
export type FrontEndPreset = z.infer<typeof frontEndPresetSchema>

const tensorSchema = z.object({
  name: z.string(),
  type: z.string(),
  dims: z.array(z.union([z.number(), z.string(), z.null()])).nullable(),
})

/** What a model file was found to be, and what is left to ask. */
export const modelProposalSchema = z.object({
  file: z.string(),
  producer: z.string(),
  opset: z.number(),
  input: tensorSchema,
  output: tensorSchema,
  labelCount: z.number(),
  fields: z.array(proposedFieldSchema),
  questions: z.array(wizardQuestionSchema),
  presets: z.array(frontEndPresetSchema),
  /** What stands in the way of a saliency method; null: nothing. */
  methods: z.partialRecord(saliencyMethodSchema, errorBodySchema.nullable()),
  /** What the packaged model.onnx has that the file has not; empty: it is the file, byte for byte. */
  changes: z.array(z.string()),
  notes: z.array(errorBodySchema),
  /** Nothing is missing that has to be asked: it can be packaged. */
  isComplete: z.boolean(),
})
export type ModelProposal = z.infer<typeof modelProposalSchema>

export const inspectModelSchema = z.strictObject({
  /** An .onnx file, or a folder with one. */
  path: z.string().min(1),
  answers: wizardAnswersSchema.default({}),
})
export const packageModelSchema = z.strictObject({
  path: z.string().min(1),
  /** Folder to make; it must not be there, or be empty. @default the program's own folder of models */
  out: z.string().min(1).optional(),
  /** Make a folder of this name in `out` instead: `out` may be any folder then. */
  folderName: z
    .string()
    .regex(/^[^/\\:*?"<>|.][^/\\:*?"<>|]*$/, 'a plain name of a folder is needed')
    .optional(),
  answers: wizardAnswersSchema.default({}),
})

/** What somebody else's program gave for a clip: by label (some or all), or in the order of the labels. */
export const expectationSchema = z.strictObject({
  /** auto: probabilities where all lie in 0 to 1 and add up to 1, or are some labels' only. */
  kind: z.enum(['auto', 'logits', 'probabilities']).default('auto'),
  values: z.union([z.array(z.number()).min(2).max(1000), z.record(z.string(), z.number())]),
})
export type Expectation = z.infer<typeof expectationSchema>

export const checkModelSchema = z.strictObject({
  /** Folder of a model package; with `answers`: a model file, as they would package it. */
  path: z.string().min(1),
  answers: wizardAnswersSchema.optional(),
  /** A path; or `clip:PROJECT/ID` for one of a project's. */
  clip: z.string().min(1),
  expect: expectationSchema,
  /** Largest deviation that counts as the same; null: 0.01 for probabilities, 0.05 for logits. */
  tolerance: z.number().positive().nullable().default(null),
  /** How long other front ends are tried; 0: not at all. */
  searchSec: z.number().min(0).max(100).default(60),
})

const triedFrontEndSchema = z.object({
  /** Fields of the front end that differ from the package's. */
  changes: z.record(z.string(), z.unknown()),
  largestDeviation: z.number(),
  isReproduced: z.boolean(),
})
export type TriedFrontEnd = z.infer<typeof triedFrontEndSchema>

export const checkReportSchema = z.object({
  kind: z.enum(['logits', 'probabilities']),
  tolerance: z.number(),
  rows: z.array(z.object({ label: z.string(), expected: z.number(), found: z.number() })),
  largestDeviation: z.number(),
  isReproduced: z.boolean(),
  /** The best other front ends, best first; where the package's own does: those that are far nearer still. */
  alternatives: z.array(triedFrontEndSchema),
  /** The package's labels in the order in which the values would fit; null: no such order, or not needed. */
  labelOrder: z.array(z.string()).nullable(),
  /** How many front ends were tried, the package's own included. */
  tried: z.number(),
  /** Time was up before all were tried. */
  hasRunOut: z.boolean(),
})
export type CheckReport = z.infer<typeof checkReportSchema>

/** What a package says of itself, to be read by people. */
export const modelDetailsSchema = z.object({
  folder: z.string(),
  bytes: z.number(),
  producer: z.string(),
  opset: z.number(),
  input: tensorSchema,
  output: tensorSchema,
  frontEnd: frontEndSchema,
  /** `metadata_props` of the model file, as exporters and trainers wrote it. */
  metadata: z.array(z.object({ key: z.string(), value: z.string() })),
  /** By field of model.json: where its value came from, where the wizard wrote it. */
  sources: z.record(z.string(), z.string()),
})
export type ModelDetails = z.infer<typeof modelDetailsSchema>

export const packagedModelSchema = z.object({
  folder: z.string(),
  /** Stands for the folder in `POST /models`, also where the window may name no path. */
  ref: z.string(),
  sha256: z.string(),
  proposal: modelProposalSchema,
  /** Fields that nobody stated: to be checked. */
  guessed: z.array(z.string()),
})
export type PackagedModel = z.infer<typeof packagedModelSchema>
