import { z } from 'zod'
import { annotationSchema, annotatorNameSchema, effortSchema, eventIdSchema } from './annotation'

/** An annotator's newest word on a clip. */
export const sentLabelSchema = z.strictObject({
  annotator: annotatorNameSchema,
  /** The step that made it, and those before it: what another project knows of them tells news from disagreement. */
  eventId: eventIdSchema,
  at: z.iso.datetime(),
  earlier: z.array(eventIdSchema).default([]),
  annotation: annotationSchema,
  effort: effortSchema.strict(),
})
export type SentLabel = z.infer<typeof sentLabelSchema>

/** Labels without audio, to send and to merge. Clips go by the content of their file, and by its place in the data set. */
export const labelsFileSchema = z.strictObject({
  kind: z.literal('cuescope-labels'),
  version: z.literal(1),
  project: z.string().max(500),
  madeAt: z.iso.datetime(),
  clips: z
    .array(
      z.strictObject({
        file: z.string().min(1).max(4096),
        sha256: z.string().max(64).nullable(),
        labels: z.array(sentLabelSchema).min(1),
      }),
    )
    .max(1_000_000),
})
export type LabelsFile = z.infer<typeof labelsFileSchema>

/** What a file of another program is called, and whose labels it holds where it does not say. */
export const foreignLabelsSchema = z.object({
  name: z.string().min(1).max(500),
  annotator: annotatorNameSchema.nullable().default(null),
})
export type ForeignLabels = z.infer<typeof foreignLabelsSchema>

export const mergeReportSchema = z.object({
  /** Labels in the file. */
  labels: z.number().int(),
  /** First word of this annotator on this clip; a later one than what was here; here already. */
  added: z.number().int(),
  updated: z.number().int(),
  known: z.number().int(),
  newAnnotators: z.array(z.string()),
  /** Two answers of one annotator to one clip, neither made from the other: the newer stands, the other is in the log. */
  conflicts: z.array(
    z.object({
      file: z.string(),
      annotator: z.string(),
      stands: z.enum(['file', 'project']),
      /** In which answers they differ. */
      differs: z.array(z.string()),
      atInFile: z.string(),
      atInProject: z.string(),
    }),
  ),
  /** Labels that were left out, with the reason. */
  leftOut: z.array(
    z.object({
      file: z.string(),
      labels: z.number().int(),
      reason: z.enum(['unknown-clip', 'other-audio', 'several-clips', 'several-names', 'unknown-emotion']),
    }),
  ),
})
export type MergeReport = z.infer<typeof mergeReportSchema>
