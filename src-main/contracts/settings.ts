import { z } from 'zod'
import { providerChoiceSchema } from './provider'

export const saliencyMethods = [
  'occlusion',
  'crp',
  'lrp',
  'gradient',
  'gradient-x-input',
  'integrated-gradients',
  'smooth-grad',
  'grad-cam',
  'rise',
] as const
export const saliencyMethodSchema = z.enum(saliencyMethods)
export type SaliencyMethod = z.infer<typeof saliencyMethodSchema>

/**
 * What stands for "nothing there" where a method takes bins away or starts from: the band's mean in training, digital
 * silence (-100 dB), 0 of the model's input, noise like the band's own, or the clip blurred.
 */
export const replacementSchema = z.enum(['mean', 'floor', '0', 'noise', 'blur'])
export type Replacement = z.infer<typeof replacementSchema>

/** Occlusion: patches of the log-Mel are replaced and the drop of the target is measured. [zeiler2014] */
export const occlusionSettingsSchema = z.strictObject({
  /** Height of a patch in mel bands. */
  patchMels: z.number().int().min(1).max(512).default(8),
  /** Width of a patch in frames. */
  patchFrames: z.number().int().min(1).max(3000).default(15),
  strideMels: z.number().int().min(1).max(512).default(4),
  strideFrames: z.number().int().min(1).max(3000).default(8),
  /** What a patch is replaced by. */
  value: replacementSchema.default('mean'),
  /** What is measured: the target's probability or its logit. */
  score: z.enum(['probability', 'logit']).default('probability'),
})
export type OcclusionSettings = z.infer<typeof occlusionSettingsSchema>

/** Assignments of relevance rules to layers. [kohlbrenner2020] */
export const compositeNames = [
  'epsilon-plus-flat',
  'epsilon-alpha2-beta1-flat',
  'epsilon-plus',
  'epsilon-alpha2-beta1',
  'epsilon-gamma-box',
  'epsilon-plus-w-square',
  'epsilon',
  'excitation-backprop',
] as const

const relevanceFields = {
  composite: z.enum(compositeNames).default('epsilon-plus-flat'),
  /** Relevance starts from the target's logit, or from 1: a negative logit turns the sign of the whole map. */
  start: z.enum(['logit', 'one']).default('logit'),
  /** Sums of branches: by each branch's share, or all of it to each as plain scripts do. */
  residual: z.enum(['norm', 'both']).default('norm'),
}

/** Layer-wise relevance propagation. [bach2015] */
export const lrpSettingsSchema = z.strictObject(relevanceFields)

/** Concept relevance propagation: the channels of a layer as concepts. [achtibat2023] */
export const crpSettingsSchema = z.strictObject({
  ...relevanceFields,
  /** Layer name of the model package, or a tensor; '': the last convolution with a kernel wider than one bin. */
  layer: z.string().max(500).default(''),
  /** So many channels of highest relevance, or these channels. */
  channels: z.union([z.number().int().min(1).max(512), z.array(z.number().int().min(0)).min(1).max(512)]).default(10),
  /** Only paths through the layer count. */
  isParallelExcluded: z.boolean().default(true),
})

const gradientSettingsSchema = z.strictObject({})

/** [sundararajan2017] */
export const integratedGradientsSettingsSchema = z.strictObject({
  steps: z.number().int().min(2).max(1024).default(128),
  /** Where the path begins. */
  value: replacementSchema.default('mean'),
})

/** [smilkov2017] */
export const smoothGradSettingsSchema = z.strictObject({
  samples: z.number().int().min(1).max(512).default(32),
  /** Standard deviation of the noise as a share of the input's range. */
  noise: z.number().min(0).max(1).default(0.15),
  seed: z.number().int().min(0).default(1),
})

/** [selvaraju2017] */
export const gradCamSettingsSchema = z.strictObject({
  /** Layer name of the model package, or a tensor; '': as for concepts. */
  layer: z.string().max(500).default(''),
})

/** [petsiuk2018] */
export const riseSettingsSchema = z.strictObject({
  masks: z.number().int().min(1).max(20_000).default(2000),
  /** Cells of a mask before it is scaled up: mel bands by frames. */
  grid: z.tuple([z.number().int().min(1), z.number().int().min(1)]).default([8, 12]),
  /** Probability that a cell stays. */
  keep: z.number().gt(0).lt(1).default(0.5),
  seed: z.number().int().min(0).default(1),
  value: replacementSchema.default('mean'),
})

export const segmentSettingsSchema = z.strictObject({
  windowSec: z.number().positive().max(10).default(0.15),
  /** How many windows at the most. */
  count: z.number().int().min(1).max(100).default(5),
  /** Windows begin only at multiples of their length. Left out: at any frame. */
  grid: z.literal('fixed').optional(),
  /** Bins below the map's mean count as 0. Left out: every positive bin counts. */
  threshold: z.literal('mean').optional(),
})
export type SegmentSettings = z.infer<typeof segmentSettingsSchema>

/** What measures the cues: this program, or an installed openSMILE (`program-settings.ts` says where it is). */
export const cueProviders = ['builtin', 'opensmile'] as const
export type CueProvider = (typeof cueProviders)[number]

export const cueSettingsSchema = z.strictObject({
  /** Rate at which cues are computed: one for all clips so that they compare, or each file's own. */
  cueRate: z.union([z.literal(16000), z.literal('native')]).default(16000),
  /** openSMILE measures the cues it knows; the others and all reliability are the built-in ones. */
  provider: z.enum(cueProviders).default('builtin'),
  /** 'window': each window is cut out and measured as if it were the file. Left out: measured in the clip, read off there. */
  scope: z.literal('window').optional(),
})

/** Windows drawn at random, which the salient ones are held against. */
export const baselineSettingsSchema = z.strictObject({
  /** How often as many windows as the salient ones are drawn; 0: not at all. */
  draws: z.number().int().min(0).max(10_000).default(200),
  seed: z.number().int().min(0).default(1),
  /** Draws have the salient windows' voiced fraction, within 10 points where the clip allows that. */
  isVoicingMatched: z.boolean().default(true),
})
export type BaselineSettings = z.infer<typeof baselineSettingsSchema>

/** Everything that decides a clip's result besides its bytes and the model: hashed into the result's key. */
export const explainSettingsSchema = z.strictObject({
  methods: z.array(saliencyMethodSchema).default(['occlusion']),
  occlusion: occlusionSettingsSchema.prefault({}),
  crp: crpSettingsSchema.prefault({}),
  lrp: lrpSettingsSchema.prefault({}),
  gradient: gradientSettingsSchema.prefault({}),
  'gradient-x-input': gradientSettingsSchema.prefault({}),
  'integrated-gradients': integratedGradientsSettingsSchema.prefault({}),
  'smooth-grad': smoothGradSettingsSchema.prefault({}),
  'grad-cam': gradCamSettingsSchema.prefault({}),
  rise: riseSettingsSchema.prefault({}),
  segments: segmentSettingsSchema.prefault({}),
  cues: cueSettingsSchema.prefault({}),
  baselines: baselineSettingsSchema.prefault({}),
  /** No part of a result's key: it must give the same. */
  provider: providerChoiceSchema.default('cpu'),
})
export type ExplainSettings = z.infer<typeof explainSettingsSchema>
