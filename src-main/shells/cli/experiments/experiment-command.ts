import type { Command } from 'commander'
import type { ExperimentKind } from '#contracts/experiment'
import { positiveInteger, seedNumber } from '../options'
import { embeddingCommand } from './embedding-command'
import { faithfulnessCommand } from './faithfulness-command'
import { referenceClipsCommand } from './reference-clips-command'
import { spuriousFeaturesCommand } from './spurious-features-command'
import {
  ablationCommand,
  baselineCommand,
  crossDatasetCommand,
  cueValidationCommand,
  misclassificationsCommand,
} from './summary-commands'

/** Each kind with its own settings and description. */
const commands: { readonly [K in ExperimentKind]: (target: Command, mainDir: string) => void } = {
  baseline: baselineCommand,
  'cue-validation': cueValidationCommand,
  misclassifications: misclassificationsCommand,
  ablation: ablationCommand,
  'spurious-features': spuriousFeaturesCommand,
  'cross-dataset': crossDatasetCommand,
  faithfulness: faithfulnessCommand,
  'reference-clips': referenceClipsCommand,
  embedding: embeddingCommand,
}

/** `cuescope experiment KIND` */
export function addExperimentCommands(program: Command, mainDir: string): void {
  const parent = program
    .command('experiment')
    .description("An experiment over an audit's clips. Resumable: run it again and it goes on.")
  for (const [kind, addTo] of Object.entries(commands)) {
    const target = parent
      .command(kind)
      .requiredOption('--project <file>', 'the project, with an audit that has results')
      .option('--audit <n>', 'which audit, where there are several', positiveInteger)
      .option('--seed <n>', 'where chance is part of it: the same seed, the same result', seedNumber, 1)
      .option('--workers <n>', 'explain workers (default: one a core)', positiveInteger)
      .option('--json', 'the result as one JSON object')
      .exitOverride()
    addTo(target, mainDir)
  }
}
