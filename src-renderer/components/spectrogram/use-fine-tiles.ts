import { onScopeDispose, shallowRef } from 'vue'
import type { Ref } from 'vue'
import { framesIn, specKey, TILE_FRAMES, tileKey } from '../../canvas/fine/fine-tiles'
import type { StftSpec } from '../../canvas/fine/stft'
import type { TileAnswer, TileRequest } from '../../canvas/fine/tile-message'

/** Enough for all hops of a few clips. */
const MOST_KEPT_BYTES = 128 * 2 ** 20

export interface FineTiles {
  /** Another number whenever a tile has come: read it where tiles are drawn. */
  readonly arrivals: Ref<number>
  get(spec: StftSpec, hop: number, tile: number): Float32Array | null
  /** The hops, the widest first, of which tiles of this clip are there. */
  hops(spec: StftSpec): number[]
  /** Asks for the tiles that are not there; what was asked before and is not among them is dropped. */
  want(spec: StftSpec, hop: number, first: number, last: number): void
}

/** Tiles of the fine spectrogram, made in a worker and kept: zooming back or seeing a clip again computes nothing. */
export function useFineTiles(samples: Ref<Float32Array>): FineTiles {
  const arrivals = shallowRef(0)
  const kept = new Map<string, Float32Array>()
  const asked = new Set<string>()
  const numbers = new WeakMap<Float32Array, number>()
  let clips = 0
  let keptBytes = 0
  /** What the worker computes from. */
  let sent: Float32Array | null = null
  const worker = new Worker(new URL('./stft.worker.ts', import.meta.url), { type: 'module' })
  const send = (request: TileRequest): void => worker.postMessage(request)

  function clipNumber(): number {
    const known = numbers.get(samples.value) ?? ++clips
    numbers.set(samples.value, known)
    return known
  }
  const keyOf = (spec: StftSpec, hop: number, tile: number): string => `${clipNumber()}/${tileKey(spec, hop, tile)}`

  function keep(key: string, levels: Float32Array): void {
    // Begun when it was dropped, and asked for again before it came.
    if (kept.has(key)) return
    kept.set(key, levels)
    keptBytes += levels.byteLength
    for (const [oldest, { byteLength }] of kept) {
      if (keptBytes <= MOST_KEPT_BYTES || oldest === key) break
      kept.delete(oldest)
      keptBytes -= byteLength
    }
  }

  worker.onmessage = ({ data }: MessageEvent<TileAnswer>) => {
    asked.delete(data.key)
    keep(data.key, data.levels)
    arrivals.value += 1
  }
  onScopeDispose(() => worker.terminate())

  return {
    arrivals,
    get: (spec, hop, tile) => kept.get(keyOf(spec, hop, tile)) ?? null,
    hops(spec) {
      const prefix = `${clipNumber()}/${specKey(spec)}/`
      const found = [...kept.keys()].filter(key => key.startsWith(prefix))
      return [...new Set(found.map(key => Number(key.slice(prefix.length).split('/')[0])))].sort((a, b) => b - a)
    },
    want(spec, hop, first, last) {
      const missing = Array.from({ length: last - first + 1 }, (_, i) => first + i).filter(
        tile => !kept.has(keyOf(spec, hop, tile)),
      )
      if (missing.every(tile => asked.has(keyOf(spec, hop, tile))) && asked.size === missing.length) return
      // The sound goes ahead of its tiles: they are never computed from another's.
      send(sent === samples.value ? { kind: 'forget' } : { kind: 'sound', samples: (sent = samples.value) })
      asked.clear()
      for (const tile of missing) {
        const key = keyOf(spec, hop, tile)
        asked.add(key)
        const frames = framesIn(tile, samples.value.length, hop)
        send({ kind: 'tile', key, spec, hop, first: tile * TILE_FRAMES, frames })
      }
    },
  }
}
