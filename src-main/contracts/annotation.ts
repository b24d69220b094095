import { z } from 'zod'

/** What a person says of the model's answer to a clip. */
export const modelVerdicts = ['model-right', 'label-wrong', 'ambiguous', 'artefact', 'flag-wrong'] as const
export const modelVerdictSchema = z.enum(modelVerdicts)
export type ModelVerdict = z.infer<typeof modelVerdictSchema>

/** One line, as it is shown: a name, a tag, a tier. */
const wordsSchema = (most: number): z.ZodString =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    // eslint-disable-next-line no-control-regex -- they would break tables and lines
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'Control characters and line breaks have no place here.')

export const annotatorNameSchema = wordsSchema(60)
export const newAnnotatorSchema = z.strictObject({ name: annotatorNameSchema })

/** The clip that an undo or redo would change. */
export const clipPlaceSchema = z.object({ clipId: z.number().int(), file: z.string() })
export type ClipPlace = z.infer<typeof clipPlaceSchema>

export const annotatorSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  createdAt: z.string(),
  /** Clips that the annotator said anything of. */
  annotated: z.number().int(),
  finished: z.number().int(),
  /** Where the next undo or redo leads; null: there is none. */
  undo: clipPlaceSchema.nullable(),
  redo: clipPlaceSchema.nullable(),
})
export type Annotator = z.infer<typeof annotatorSchema>

/** A stretch of a clip, or a box in time and frequency, with what it is. Times in seconds from the clip's start. */
export const regionLabelSchema = z
  .strictObject({
    tier: wordsSchema(60),
    startSec: z.number().min(0),
    endSec: z.number().min(0),
    /** null: all frequencies. */
    lowHz: z.number().min(0).nullable().default(null),
    highHz: z.number().min(0).nullable().default(null),
    text: z.string().max(500),
  })
  .refine(({ startSec, endSec }) => endSec >= startSec, 'A region ends before it starts.')
  .refine(({ lowHz, highHz }) => (lowHz === null) === (highHz === null), 'A box has both a low and a high frequency.')
  .refine(({ lowHz, highHz }) => lowHz === null || highHz! >= lowHz, 'A box ends below its lowest frequency.')
export type RegionLabel = z.infer<typeof regionLabelSchema>

/** A model by the SHA-256 of its file. */
const modelIdSchema = z.string().regex(/^[0-9a-f]{64}$/)
const dialSchema = z.number().min(-1).max(1).nullable()
const tagsSchema = z.array(wordsSchema(60)).max(50)

/** All that one annotator says of one clip. */
export const annotationSchema = z.strictObject({
  /** A label of one of the project's models, or a canonical emotion. */
  emotion: z.string().max(100).nullable(),
  /** -1 calm .. 1 excited */
  arousal: dialSchema,
  /** -1 unpleasant .. 1 pleasant */
  valence: dialSchema,
  /** How sure the annotator is, 0..1. */
  confidence: z.number().min(0).max(1).nullable(),
  note: z.string().max(10_000),
  tags: tagsSchema,
  /** On each model's answer, by the model's id. */
  verdicts: z.record(modelIdSchema, modelVerdictSchema),
  regions: z.array(regionLabelSchema).max(2000),
  /** Whether the model's answer was hidden when emotion, arousal and valence were given; null: not said. */
  isBlind: z.boolean().nullable(),
  /** The annotator went on to the next clip. */
  isFinished: z.boolean(),
})
export type Annotation = z.infer<typeof annotationSchema>

/** What is to be another; what is left out stays. A verdict of null is taken back. */
export const annotationChangesSchema = annotationSchema
  .extend({ verdicts: z.record(modelIdSchema, modelVerdictSchema.nullable()) })
  .partial()
export type AnnotationChanges = z.infer<typeof annotationChangesSchema>

/** Made by the window, new for every step: the same step sent twice is one step. */
export const eventIdSchema = z.string().regex(/^[\w-]{8,64}$/, 'An event id is 8 to 64 letters, digits, - or _.')

