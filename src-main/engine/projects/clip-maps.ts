import { newClipMapSchema, type ClipMapCard, type ClipNeighbours, type NewClipMap } from '#contracts/clip-map'
import { toErrorBody } from '#engine/base/errors'
import { nearestClips } from '#engine/clip-maps/nearest-clips'
import { embeddingOf, stampOfActivations } from '#engine/clip-maps/read-activations'
import { getAudit } from '#engine/store/audits'
import {
  clipMapPlaces,
  findOrCreateClipMap,
  getClipMap,
  listClipMaps,
  saveClipMap,
  setClipMapState,
  type DrawnMap,
  type StoredClipMap,
} from '#engine/store/clip-maps'
import { clipRows } from '#engine/store/clips'
import { countItems } from '#engine/store/experiment-items'
import type { WriteDb } from '#engine/store/handles'
import type { Summarise, SummaryWatch } from '#engine/summaries/summary-task'
import { throttle } from './throttle'
import { readerOf, type Reader } from './untold-clips'

const ANNOUNCE_EVERY_MS = 250
/** As many clips are compared before a thread has started. */
const MANY = 2000

export interface ClipMapServices {
  readonly db: WriteDb
  readonly projectPath: string
  readonly summarise: Summarise
  /** Called at every step of a map. */
  readonly onClipMap: (card: ClipMapCard) => void
}

interface Drawing {
  readonly abort: AbortController
  readonly finished: Promise<void>
  progress: ClipMapCard['progress']
}

/** Maps of an open project's clips. What was being drawn when the project was closed is begun again at the next opening. */
export class ClipMaps {
  readonly #drawings = new Map<number, Drawing>()

  constructor(private readonly services: ClipMapServices) {
    for (const map of listClipMaps(services.db)) if (map.state === 'running') this.#draw(map)
  }

  list(auditId: number): ClipMapCard[] {
    getAudit(this.services.db, auditId)
    return listClipMaps(this.services.db, auditId).map(map => this.#card(map))
  }

  card(auditId: number, id: number): ClipMapCard {
    return this.#card(getClipMap(this.services.db, auditId, id))
  }

  /** The map that answers this: as it is, or drawn (anew, where activations came since). @throws CueScopeError not-found */
  start(auditId: number, asked: NewClipMap): ClipMapCard {
    const { db } = this.services
    getAudit(db, auditId)
    const stamp = stampOfActivations(db, auditId)
    const map = findOrCreateClipMap(db, auditId, questionOf(asked))
    const isThere = map.state === 'done' && map.stamp === stamp
    if (!isThere && !this.#drawings.has(map.id)) this.#draw(map)
    return this.card(auditId, map.id)
  }

  /** A map that was there before stays as it was. */
  async cancel(auditId: number, id: number): Promise<ClipMapCard> {
    getClipMap(this.services.db, auditId, id)
    const drawing = this.#drawings.get(id)
    drawing?.abort.abort()
    await drawing?.finished
    return this.card(auditId, id)
  }

  places(auditId: number, id: number): Pick<DrawnMap, 'clipIds' | 'places'> {
    return clipMapPlaces(this.services.db, getClipMap(this.services.db, auditId, id).id)
  }

  async neighbours(auditId: number, clipId: number, k: number, of: Reader = {}): Promise<ClipNeighbours> {
    const { db, projectPath: project, summarise } = this.services
    const reader = readerOf(db, of)
    const audit = getAudit(db, auditId, reader)
    const embedding = embeddingOf(db, auditId)
    const isMany = embedding !== null && countItems(db, embedding).done > MANY
    const nearest = isMany
      ? (await summarise({ kind: 'nearest-clips', project, auditId, clipId, k, reader })).nearest
      : nearestClips(db, audit, clipId, k)
    const rows = new Map(
      clipRows(
        db,
        audit,
        nearest.neighbours.map(one => one.clipId),
      ).map(row => [row.clipId, row]),
    )
    const neighbours = nearest.neighbours.flatMap(one => {
      const row = rows.get(one.clipId)
      return row === undefined ? [] : { row, similarity: one.similarity }
    })
    return { clips: nearest.clips, neighbours }
  }

  /** Maps of this audit, or of all: what is being drawn stays marked as running. */
  async close(auditId: number | null = null): Promise<void> {
    const ids = new Set(listClipMaps(this.services.db, auditId).map(({ id }) => id))
    const drawings = [...this.#drawings].filter(([id]) => ids.has(id))
    for (const [id] of drawings) this.#drawings.delete(id)
    for (const [, { abort }] of drawings) abort.abort()
    await Promise.all(drawings.map(([, { finished }]) => finished))
  }

  #draw(map: StoredClipMap): void {
    const { db, projectPath: project, summarise } = this.services
    const { id, auditId, question } = map
    const news = throttle(() => this.#announce(auditId, id), ANNOUNCE_EVERY_MS)
    const abort = new AbortController()
    const onStep: SummaryWatch['onStep'] = (step, share) => {
      drawing.progress = { step, share }
      news.request()
    }
    setClipMapState(db, id, 'running')
    const finished = summarise({ kind: 'clip-map', project, auditId, question }, { onStep, signal: abort.signal }).then(
      ({ drawn }) => this.#settle(map, () => saveClipMap(db, id, drawn)),
      (error: unknown) =>
        this.#settle(map, () => {
          if (!abort.signal.aborted) throw error
          setClipMapState(db, id, map.stamp === null ? 'cancelled' : 'done')
        }),
    )
    const drawing: Drawing = {
      ...{ abort, progress: { step: 'reading', share: 0 } },
      finished: finished.finally(() => news.cancel()),
    }
    this.#drawings.set(id, drawing)
    this.#announce(auditId, id)
  }

  /** A map that was closed rather than cancelled is not settled: it stays to be drawn. */
  #settle({ auditId, id }: StoredClipMap, store: () => void): void {
    if (!this.#drawings.delete(id)) return
    try {
      store()
    } catch (error) {
      setClipMapState(this.services.db, id, 'failed', toErrorBody(error))
    }
    this.#announce(auditId, id)
  }

  #announce(auditId: number, id: number): void {
    this.services.onClipMap(this.card(auditId, id))
  }

  #card({ question, id, auditId, state, error, createdAt, clips, facts }: StoredClipMap): ClipMapCard {
    const progress = this.#drawings.get(id)?.progress ?? null
    return { ...question, id, auditId, state, error, progress, createdAt, clips, facts }
  }
}

/** What the method doesn't ask is no part of the question. */
function questionOf(asked: NewClipMap): ReturnType<typeof newClipMapSchema.parse> {
  const { method, seed, ...umap } = newClipMapSchema.parse(asked)
  return newClipMapSchema.parse(method === 'umap' ? { method, seed, ...umap } : { method, seed })
}
