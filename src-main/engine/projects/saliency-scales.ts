import type { SaliencyScale, SaliencyScaleQuery } from '#contracts/saliency-scale'
import { CueScopeError } from '#engine/base/errors'
import { getAudit } from '#engine/store/audits'
import type { ReadDb } from '#engine/store/handles'
import type { ScaleReading, WantedMap } from '#engine/summaries/read-saliency-scale'
import type { Summarise } from '#engine/summaries/summary-task'

export interface SaliencyScaleServices {
  readonly db: ReadDb
  readonly projectPath: string
  readonly summarise: Summarise
  /** Counts whatever may give other results: see TableCache. */
  readonly revision: () => number
}

/** Makes a map and stores it. */
export type MakeMap = (map: WantedMap) => Promise<unknown>

interface Kept {
  readonly revision: number
  reading: Omit<ScaleReading, 'missing'>
  isDue: boolean
  /** Told to whoever asks next; then it is tried anew. */
  error: unknown
}

/**
 * How strong saliency is in the audits of a project, by method. Maps of the sampled clips that nobody has opened are made
 * first, one after the other, so that a person who works meanwhile has the other workers.
 */
export class SaliencyScales {
  readonly #kept = new Map<string, Kept>()
  #isClosed = false

  constructor(private readonly services: SaliencyScaleServices) {}

  /** What is known by now; the first who asks starts it. @throws CueScopeError not-found */
  ask(auditId: number, question: SaliencyScaleQuery, makeMap: MakeMap): SaliencyScale {
    getAudit(this.services.db, auditId)
    const key = `${auditId} ${question.method} ${question.question}`
    const revision = this.services.revision()
    let kept = this.#kept.get(key)
    if (kept === undefined || (!kept.isDue && kept.revision !== revision)) {
      kept = { revision, reading: { limit: null, clips: 0, of: 0 }, isDue: true, error: null }
      this.#kept.set(key, kept)
      void this.#find(kept, auditId, question, makeMap)
    }
    if (kept.error !== null) {
      this.#kept.delete(key)
      throw kept.error
    }
    const { reading, isDue } = kept
    return { ...reading, limit: isDue ? null : reading.limit, isDue }
  }

  close(): void {
    this.#isClosed = true
  }

  async #find(kept: Kept, auditId: number, question: SaliencyScaleQuery, makeMap: MakeMap): Promise<void> {
    const { projectPath: project, summarise } = this.services
    const read = async (): Promise<ScaleReading> =>
      (await summarise({ kind: 'saliency-scale', project, auditId, question })).scale
    try {
      const { missing, ...reading } = await read()
      kept.reading = reading
      for (const map of missing) {
        if (this.#isClosed) return
        kept.reading = { ...kept.reading, clips: kept.reading.clips + Number(await isMade(makeMap(map))) }
      }
      if (missing.length === 0 || this.#isClosed) return
      const { limit, clips, of } = await read()
      kept.reading = { limit, clips, of }
    } catch (error) {
      kept.error = error
    } finally {
      kept.isDue = false
    }
  }
}

/** A clip that can't be explained (its file is gone, the model can't be read) is not in the sample. */
async function isMade(making: Promise<unknown>): Promise<boolean> {
  try {
    await making
    return true
  } catch (error) {
    if (error instanceof CueScopeError) return false
    throw error
  }
}
