import { z } from 'zod'
import { auditCardSchema } from './audit'
import { datasetCardSchema } from './dataset'
import { modelCardSchema } from './model'

/** A path on this machine, or `grant:<id>` for one that the shell's own dialog returned. */
export const pathRefSchema = z.string().min(1).max(4096)

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
})
export type ProjectCard = z.infer<typeof projectCardSchema>

export const librarySchema = z.object({ projects: z.array(projectCardSchema), models: z.array(modelCardSchema) })
export type Library = z.infer<typeof librarySchema>

export const projectSchema = z.object({
  id: z.string(),
  name: z.string(),
  path: z.string(),
  isDemo: z.boolean(),
  datasets: z.array(datasetCardSchema),
  audits: z.array(auditCardSchema),
})
export type Project = z.infer<typeof projectSchema>

export const newProjectSchema = z.object({ name: z.string().min(1).max(200), folder: pathRefSchema.optional() })
export const openProjectSchema = z.object({ path: pathRefSchema })
export const folderSchema = z.object({ folder: pathRefSchema })
export const addModelSchema = z.object({ folder: pathRefSchema })
