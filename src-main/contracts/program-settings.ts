import { z } from 'zod'
import { errorBodySchema } from './error'
import { pathRefSchema } from './project'

/** What the engine keeps for all projects of this computer; no part of any result. */
export const programSettingsSchema = z.object({
  /** Folder of an installed openSMILE (PyPI's `opensmile` package); null: none was named. */
  opensmileFolder: z.string().nullable(),
})
export type ProgramSettings = z.infer<typeof programSettingsSchema>

export const newProgramSettingsSchema = z.strictObject({ opensmileFolder: pathRefSchema.nullable() })

/** Whether openSMILE can be used: a worker process has tried. */
export const opensmileReportSchema = z.object({
  /** Where it was looked for; null: no folder was named. */
  folder: z.string().nullable(),
  /** The folder was named at the start (`--opensmile`, CUESCOPE_OPENSMILE) and goes before the setting. */
  isFromStart: z.boolean(),
  /** Of the Python package; null where nothing says, or where it can't be used. */
  version: z.string().nullable(),
  /** Why it can't be used, how to get it and what its licence allows; null: it works. */
  error: errorBodySchema.nullable(),
})
export type OpensmileReport = z.infer<typeof opensmileReportSchema>

/** What runs here and where it keeps its files. */
export const programFactsSchema = z.object({
  version: z.string(),
  /** Library, demo, new projects and new model packages. */
  dataDir: z.string(),
  /** Of everything in it. */
  dataBytes: z.number(),
  node: z.string(),
  /** As Node names them: `linux`, `x64`. */
  platform: z.string(),
  arch: z.string(),
})
export type ProgramFacts = z.infer<typeof programFactsSchema>
