import type { Matrix } from '#engine/base/matrix'

export type { Forward } from '#engine/models/forward'

/** What each bin of the log-Mel did for the target: positive supports it, negative speaks against it. [mels x frames] */
export type SaliencyMap = Matrix
