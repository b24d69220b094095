import { z } from 'zod'
import { auditCardSchema } from './audit'
import { datasetCardSchema } from './dataset'
import { errorBodySchema } from './error'
import { modelCardSchema } from './model'

/** A path on this machine, or `grant:<id>` for one that the shell's own dialog returned. */
export const pathRefSchema = z.string().min(1).max(4096)

/** Where a person was last in a project; the window's own address, below the project's. */
export const projectPlaceSchema = z.object({
  path: z
    .string()
    .max(1000)
    .regex(/^\/a\/\d+(\/[\w/-]*)?(\?\S*)?$/, 'an address within the project is needed'),
  /** What is there: a clip's file name, or what the audit is called. */
  title: z.string().max(500),
  /** What the audit of a clip is called; else empty. */
  of: z.string().max(500).default(''),
})
export type ProjectPlace = z.infer<typeof projectPlaceSchema>

export const projectCardSchema = z.object({
  /** Stable for the file's path; used in addresses. */
  id: z.string(),
  name: z.string(),
  path: z.string(),
  isDemo: z.boolean(),
  isMissing: z.boolean(),
  openedAt: z.string(),
  clips: z.number(),
  audits: z.number(),
  /** Of its file; null where that is missing. */
  bytes: z.number().nullable(),
  /** null: nothing but its first page was seen. */
  place: projectPlaceSchema.nullable(),
})
export type ProjectCard = z.infer<typeof projectCardSchema>

export const librarySchema = z.object({
  projects: z.array(projectCardSchema),
  models: z.array(modelCardSchema),
  /** Packages that were added and can't be read any more. */
  lostModels: z.array(z.object({ id: z.string(), folder: z.string(), error: errorBodySchema })),
})
export type Library = z.infer<typeof librarySchema>

export const projectSchema = z.object({
  id: z.string(),
  name: z.string(),
  path: z.string(),
  isDemo: z.boolean(),
  bytes: z.number(),
  datasets: z.array(datasetCardSchema),
  audits: z.array(auditCardSchema),
})
export type Project = z.infer<typeof projectSchema>

const projectNameSchema = z.string().min(1).max(200)
export const newProjectSchema = z.object({ name: projectNameSchema, folder: pathRefSchema.optional() })
export const renameProjectSchema = z.object({ name: projectNameSchema })
export const openProjectSchema = z.object({ path: pathRefSchema })
export const folderSchema = z.object({ folder: pathRefSchema })
export const addModelSchema = z.object({ folder: pathRefSchema })
