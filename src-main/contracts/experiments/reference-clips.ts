import { z } from 'zod'
import { compositeNames } from '../settings'

/** Which clips show best what the channels of a layer stand for. [achtibat2023] */
export const referenceClipsSettingsSchema = z.strictObject({
  /** Layer name of the model package, or a tensor; '': the last convolution with a kernel wider than one bin. */
  layer: z.string().max(500).default(''),
  composite: z.enum(compositeNames).default('epsilon-plus-flat'),
  /** Sums of branches: by each branch's share, or all of it to each. */
  residual: z.enum(['norm', 'both']).default('norm'),
  /** Clips kept for each channel. */
  keep: z.number().int().min(1).max(200).default(40),
})
export type ReferenceClipsSettings = z.infer<typeof referenceClipsSettingsSchema>

export const referenceClipSchema = z.object({
  clipId: z.number().int(),
  file: z.string(),
  /**
   * Most relevant: the channel's part of the magnitudes of all channels' relevances for the predicted label, with its
   * sign. Most active: the channel's largest activation.
   */
  value: z.number(),
  /** What the channel's strongest cell sees of the clip: the place to listen to. */
  startSec: z.number(),
  endSec: z.number(),
  predicted: z.string(),
  expected: z.string().nullable(),
})
export type ReferenceClip = z.infer<typeof referenceClipSchema>

export const channelReferencesSchema = z.object({
  channel: z.number().int(),
  mostRelevant: z.array(referenceClipSchema),
  mostActive: z.array(referenceClipSchema),
  /** Mean share, with its sign, over the clips that the model gave each label. */
  byLabel: z.array(z.object({ label: z.string(), clips: z.number().int(), meanShare: z.number() })),
})
export type ChannelReferences = z.infer<typeof channelReferencesSchema>

export const referenceClipsResultSchema = z.object({
  kind: z.literal('reference-clips'),
  /** Tensor of the layer; '' before the first clip is done. */
  layer: z.string(),
  clips: z.number().int(),
  /** Every channel, the one with the largest mean magnitude of its share first. */
  channels: z.array(
    z.object({
      channel: z.number().int(),
      /** Mean of the share's magnitude over the clips. */
      meanMagnitude: z.number(),
      /** Mean of the share with its sign. */
      meanShare: z.number(),
    }),
  ),
  /** The channel asked for; null: none was. */
  channel: channelReferencesSchema.nullable(),
})
export type ReferenceClipsResult = z.infer<typeof referenceClipsResultSchema>
