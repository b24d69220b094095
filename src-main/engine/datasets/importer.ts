/**
 * Reads who says what with which emotion off the names, places and tables of public corpora. One corpus per file in
 * `importers/`; `scan-folder.ts` walks a folder and asks them in order.
 *
 * **Conventions.** A file is its path relative to the audited folder, with forward slashes. A file belongs to a corpus
 * by its own name, so that several corpora may share a folder at any depth; the extension takes no part. Emotions are
 * canonical, the corpus's own code is kept beside. What a name does not say is null, never guessed.
 *
 * **References.** [cao2014] CREMA-D, [livingstone2018] RAVDESS, [pichora-fuller2020] TESS.
 */
import type { ClipFacts, ImporterId } from '#contracts/dataset'
import type { SpeakerTable } from './speaker-table'

export interface Importer {
  readonly id: Exclude<ImporterId, 'manifest'>
  readonly title: string
  /** A name in the corpus's grammar, to show to people. */
  readonly example: string
  /** Titles of the parts that are data sets of their own, by `ClipFacts.dataset`. */
  readonly parts?: Readonly<Record<string, string>>
  /** The table that tells the speakers' sex, where the names don't. */
  readonly speakerTable?: SpeakerTable
  /** Null: not a clip of this corpus. */
  recognise(file: string): ClipFacts | null
}
