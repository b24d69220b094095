import type { ExperimentKind, ExperimentRefusal, ExperimentResult } from '#contracts/experiment'
import { describeAblation } from './describe-ablation'
import { describeBaseline } from './describe-baseline'
import { describeCrossDataset } from './describe-cross-dataset'
import { describeCueValidation } from './describe-cue-validation'
import { describeEmbedding } from './describe-embedding'
import { describeFaithfulness } from './describe-faithfulness'
import { describeMisclassifications } from './describe-misclassifications'
import { describeReferences } from './describe-reference-clips'
import { describeSpuriousFeatures } from './describe-spurious-features'

/** The same result with a channel's clips. */
export type OfChannel = (channel: number) => ExperimentResult['result']
type ResultOf<K extends ExperimentKind> = Extract<ExperimentResult['result'], { readonly kind: K }>

/** Lines of text for people, by kind. */
const describers: { readonly [K in ExperimentKind]: (result: ResultOf<K>, ofChannel: OfChannel) => string[] } = {
  baseline: describeBaseline,
  'cue-validation': describeCueValidation,
  misclassifications: describeMisclassifications,
  ablation: describeAblation,
  'cross-dataset': describeCrossDataset,
  'reference-clips': (result, ofChannel) =>
    describeReferences(result, channel => (ofChannel(channel) as ResultOf<'reference-clips'>).channel),
  faithfulness: describeFaithfulness,
  'spurious-features': describeSpuriousFeatures,
  embedding: describeEmbedding,
}

export function describeExperiment({ result, refused }: ExperimentResult, ofChannel: OfChannel): string {
  const describe = describers[result.kind] as (result: ExperimentResult['result'], ofChannel: OfChannel) => string[]
  return `${[...describe(result, ofChannel), ...describeRefusals(refused)].join('\n')}\n`
}

/** A reason once, with how often it was met. */
function describeRefusals(refused: readonly ExperimentRefusal[]): string[] {
  const groups = new Map<string, ExperimentRefusal[]>()
  for (const refusal of refused) {
    const key = `${refusal.variant} ${refusal.error.message}`
    groups.set(key, [...(groups.get(key) ?? []), refusal])
  }
  return [...groups.values()].map(([first, ...others]) => {
    const { file, variant, error } = first
    const more = others.length > 0 ? ` and ${others.length} more` : ''
    return `refused: ${variant === '' ? '' : `${variant}: `}${file}${more}: ${error.message} (${error.code})`
  })
}
