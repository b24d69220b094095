import type { CheckReport, Expectation, ModelDetails, ModelProposal, WizardAnswers } from '#contracts/model-wizard'

/** What a worker is asked about a model that nobody has tried yet. */
export type WizardTask =
  | { readonly ask: 'inspect'; readonly path: string; readonly answers: WizardAnswers }
  /** Also writes model.onnx and model.json into `folder`, which is made. */
  | { readonly ask: 'write'; readonly path: string; readonly answers: WizardAnswers; readonly folder: string }
  | {
      readonly ask: 'check'
      /** Of a package. */
      readonly folder: string
      readonly clip: string
      readonly expect: Expectation
      readonly tolerance: number | null
      readonly searchSec: number
    }
  /** What a package says of itself. */
  | { readonly ask: 'describe'; readonly folder: string }

export interface WizardAnswerTo {
  inspect: ModelProposal
  write: ModelProposal
  check: CheckReport
  describe: ModelDetails
}
