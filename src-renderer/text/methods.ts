import type { ErrorBody, ErrorCode } from '#contracts/error'
import type { ExplainSettings, SaliencyMethod } from '#contracts/settings'

/** What the window says of a method. Titles and references are the engine's: a test holds them together. */
export interface MethodText {
  readonly title: string
  readonly words: string
  readonly reference: string
  /** What a bin of its map is measured in. */
  readonly unit: string
  /** Reads the model's graph; the others only run the model. */
  readonly needsGraph: boolean
}

export const methodTexts: Readonly<Record<SaliencyMethod, MethodText>> = {
  occlusion: {
    title: 'Occlusion',
    words: 'Covers patches of the picture and measures how far the label drops.',
    reference: 'Zeiler & Fergus 2014',
    unit: 'drop of probability',
    needsGraph: false,
  },
  crp: {
    title: 'Concept relevance',
    words: 'Splits the decision into the channels of a layer, each with its own map.',
    reference: 'Achtibat et al. 2023',
    unit: 'relevance',
    needsGraph: true,
  },
  lrp: {
    title: 'Layer-wise relevance',
    words: 'Hands the logit back layer by layer, down to the picture.',
    reference: 'Bach et al. 2015',
    unit: 'relevance',
    needsGraph: true,
  },
  gradient: {
    title: 'Gradient',
    words: 'How much the logit would change with each bin.',
    reference: 'Simonyan et al. 2014',
    unit: 'gradient of the logit',
    needsGraph: true,
  },
  'gradient-x-input': {
    title: 'Gradient × input',
    words: 'The gradient, weighted by what is there.',
    reference: 'Shrikumar et al. 2017',
    unit: 'gradient × input',
    needsGraph: true,
  },
  'integrated-gradients': {
    title: 'Integrated gradients',
    words: 'Gradients along the way from nothing to the clip: adds up to the rise of the logit.',
    reference: 'Sundararajan et al. 2017',
    unit: 'part of the logit',
    needsGraph: true,
  },
  'smooth-grad': {
    title: 'SmoothGrad',
    words: 'The mean gradient over noisy copies of the clip.',
    reference: 'Smilkov et al. 2017',
    unit: 'gradient of the logit',
    needsGraph: true,
  },
  'grad-cam': {
    title: 'Grad-CAM',
    words: 'Where the last layer lights up for the label: coarse, and only what supports it.',
    reference: 'Selvaraju et al. 2017',
    unit: 'weighted activation',
    needsGraph: true,
  },
  rise: {
    title: 'RISE',
    words: 'Looks at the clip through many random masks and keeps those that help.',
    reference: 'Petsiuk et al. 2018',
    unit: 'logit, above the mean over masks',
    needsGraph: false,
  },
}

/** In the contract's order. Not the contract's own list: it would bring its checks, and their library, into the page. */
export const saliencyMethods = Object.keys(methodTexts) as readonly SaliencyMethod[]

/** Those of the audit first, in its order: its own is the first of all. */
export function methodOrder(ofAudit: readonly SaliencyMethod[]): SaliencyMethod[] {
  return [...new Set([...ofAudit, ...saliencyMethods])]
}

/** "Occlusion, Concept relevance" */
export function methodList(methods: readonly SaliencyMethod[]): string {
  return methods.map(method => methodTexts[method].title).join(', ') || 'Prediction only'
}

/** A method, or occlusion and concepts together. */
export type OfferedMethod = SaliencyMethod | 'both'

/** Whose windows an audit has. */
export function offeredMethods({ settings: { methods } }: { readonly settings: ExplainSettings }): OfferedMethod[] {
  return methods.includes('occlusion') && methods.includes('crp') ? [...methods, 'both'] : [...methods]
}

/** Unit of a map, in words, for the settings that it was made with. */
export function unitWords(
  method: SaliencyMethod,
  settings: Pick<ExplainSettings, 'occlusion'> | null,
  isDifference: boolean,
): string {
  if (method !== 'occlusion') return methodTexts[method].unit
  const score = settings?.occlusion.score ?? 'probability'
  return isDifference ? `drop of the ${score} ahead` : `drop of ${score}`
}

/** "angry rather than sad" */
export function questionWords(target: string, against: string | null): string {
  return against === null ? target : `${target} rather than ${against}`
}

const graphCodes: readonly ErrorCode[] = [
  'unsupported-op',
  'unsupported-opset',
  'unsupported-ir',
  'unsupported-signature',
  'custom-domain-op',
  'invalid-graph',
]

/** Does this failure say that the model's graph does not allow the method? */
export function isGraphObstacle(method: SaliencyMethod, error: ErrorBody): boolean {
  return methodTexts[method].needsGraph && graphCodes.includes(error.code)
}

/** What stands in the way, in a few words: the operator's name where there is one. */
export function obstacleWords(error: ErrorBody): string {
  const op = error.details?.op
  return typeof op === 'string' ? `the operator ${op} can’t be traced` : error.message
}

/** Figures that belong to a map, in words; those that only the engine's developers need are left out. */
export function factWords(method: SaliencyMethod, facts: Readonly<Record<string, number>>): string[] {
  const percent = (share: number): string => `${(100 * share).toFixed(share !== 0 && Math.abs(share) < 0.01 ? 2 : 0)} %`
  const words: string[] = []
  if (method === 'lrp' && facts.share !== undefined)
    words.push(`The map adds up to ${percent(facts.share)} of the logit.`)
  if (method === 'crp' && facts.share !== undefined)
    words.push(`These concepts carry ${percent(facts.share)} of the layer’s relevance.`)
  if (facts.gap !== undefined) words.push(`The map misses ${percent(facts.gap)} of the logit’s rise.`)
  if (facts.patches !== undefined) words.push(`${facts.patches.toLocaleString('en')} patches, each covered alone.`)
  return words
}

/** A layer as the model package calls it; the engine's answer may name its tensor ("/block2/conv2/Conv_output_0"). */
export function layerName(layer: string, layers: readonly string[]): string {
  const path = layer
    .replace(/\/\w+_output_\d+$/, '')
    .split('/')
    .filter(Boolean)
    .join('.')
  return layers.find(one => one === layer || one === path || path.startsWith(`${one}.`)) ?? layer
}
