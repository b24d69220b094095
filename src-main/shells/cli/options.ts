import { manifestFields } from '#engine/datasets/importers/manifest'
import { InvalidArgumentError, Option } from 'commander'
import { saliencyMethodSchema, saliencyMethods, type OcclusionSettings, type SaliencyMethod } from '#contracts/settings'

/** `--workers 2`, `--limit 100`... */
export function positiveInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('A whole number above 0 is needed.')
  return value
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

export const providerOption = new Option('--provider <name>', 'what runs the model').choices(['cpu']).default('cpu')

export const occlusionOptions = [
  new Option('--patch <MxF>', 'occlusion: height and width of a patch, mel bands by frames')
    .argParser(melsByFrames)
    .default([8, 15], '8x15'),
  new Option('--stride <MxF>', 'occlusion: step of the patches').argParser(melsByFrames).default([4, 8], '4x8'),
  new Option('--value <value>', 'occlusion: what a patch is replaced by')
    .choices(['mean', 'floor', '0'])
    .default('mean'),
  new Option('--score <score>', "occlusion: the target's probability or its logit")
    .choices(['probability', 'logit'])
    .default('probability'),
]

export interface OcclusionFlags {
  readonly patch: [number, number]
  readonly stride: [number, number]
  readonly value: OcclusionSettings['value']
  readonly score: OcclusionSettings['score']
}

export function occlusionSettings({ patch, stride, value, score }: OcclusionFlags): OcclusionSettings {
  return { patchMels: patch[0], patchFrames: patch[1], strideMels: stride[0], strideFrames: stride[1], value, score }
}

/** `--column file=path`, once a field: what a manifest calls it. */
export function columnName(text: string, before: Record<string, string>): Record<string, string> {
  const match = /^([a-z]+)=(.+)$/.exec(text)
  if (match === null || !(manifestFields as readonly string[]).includes(match[1]))
    throw new InvalidArgumentError(`Write FIELD=COLUMN; fields: ${manifestFields.join(', ')}.`)
  return { ...before, [match[1]]: match[2] }
}
