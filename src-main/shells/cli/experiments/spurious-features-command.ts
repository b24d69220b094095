import { Option, type Command } from 'commander'
import { saliencyMethods, type SaliencyMethod } from '#contracts/settings'
import { experiment, type ExperimentFlags } from '../commands/experiment'
import { sampleSize } from '../options'
import { command } from '../run-command'
import { artefactNames, artefactsNamed, chooseArtefacts, type ArtefactChoice } from './artefact-options'

interface Flags extends ExperimentFlags {
  readonly artefacts: ArtefactChoice[]
  readonly method: SaliencyMethod
  readonly clips: number | 'all'
}

/** @param target a command with the options that all experiments have */
export function spuriousFeaturesCommand(target: Command, mainDir: string): void {
  target
    .description('Whether the model goes by faults of a recording: they are planted, each beside a stand-in.')
    .option(
      '--artefacts <list>',
      `which, comma between, each at several levels: ${artefactNames.join(', ')}`,
      chooseArtefacts,
      artefactNames as never,
    )
    .addOption(
      new Option('--method <name>', "whose maps say where the relevance lies; its settings are the audit's")
        .choices(saliencyMethods)
        .default('occlusion'),
    )
    .option('--clips <n>', 'size of the sample, each predicted label with its part; or all', sampleSize, 50)
    .action(
      command(({ artefacts, method, clips, ...flags }: Flags) => {
        const settings = { artefacts: artefactsNamed(artefacts), method, clips }
        return experiment(mainDir, { kind: 'spurious-features', settings, seed: flags.seed }, flags)
      }),
    )
}
