import { Option, type Command } from 'commander'
import { compositeNames } from '#contracts/settings'
import { experiment, type ExperimentFlags } from '../commands/experiment'
import { positiveInteger, wholeNumber } from '../options'
import { command } from '../run-command'

interface Flags extends ExperimentFlags {
  readonly layer: string
  readonly composite: (typeof compositeNames)[number]
  readonly residual: 'norm' | 'both'
  readonly keep: number
}

/** @param target a command with the options that all experiments have */
export function referenceClipsCommand(target: Command, mainDir: string): void {
  target
    .description('The clips that show best what the channels of a layer stand for.')
    .option('--layer <layer>', 'layer of the model package, or a tensor (default: the last convolution)', '')
    .addOption(
      new Option('--composite <name>', 'which rule each layer gets')
        .choices(compositeNames)
        .default('epsilon-plus-flat'),
    )
    .addOption(
      new Option('--residual <rule>', 'at sums of branches: by share, or all of it to each')
        .choices(['norm', 'both'])
        .default('norm'),
    )
    .option('--keep <n>', 'clips kept for each channel', positiveInteger, 40)
    .option('--channel <n>', 'show this channel (default: the most relevant ones)', wholeNumber)
    .option('--show <n>', 'clips shown of each list', positiveInteger, 5)
    .action(
      command(({ layer, composite, residual, keep, ...flags }: Flags) => {
        const settings = { layer, composite, residual, keep }
        return experiment(mainDir, { kind: 'reference-clips', settings, seed: flags.seed }, flags)
      }),
    )
}
