import { randomBytes } from 'node:crypto'
import { askEngine } from './ask-engine'
import type { EngineSupervisor } from './supervisor'

/**
 * Paths that a person chose in the shell's own dialogs, dropped onto its window, or opened with it. The engine keeps `id -> path`; since it may be restarted, the
 * shell tells it all of them again each time it comes up.
 */
export class Grants {
  #engine: EngineSupervisor
  #pathById = new Map<string, string>()

  constructor(engine: EngineSupervisor) {
    this.#engine = engine
    engine.onState(state => {
      if (state !== 'ready') return
      for (const [id, path] of this.#pathById)
        this.#tell(id, path).catch((error: Error) => console.error(error.message))
    })
  }

  /** @returns the reference that stands for the path in the API (`pathRefSchema`). */
  async grant(path: string): Promise<string> {
    const id = randomBytes(16).toString('hex')
    this.#pathById.set(id, path)
    await this.#tell(id, path)
    return `grant:${id}`
  }

  pathOf(ref: string): string | undefined {
    return this.#pathById.get(ref.replace(/^grant:/, ''))
  }

  async #tell(id: string, path: string): Promise<void> {
    await askEngine(this.#engine, 'POST', '/shell/grants', { id, path })
  }
}
