/**
 * Whether the maps of some methods tell what the model uses, over a sample of a data set's clips: each clip judged as in
 * judge-map.ts, beside the same with features in random order and loudest first.
 *
 * Conventions: an item is a clip with one method, or with one control: controls are the same for all methods. Each clip
 * is asked about its predicted label. Intervals are bootstrap percentiles over clips; differences to a control are
 * paired by clip.
 */
import { z } from 'zod'
import { faithfulnessMetricSchema } from '#contracts/experiments/faithfulness'
import type { JudgedPart, PartFigures } from '#engine/audits/protocol'
import { fromErrorBody } from '#engine/base/errors'
import { experimentKind } from './experiment-kind'
import { jsonBytes, parseJsonBytes } from './json-bytes'
import { sampleClips } from './sample-clips'
import { summariseFaithfulness } from './summarise-faithfulness'

const figuresSchema = z.partialRecord(faithfulnessMetricSchema, z.number().nullable())

export const faithfulnessKind = experimentKind<'faithfulness', 'judge-part', PartFigures>({
  kind: 'faithfulness',
  version: 1,
  check: async (_, { settings }, tryModel) => {
    const { methods: obstacles } = await tryModel({ methods: settings.methods })
    const possible = settings.methods.filter(method => obstacles[method] === null)
    // Where one of them works, the others' clips are refused with the reason, and the table holds the rest.
    if (possible.length === 0) throw fromErrorBody(obstacles[settings.methods[0]]!)
  },
  plan: (clips, { settings, seed }) =>
    sampleClips(clips, settings.clips, seed).flatMap(({ clipId, audioSha }) =>
      ['random', 'energy', ...new Set(settings.methods)].map(variant => ({ clipId, audioSha, variant })),
    ),
  task: ({ predicted, variant }, clip, { settings: { judge }, seed }) => ({
    kind: 'judge-part',
    ...clip,
    target: predicted,
    part: variant as JudgedPart,
    judge,
    seed,
  }),
  encode: jsonBytes,
  decode: bytes => figuresSchema.parse(parseJsonBytes(bytes)),
  summarise: (work, _, question) => {
    const result = summariseFaithfulness(work, question)
    return () => result
  },
})
