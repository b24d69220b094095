import { Option, type Command } from 'commander'
import { faithfulnessChecks, type FaithfulnessCheck } from '#contracts/experiments/faithfulness'
import { replacementSchema, type Replacement, type SaliencyMethod } from '#contracts/settings'
import { experiment, type ExperimentFlags } from '../commands/experiment'
import { checkList, methodList, positiveInteger, sampleSize } from '../options'
import { command } from '../run-command'

interface Flags extends ExperimentFlags {
  readonly methods: SaliencyMethod[]
  readonly clips: number | 'all'
  readonly features: 'blocks' | 'strips'
  readonly value: Replacement
  readonly score: 'probability' | 'logit'
  readonly draws: number
  readonly checks: FaithfulnessCheck[]
}

/** @param target a command with the options that all experiments have */
export function faithfulnessCommand(target: Command, mainDir: string): void {
  target
    .description('Whether the maps tell what the model uses: beside random order and loudest first.')
    .option('--methods <list>', "saliency methods, comma between; their settings are the audit's", methodList, [
      'occlusion',
      'crp',
    ] as never)
    .option('--clips <n>', 'size of the sample, each predicted label with its part; or all', sampleSize, 50)
    .addOption(
      new Option('--features <kind>', 'what is taken away together: 4 bands by 5 frames, or strips of 0.15 s')
        .choices(['blocks', 'strips'])
        .default('blocks'),
    )
    .addOption(
      new Option('--value <value>', 'what it is replaced by').choices(replacementSchema.options).default('mean'),
    )
    .addOption(
      new Option('--score <score>', "what is measured: the label's probability or its logit")
        .choices(['probability', 'logit'])
        .default('probability'),
    )
    .option('--draws <n>', 'random orders beside the map', positiveInteger, 5)
    .option(
      '--checks <list>',
      `further checks, comma between: ${faithfulnessChecks.join(', ')}; none`,
      checkList,
      faithfulnessChecks as never,
    )
    .action(
      command(({ methods, clips, features, value, score, draws, checks, ...flags }: Flags) => {
        const settings = { methods, clips, judge: { features, value, score, draws, checks: [...checks] } }
        return experiment(mainDir, { kind: 'faithfulness', settings, seed: flags.seed }, flags)
      }),
    )
}
