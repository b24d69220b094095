import { z } from 'zod'
import { pathRefSchema } from './project'

/** What a person may drop onto the window; `other`: nothing that the program takes, `why` says what it is. */
export const droppedKinds = [
  'folder',
  'manifest',
  'model-file',
  'model-package',
  'project',
  'labels',
  'audio',
  'other',
] as const
export const droppedKindSchema = z.enum(droppedKinds)
export type DroppedKind = z.infer<typeof droppedKindSchema>

export const lookSchema = z.object({ paths: z.array(pathRefSchema).min(1).max(50) })

/** Files of which no more than the name is known. */
export const lookAtNamesSchema = z.object({ names: z.array(z.string().min(1).max(1000)).min(1).max(500) })

export const droppedThingSchema = z.object({
  /** As it was given: a path, or a grant. */
  ref: z.string(),
  /** Its last part, for the screen. */
  name: z.string(),
  kind: droppedKindSchema,
  /** Empty unless the kind is `other`. */
  why: z.string(),
})
export type DroppedThing = z.infer<typeof droppedThingSchema>