const workSchema = {
  /** When the clip was opened. */
  begunAt: z.iso.datetime().optional(),
  /** Since the last step. */
  workedSec: z.number().min(0).max(86_400).default(0),
  listens: z.number().int().min(0).max(10_000).default(0),
}

export const saveAnnotationSchema = z.strictObject({
  eventId: eventIdSchema,
  changes: annotationChangesSchema.default({}),
  ...workSchema,
})
export type SaveAnnotation = z.output<typeof saveAnnotationSchema>

/** Of a step that may change many clips: the engine numbers their events, `ID--0`, `ID--1`... */
export const stepIdSchema = eventIdSchema.max(56)

/** Undo or redo. */
export const stepSchema = z.strictObject({ eventId: stepIdSchema })

/** The same said of many clips, as one step. Tags are added to, or taken from, those that each clip has. */
export const changeManySchema = z
  .strictObject({
    eventId: stepIdSchema,
    clipIds: z.array(z.number().int()).min(1).max(5000),
    addTags: tagsSchema.default([]),
    removeTags: tagsSchema.default([]),
    /** By the model's id; null: taken back. */
    verdicts: z.record(modelIdSchema, modelVerdictSchema.nullable()).default({}),
  })
  .refine(
    ({ addTags, removeTags, verdicts }) => addTags.length + removeTags.length + Object.keys(verdicts).length > 0,
    'Nothing is to be another: name a tag or a verdict.',
  )
export type ChangeMany = z.output<typeof changeManySchema>
export type ChangeManyInput = z.input<typeof changeManySchema>

/** How the annotation came about, over all its steps; an undo does not take it back. */
export const effortSchema = z.object({
  begunAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  changedAt: z.string().nullable(),
  workedSec: z.number(),
  listens: z.number().int(),
})
export type Effort = z.infer<typeof effortSchema>

export const clipAnnotationSchema = z.object({
  clipId: z.number().int(),
  file: z.string(),
  annotatorId: z.number().int(),
  annotation: annotationSchema,
  effort: effortSchema,
  /** Where emotion and dials don't go together, in plain words. */
  contradictions: z.array(z.string()),
})
export type ClipAnnotation = z.infer<typeof clipAnnotationSchema>

/** After a save, an undo or a redo: the clip that it changed, and where the next ones lead. */
export const annotationStepSchema = clipAnnotationSchema.extend({
  undo: clipPlaceSchema.nullable(),
  redo: clipPlaceSchema.nullable(),
})
export type AnnotationStep = z.infer<typeof annotationStepSchema>

/** After a step on many clips. */
export const manyChangedSchema = z.object({
  /** Clips that say something else now; the others said so before. */
  clipIds: z.array(z.number().int()),
  undo: clipPlaceSchema.nullable(),
  redo: clipPlaceSchema.nullable(),
})
export type ManyChanged = z.infer<typeof manyChangedSchema>

/** After an undo or a redo: a clip that it changed, and where the annotator was heard on it. */
export const steppedSchema = annotationStepSchema.extend({
  before: annotationSchema,
  after: annotationSchema,
  /** All clips that it changed. */
  clipIds: z.array(z.number().int()),
  /** The step was made on clips of a list, not on one that was heard. */
  isOfMany: z.boolean(),
  /** An audit that the clip is in: the one of its queue, else the newest; null: none has it. */
  auditId: z.number().int().nullable(),
  /** The annotator's queue that it is in, the newest; null: none. */
  queueId: z.number().int().nullable(),
})
export type Stepped = z.infer<typeof steppedSchema>

/** `kept`: came with a labels file and was older than what was there, so that it changed nothing. */
export const annotationEventKinds = ['change', 'work', 'undo', 'redo', 'merged', 'kept'] as const
export const annotationEventSchema = z.object({
  id: z.string(),
  kind: z.enum(annotationEventKinds),
  at: z.string(),
  workedSec: z.number(),
  listens: z.number().int(),
  /** null: the step changed nothing. */
  before: annotationSchema.nullable(),
  after: annotationSchema.nullable(),
})
export type AnnotationEvent = z.infer<typeof annotationEventSchema>
