import type { Command } from 'commander'
import { experiment, type ExperimentFlags } from '../commands/experiment'
import { command } from '../run-command'

/** @param target a command with the options that all experiments have */
export function embeddingCommand(target: Command, mainDir: string): void {
  target
    .description('What the model makes of each clip before its last layer: what maps of clips are drawn from.')
    .action(
      command(({ seed, ...flags }: ExperimentFlags) =>
        experiment(mainDir, { kind: 'embedding', settings: {}, seed }, { seed, ...flags }),
      ),
    )
}
