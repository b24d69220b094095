import { manifestFields } from '#engine/datasets/importers/manifest'
import { InvalidArgumentError, Option } from 'commander'
import type { z } from 'zod'
import {
  faithfulnessChecks,
  faithfulnessCheckSchema,
  type FaithfulnessCheck,
} from '#contracts/experiments/faithfulness'
import { providerChoiceSchema } from '#contracts/provider'
import {
  compositeNames,
  cueProviders,
  replacementSchema,
  saliencyMethodSchema,
  saliencyMethods,
  type explainSettingsSchema,
  type Replacement,
  type SaliencyMethod,
} from '#contracts/settings'

/** `--workers 2`, `--limit 100`... */
export function positiveInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('A whole number above 0 is needed.')
  return value
}

/** `--draws 200` */
export function drawCount(text: string): number {
  const count = seedNumber(text)
  if (count > 10_000) throw new InvalidArgumentError('10000 draws at most.')
  return count
}

/** `--seed 1` */
export function seedNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('A whole number is needed, 0 or above.')
  return value
}

/** `--channel 0` */
export function wholeNumber(text: string): number {
  return text === '0' ? 0 : positiveInteger(text)
}

/** `--min-uar 0.62` */
export function share(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('A share is a number from 0 to 1.')
  return value
}

/** `--method occlusion`: one of the methods, or both together. */
export function windowsOption(flags: string, description: string): Option {
  return new Option(flags, description).choices([...saliencyMethods, 'both'])
}

/** `--clips 50`, `--clips all` */
export function sampleSize(text: string): number | 'all' {
  return text === 'all' ? 'all' : positiveInteger(text)
}

/** `--checks stability,correlation`; `none` */
export function checkList(text: string): FaithfulnessCheck[] {
  if (text === 'none') return []
  return text.split(',').map(name => {
    const check = faithfulnessCheckSchema.safeParse(name.trim())
    if (!check.success)
      throw new InvalidArgumentError(`"${name}" is no check. Checks: ${faithfulnessChecks.join(', ')}, none.`)
    return check.data
  })
}

/** `--port 8080` */
export function portNumber(text: string): number {
  const value = positiveInteger(text)
  if (value > 65_535) throw new InvalidArgumentError('A port is a number from 1 to 65535.')
  return value
}

/** `8x15`: mel bands by frames. */
export function melsByFrames(text: string): [number, number] {
  const match = /^(\d{1,4})x(\d{1,4})$/.exec(text)
  if (match === null) throw new InvalidArgumentError('Write MELSxFRAMES, e.g. 8x15.')
  return [positiveInteger(match[1]), positiveInteger(match[2])]
}

/** `occlusion,crp`; `none`: predictions only. */
export function methodList(text: string): SaliencyMethod[] {
  if (text === 'none') return []
  return text.split(',').map(name => {
    const method = saliencyMethodSchema.safeParse(name.trim())
    if (!method.success)
      throw new InvalidArgumentError(`"${name}" is no method here. Methods: ${saliencyMethods.join(', ')}, none.`)
    return method.data
  })
}

export const providerOption = new Option(
  '--provider <name>',
  'what runs the model; auto: the first GPU that gives what the CPU gives, and sooner',
)
  .choices(providerChoiceSchema.options)
  .default('cpu')

export function cueProviderOption(flag: string): Option {
  return new Option(flag, 'what measures the cues: this program, or an installed openSMILE')
    .choices(cueProviders)
    .default('builtin')
}

export const opensmileOption = new Option(
  '--opensmile <dir>',
  "folder of Python's opensmile package (or CUESCOPE_OPENSMILE; default: the one of the window's settings)",
)

/** `3` or `3,17`: channels of a layer. */
export function channelList(text: string): number[] {
  const channels = text.split(',').map(Number)
  if (!channels.every(channel => Number.isSafeInteger(channel) && channel >= 0))
    throw new InvalidArgumentError('Write channel numbers with commas between, e.g. 3,17.')
  return channels
}

/** Settings of the saliency methods as flags; what a method does not use is ignored. */
export const methodOptions = [
  new Option('--patch <MxF>', 'occlusion: height and width of a patch, mel bands by frames')
    .argParser(melsByFrames)
    .default([8, 15], '8x15'),
  new Option('--stride <MxF>', 'occlusion: step of the patches').argParser(melsByFrames).default([4, 8], '4x8'),
  new Option('--value <value>', 'occlusion, integrated gradients, RISE: what stands for "nothing there"')
    .choices(replacementSchema.options)
    .default('mean'),
  new Option('--score <score>', "occlusion: the target's probability or its logit")
    .choices(['probability', 'logit'])
    .default('probability'),
  new Option('--composite <name>', 'relevance: which rule each layer gets')
    .choices(compositeNames)
    .default('epsilon-plus-flat'),
  new Option('--start <start>', 'relevance: begins with the logit, or with 1')
    .choices(['logit', 'one'])
    .default('logit'),
  new Option('--residual <rule>', 'relevance at sums of branches: by share, or all of it to each')
    .choices(['norm', 'both'])
    .default('norm'),
  new Option(
    '--layer <layer>',
    'concepts, Grad-CAM: layer of the model package, or a tensor (default: the last convolution)',
  ),
  new Option('--concept <list>', 'concepts: these channels instead of those of highest relevance').argParser(
    channelList,
  ),
  new Option('--no-exclude-parallel', 'concepts: let relevance pass beside the layer too'),
  new Option('--steps <n>', 'integrated gradients: points on the path').argParser(positiveInteger).default(128),
  new Option('--samples <n>', 'SmoothGrad: noisy copies').argParser(positiveInteger).default(32),
  new Option('--masks <n>', 'RISE: random masks').argParser(positiveInteger).default(2000),
]

export interface MethodFlags {
  readonly patch: [number, number]
  readonly stride: [number, number]
  readonly value: Replacement
  readonly score: 'probability' | 'logit'
  readonly composite: (typeof compositeNames)[number]
  readonly start: 'logit' | 'one'
  readonly residual: 'norm' | 'both'
  readonly layer?: string
  readonly concept?: number[]
  readonly excludeParallel: boolean
  readonly steps: number
  readonly samples: number
  readonly masks: number
}

/** The flags as settings, by method. */
export function methodSettings(flags: MethodFlags): Partial<z.input<typeof explainSettingsSchema>> {
  const { patch, stride, value, score, composite, start, residual, layer = '', concept, excludeParallel } = flags
  const relevance = { composite, start, residual }
  return {
    occlusion: {
      patchMels: patch[0],
      patchFrames: patch[1],
      strideMels: stride[0],
      strideFrames: stride[1],
      value,
      score,
    },
    lrp: relevance,
    crp: { ...relevance, layer, isParallelExcluded: excludeParallel, ...(concept && { channels: concept }) },
    'integrated-gradients': { steps: flags.steps, value },
    'smooth-grad': { samples: flags.samples },
    'grad-cam': { layer },
    rise: { masks: flags.masks, value },
  }
}

/** `--column file=path`, once a field: what a manifest calls it. */
export function columnName(text: string, before: Record<string, string>): Record<string, string> {
  const match = /^([a-z]+)=(.+)$/.exec(text)
  if (match === null || !(manifestFields as readonly string[]).includes(match[1]))
    throw new InvalidArgumentError(`Write FIELD=COLUMN; fields: ${manifestFields.join(', ')}.`)
  return { ...before, [match[1]]: match[2] }
}
