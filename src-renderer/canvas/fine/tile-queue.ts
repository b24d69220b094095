import { createStft } from './stft'
import type { Stft } from './stft'
import { specKey } from './fine-tiles'
import type { TileAnswer, TileRequest } from './tile-message'

type Wanted = Extract<TileRequest, { kind: 'tile' }>

export interface TileQueue {
  receive(request: TileRequest): void
}

/** Works tiles off one by one; between two it listens, so that what is not wanted any more is never computed. */
export function createTileQueue(send: (answer: TileAnswer) => void, later: (run: () => void) => void): TileQueue {
  let samples: Float32Array = new Float32Array(0)
  let wanted: Wanted[] = []
  let isRunning = false
  const made = new Map<string, Stft>()

  function stftOf(one: Wanted): Stft {
    const key = specKey(one.spec)
    const known = made.get(key) ?? createStft(one.spec)
    made.set(key, known)
    return known
  }

  function run(): void {
    const next = wanted.shift()
    isRunning = next !== undefined
    if (!next) return
    send({ key: next.key, levels: stftOf(next).levels(samples, next.hop, next.first, next.frames) })
    later(run)
  }

  return {
    receive(request) {
      if (request.kind === 'tile') wanted.push(request)
      else wanted = []
      if (request.kind === 'sound') samples = request.samples
      if (wanted.length > 0 && !isRunning) {
        isRunning = true
        later(run)
      }
    },
  }
}
