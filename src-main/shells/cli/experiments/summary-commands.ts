import type { Command } from 'commander'
import type { SaliencyMethod } from '#contracts/settings'
import { experiment, type ExperimentFlags } from '../commands/experiment'
import { positiveInteger, sampleSize, windowsOption } from '../options'
import { command } from '../run-command'

interface BootstrapFlags extends ExperimentFlags {
  readonly draws: number
}

interface SampleFlags extends ExperimentFlags {
  readonly clips: number | 'all'
}

interface WindowFlags extends SampleFlags {
  readonly method?: SaliencyMethod | 'both'
}

const drawsOption = (target: Command): Command =>
  target.option('--draws <n>', 'bootstrap draws of speakers and their clips (100 to 20000)', positiveInteger, 2000)

const methodOption = windowsOption('--method <name>', "whose windows (default: the audit's first method)")

/** @param target a command with the options that all experiments have */
export function baselineCommand(target: Command, mainDir: string): void {
  drawsOption(target)
    .description('How often the model is right: accuracy, average recall, confusion; by label, data set, speaker, sex.')
    .action(
      command(({ draws, ...flags }: BootstrapFlags) =>
        experiment(mainDir, { kind: 'baseline', settings: { draws }, seed: flags.seed }, flags),
      ),
    )
}

/** @param target a command with the options that all experiments have */
export function cueValidationCommand(target: Command, mainDir: string): void {
  target
    .description('What the voice does where the model looks, in clips that it names rightly.')
    .option('--clips <n>', 'correct clips drawn of each label; or all', sampleSize, 10)
    .addOption(methodOption)
    .action(
      command(({ clips, method = null as never, ...flags }: WindowFlags) =>
        experiment(mainDir, { kind: 'cue-validation', settings: { clips, method }, seed: flags.seed }, flags),
      ),
    )
}

/** @param target a command with the options that all experiments have */
export function misclassificationsCommand(target: Command, mainDir: string): void {
  target
    .description('What the voice does where the model looks, in clips that it names wrongly.')
    .option('--clips <n>', 'wrong predictions drawn, each predicted label with its part; or all', sampleSize, 20)
    .addOption(methodOption)
    .action(
      command(({ clips, method = null as never, ...flags }: WindowFlags) =>
        experiment(mainDir, { kind: 'misclassifications', settings: { clips, method }, seed: flags.seed }, flags),
      ),
    )
}

/** @param target a command with the options that all experiments have */
export function ablationCommand(target: Command, mainDir: string): void {
  target
    .description(
      'Occlusion alone, concept relevance alone, and both: overlap, cues, errors found, deletion, insertion.',
    )
    .option(
      '--clips <n>',
      'sample for deletion and insertion, each predicted label with its part; or all',
      sampleSize,
      50,
    )
    .action(
      command(({ clips, ...flags }: SampleFlags) =>
        experiment(mainDir, { kind: 'ablation', settings: { clips }, seed: flags.seed }, flags),
      ),
    )
}

/** @param target a command with the options that all experiments have */
export function crossDatasetCommand(target: Command, mainDir: string): void {
  drawsOption(target)
    .description('One model on several data sets side by side: accuracy, cues, plausibility, gaps by label.')
    .action(
      command(({ draws, ...flags }: BootstrapFlags) =>
        experiment(mainDir, { kind: 'cross-dataset', settings: { draws }, seed: flags.seed }, flags),
      ),
    )
}
