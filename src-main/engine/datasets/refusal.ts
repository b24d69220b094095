import type { ErrorCode } from '#contracts/error'

/** Something that was passed over, and why. */
export interface Refusal {
  /** As in `ClipFacts.file`, or as the manifest writes it. */
  readonly file: string
  readonly code: ErrorCode
  readonly message: string
}
