/**
 * What the model makes of each clip before its last layer: the vectors from which maps of clips are drawn and the clips
 * most like one are found. A forward pass a clip; every clip has one row, so that a run can stop anywhere.
 */
import { decodeActivations, encodeActivations } from '#engine/activations/activations-blob'
import type { ClipActivations } from '#engine/activations/clip-activations'
import { fromErrorBody } from '#engine/base/errors'
import { experimentKind } from './experiment-kind'

export const embeddingKind = experimentKind<'embedding', 'activations', ClipActivations>({
  kind: 'embedding',
  version: 1,
  check: async (_, __, tryModel) => {
    const { activations } = await tryModel({ activations: true })
    if (activations !== null) throw fromErrorBody(activations)
  },
  plan: clips => clips.map(({ clipId, audioSha }) => ({ clipId, audioSha, variant: '' })),
  task: (_, clip) => ({ kind: 'activations', ...clip }),
  encode: encodeActivations,
  decode: decodeActivations,
  isSlowToTell: true,
  summarise: work => {
    let [clips, size, layer] = [0, 0, '']
    for (const { outcome } of work) {
      layer = outcome.layer
      size = outcome.values.length
      clips++
    }
    return () => ({ kind: 'embedding', layer, size, clips })
  },
})
