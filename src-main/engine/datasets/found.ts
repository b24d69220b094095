import type { ClipFacts, ScanReport } from '#contracts/dataset'
import type { ErrorBody } from '#contracts/error'
import type { Refusal } from './refusal'

/** What one source of labels, file names or a manifest, makes of a folder. */
export interface Found {
  readonly corpora: ScanReport['corpora']
  readonly clips: readonly ClipFacts[]
  readonly refused: readonly Refusal[]
  /** What was accepted but should be known: a delimiter that was guessed, a table that could not be read. */
  readonly notes: readonly ErrorBody[]
}
