import type { DatasetCard } from '#contracts/dataset'
import { CueScopeError } from '#engine/base/errors'
import { isFolderMissing, listDatasets } from '#engine/store/datasets'
import type { ReadDb } from '#engine/store/handles'

/** A project's data sets, counted once as long as none is added or changed: 100,000 clips take 50 ms. */
export class DatasetCards {
  #cards: readonly DatasetCard[] | null = null

  constructor(private readonly db: ReadDb) {}

  list(): DatasetCard[] {
    this.#cards ??= listDatasets(this.db)
    // A folder goes and comes back at any time: a stick that is pulled.
    return this.#cards.map(card => ({ ...card, isMissing: isFolderMissing(card.folder) }))
  }

  get(id: number): DatasetCard {
    const card = this.list().find(candidate => candidate.id === id)
    if (card === undefined) throw new CueScopeError('not-found', `This project has no data set ${id}.`)
    return card
  }

  forget(): void {
    this.#cards = null
  }
}
