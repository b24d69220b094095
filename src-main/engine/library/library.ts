import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { projectPlaceSchema, type ProjectPlace } from '#contracts/project'
import { programSettingsSchema, type ProgramSettings } from '#contracts/program-settings'
import { parseJsonFile } from '#engine/files/parse-json'
import { readRegularFile } from '#engine/files/read-file'
import { writeAtomic } from '#engine/files/write-atomic'

const librarySchema = z.object({
  version: z.literal(1),
  projects: z.array(
    z.object({
      path: z.string(),
      openedAt: z.string(),
      clips: z.number(),
      audits: z.number(),
      place: projectPlaceSchema.nullable().default(null),
    }),
  ),
  modelFolders: z.array(z.string()),
  settings: programSettingsSchema.default({ opensmileFolder: null }),
})
type LibraryFile = z.infer<typeof librarySchema>
export type LibraryProject = LibraryFile['projects'][number]

/** What the user has opened before (paths of projects and models) and set for all projects. Kept in one small JSON file of the data folder. */
export class LibraryStore {
  #file: LibraryFile = { version: 1, projects: [], modelFolders: [], settings: { opensmileFolder: null } }
  #saved: Promise<void> = Promise.resolve()

  private constructor(private readonly path: string) {}

  /** A damaged library is moved aside, never deleted: the program must start. */
  static async open(path: string, onProblem: (error: unknown) => void): Promise<LibraryStore> {
    const store = new LibraryStore(path)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    if (!existsSync(path)) return store
    try {
      store.#file = librarySchema.parse(parseJsonFile(await readRegularFile(path, 2 ** 24), path))
    } catch (error) {
      await writeAtomic(`${path}.damaged`, await readRegularFile(path, 2 ** 24))
      onProblem(error)
    }
    return store
  }

  get projects(): readonly LibraryProject[] {
    return this.#file.projects
  }

  get modelFolders(): readonly string[] {
    return this.#file.modelFolders
  }

  get settings(): ProgramSettings {
    return this.#file.settings
  }

  saveSettings(settings: ProgramSettings): Promise<void> {
    return this.#save({ ...this.#file, settings })
  }

  /** Puts a project on top of the list; where a person was in it stays as it was. */
  remember(project: Omit<LibraryProject, 'place'>): Promise<void> {
    const place = this.#file.projects.find(({ path }) => path === project.path)?.place ?? null
    const others = this.#file.projects.filter(({ path }) => path !== project.path)
    return this.#save({ ...this.#file, projects: [{ ...project, place }, ...others] })
  }

  /** Where a person is in a project. */
  keepPlace(path: string, place: ProjectPlace | null): Promise<void> {
    const projects = this.#file.projects.map(project => (project.path === path ? { ...project, place } : project))
    return this.#save({ ...this.#file, projects })
  }

  /** The project's file is at another path now. */
  move(from: string, to: string): Promise<void> {
    const others = this.#file.projects.filter(({ path }) => path !== to)
    const projects = others.map(project => (project.path === from ? { ...project, path: to } : project))
    return this.#save({ ...this.#file, projects })
  }

  forget(path: string): Promise<void> {
    return this.#save({ ...this.#file, projects: this.#file.projects.filter(project => project.path !== path) })
  }

  addModelFolder(folder: string): Promise<void> {
    if (this.#file.modelFolders.includes(folder)) return Promise.resolve()
    return this.#save({ ...this.#file, modelFolders: [...this.#file.modelFolders, folder] })
  }

  removeModelFolder(folder: string): Promise<void> {
    return this.#save({ ...this.#file, modelFolders: this.#file.modelFolders.filter(one => one !== folder) })
  }

  /** One after the other: an older state must not land on a newer one. */
  #save(file: LibraryFile): Promise<void> {
    this.#file = file
    this.#saved = this.#saved.catch(() => undefined).then(() => writeAtomic(this.path, JSON.stringify(file, null, 1)))
    return this.#saved
  }
}
