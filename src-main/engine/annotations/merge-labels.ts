import type { SentLabel } from '#contracts/labels-file'
import type { Annotation } from '#contracts/annotation'
import { isSame } from './apply-changes'

/** What a project holds of one annotator's word on one clip. */
export interface HeldLabel {
  readonly eventId: string
  readonly at: string
  readonly annotation: Annotation
  /** Every step that led there, of this project and of those that sent labels to it. */
  readonly earlier: ReadonlySet<string>
}

/**
 * `known`: here already, or older than what came out of it. `added`, `updated`: news. Otherwise two answers that don't come
 * from one another; the newer one stands, of two of the same moment that with the larger id, in every project alike.
 */
export type MergeVerdict = 'known' | 'added' | 'updated' | 'file-stands' | 'project-stands'

export function judgeMerge(held: HeldLabel | null, sent: SentLabel): MergeVerdict {
  if (held === null) return 'added'
  if (held.eventId === sent.eventId || held.earlier.has(sent.eventId)) return 'known'
  if (sent.earlier.includes(held.eventId)) return 'updated'
  const isNewer = sent.at === held.at ? sent.eventId > held.eventId : Date.parse(sent.at) > Date.parse(held.at)
  // The same words said twice are no disagreement.
  if (isSame(held.annotation, sent.annotation)) return isNewer ? 'updated' : 'known'
  return isNewer ? 'file-stands' : 'project-stands'
}
