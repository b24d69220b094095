import { get as httpGet } from 'node:http'
import type { Library, ProjectCard } from '#contracts/project'
import { askEngine } from '#shells/ask-engine'
import type { EngineSupervisor } from '#shells/supervisor'

/** The library's projects as the engine last told them, for the menu and for what names a project by its id. */
export class WatchedLibrary {
  #projects: readonly ProjectCard[] = []

  constructor(
    private readonly engine: EngineSupervisor,
    private readonly onChange: (projects: readonly ProjectCard[]) => void,
  ) {
    if (engine.state === 'ready') this.#watch()
    engine.onState(state => {
      if (state === 'ready') this.#watch()
    })
  }

  pathOf(projectId: string): string | undefined {
    return this.#projects.find(({ id }) => id === projectId)?.path
  }

  /** Until this engine ends; the next one is watched anew. */
  #watch(): void {
    void this.#read()
    const request = httpGet({ socketPath: this.engine.socketPath, path: '/api/events', agent: false }, answer => {
      answer.setEncoding('utf8')
      answer.on('data', (events: string) => {
        if (events.includes('"library-changed"')) void this.#read()
      })
      answer.on('error', () => undefined) // the engine is gone: its state says so
    })
    request.on('error', () => undefined) // as above
  }

  async #read(): Promise<void> {
    try {
      this.#projects = (await askEngine<Library>(this.engine, 'GET', '/api/library')).projects
      this.onChange(this.#projects)
    } catch (error) {
      console.error(`library: ${(error as Error).message}`)
    }
  }
}
