import type { ExperimentKind } from '#contracts/experiment'
import type { AnyExperimentKind } from './experiment-kind'
import { ablationKind } from './ablation'
import { baselineKind } from './baseline'
import { crossDatasetKind } from './cross-dataset'
import { cueValidationKind } from './cue-validation'
import { embeddingKind } from './embedding'
import { faithfulnessKind } from './faithfulness'
import { misclassificationsKind } from './misclassifications'
import { referenceClipsKind } from './reference-clips'
import { spuriousFeaturesKind } from './spurious-features'

export const experimentRegistry: Readonly<Record<ExperimentKind, AnyExperimentKind>> = {
  baseline: baselineKind,
  'cue-validation': cueValidationKind,
  misclassifications: misclassificationsKind,
  ablation: ablationKind,
  'cross-dataset': crossDatasetKind,
  'reference-clips': referenceClipsKind,
  faithfulness: faithfulnessKind,
  'spurious-features': spuriousFeaturesKind,
  embedding: embeddingKind,
}
