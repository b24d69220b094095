import type { Matrix } from '#engine/base/matrix'
import type { LoadedModel, ModelView } from '#engine/pipeline'

/** What the model sees of a ready, normalised log-Mel [mels x frames] that has no audio behind it. */
export function viewOfInput(input: Matrix, { hopLength, sampleRate }: LoadedModel['frontEnd']): ModelView {
  const hopSec = hopLength / sampleRate
  const usedEndSec = input.cols * hopSec
  return {
    input,
    logMel: { values: input, hopSec, firstFrameSec: 0, usedStartSec: 0, usedEndSec },
    axis: { hopSec, startSec: 0, durationSec: usedEndSec },
  }
}
