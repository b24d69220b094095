import { randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import type { EngineSupervisor } from './supervisor'

/**
 * Paths that a person chose in the shell's own dialogs. The engine keeps `id -> path`; since it may be restarted, the
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

  #tell(id: string, path: string): Promise<void> {
    const { socketPath, secret } = this.#engine
    const body = JSON.stringify({ id, path })
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-cuescope-shell': secret,
    }
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        { socketPath, method: 'POST', path: '/shell/grants', headers, agent: false },
        answer => {
          answer.resume()
          if (answer.statusCode === 200) resolve()
          else reject(new Error(`The engine refused a chosen path (status ${answer.statusCode}).`))
        },
      )
      request.on('error', () => reject(new Error('The engine is starting again. Please choose once more in a moment.')))
      request.end(body)
    })
  }
}
