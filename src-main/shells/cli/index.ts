/**
 * The command line. Results go to stdout, progress and trouble to stderr; the exit code says how it ended:
 * 0 done, 1 failed, 2 bad usage, 3 done with some clips refused, 4 a gate does not hold.
 */
import { Command, CommanderError, Option } from 'commander'
import { saliencyMethods } from '#contracts/settings'
import { egemapsLevels } from '#engine/audits/egemaps-table'
import { endWithLauncher } from '../die-with-parent'
import { programVersion } from '../version'
import { audit } from './commands/audit'
import { bench } from './commands/bench'
import { compare } from './commands/compare'
import { cues } from './commands/cues'
import { demo } from './commands/demo'
import { explain } from './commands/explain'
import { exportFormats } from '#engine/exports/export-audit'
import { exportProject } from './commands/export'
import { gate } from './commands/gate'
import { locate } from './commands/locate'
import { addModelCommands } from './commands/model'
import { predict } from './commands/predict'
import { report } from './commands/report'
import { serve } from './commands/serve'
import { addExperimentCommands } from './experiments/experiment-command'
import { addLabelCommands } from './labels/add-label-commands'
import {
  columnName,
  cueProviderOption,
  drawCount,
  methodList,
  methodOptions,
  opensmileOption,
  portNumber,
  positiveInteger,
  providerOption,
  seedNumber,
  share,
  wholeNumber,
  windowsOption,
} from './options'
import { presetOption } from './preset'
import { command, exitCodes } from './run-command'

endWithLauncher()
const mainDir = import.meta.dirname
const modelHelp = 'folder of a model package, or the name of a model that comes with CueScope (e.g. demo-synthetic)'

const program = new Command('cuescope')
  .description('Why a speech-emotion model decided as it did, in terms an expert can check.')
  .version(programVersion)
  .showHelpAfterError('(cuescope COMMAND --help tells more)')
  .enablePositionalOptions()
  .exitOverride()

const withMethods = (target: Command): Command =>
  methodOptions.reduce((built, option) => built.addOption(option), target)

withMethods(
  program
    .command('audit')
    .description(
      'Explain every clip of a folder and store it all in a project. Resumable: run it again and it goes on.',
    )
    .argument('<dir>', 'folder with the clips, at any depth; may hold several corpora')
    .requiredOption('--model <package>', modelHelp)
    .requiredOption('--project <file>', 'the project to write, made if it is not there (NAME.cuescope)')
    .option(
      '--dataset <importer>',
      'auto, crema-d, ravdess, tess, demo, or a manifest (CSV with at least file and emotion)',
      'auto',
    )
    .addOption(
      new Option('--column <field=name>', "a manifest's column where it is not called as the field (repeatable)")
        .argParser(columnName)
        .default({}, 'called as the field'),
    )
    .addOption(
      new Option(
        '--methods <list>',
        `saliency methods, comma between: ${saliencyMethods.join(', ')}; none: predictions only`,
      )
        .argParser(methodList)
        .default(['occlusion'], 'occlusion'),
    )
    .addOption(presetOption)
    .option('--draws <n>', 'random windows each clip is held against; 0: none', drawCount, 200)
    .option('--seed <n>', 'where the random windows lie', seedNumber, 1)
    .addOption(providerOption)
    .addOption(cueProviderOption('--cue-provider <name>'))
    .addOption(opensmileOption)
    .option('--label-map <pairs>', "the data set's emotions as labels of the model, e.g. calm=neutral,boredom=")
    .option('--limit <n>', 'only the first n clips by file name', positiveInteger)
    .option('--workers <n>', 'explain workers (default: one a core)', positiveInteger)
    .option('--json', 'the summary as one JSON object'),
).action(command((dir, flags) => audit(mainDir, dir, flags)))

program
  .command('predict')
  .description('Predict files: CSV with file, label and the probability of each label.')
  .argument('<file...>', 'audio files')
  .requiredOption('--model <package>', modelHelp)
  .addOption(providerOption)
  .option('--workers <n>', 'explain workers (default: one a core)', positiveInteger)
  .action(command((files, flags) => predict(mainDir, files, flags)))

withMethods(
  program
    .command('explain')
    .description(
      'Explain one file: logmel.npy (as the model gets it), logits.npy, map.npy, segments.json, explanation.png.',
    )
    .argument('<file>', 'an audio file, or a ready, normalised log-Mel [mels, frames] as .npy')
    .requiredOption('--model <package>', modelHelp)
    .addOption(new Option('--method <name>', 'saliency method').choices(saliencyMethods).makeOptionMandatory())
    .addOption(providerOption)
    .option('--target <label>', 'the label to explain (default: the predicted one)')
    .option('--against <label>', 'what speaks for the target rather than for this label')
    .option('--judge', 'also how far the map can be trusted: judgement.json')
    .requiredOption('--out <dir>', 'folder to write to'),
).action(command((file, flags) => explain(mainDir, file, flags)))

addModelCommands(program, mainDir)
addExperimentCommands(program, mainDir)
addLabelCommands(program)

program
  .command('cues')
  .description('Acoustic cues of files as CSV on stdout, names and order of eGeMAPSv02.')
  .argument('<file...>', 'audio files')
  .addOption(
    new Option('--level <level>', 'a row a frame, or one a file').choices(egemapsLevels).default('functionals'),
  )
  .addOption(cueProviderOption('--provider <name>'))
  .addOption(opensmileOption)
  .action(command((files, flags) => cues(mainDir, files, flags)))

program
  .command('export')
  .description('Write the tables of an audit, or its windows as annotations for other programs.')
  .requiredOption('--project <file>', 'the project')
  .addOption(new Option('--format <format>', 'what to write').choices(exportFormats).default('csv'))
  .requiredOption('--out <dir>', 'folder to write to')
  .option('--audit <n>', 'which audit, where there are several', positiveInteger)
  .option('--hide-names', 'numbers in place of clips, speakers and annotators; no files, no notes')
  .action(command(flags => exportProject(flags)))

program
  .command('report')
  .description('Write the report of an audit: a page that needs nothing else, every table as CSV, every figure as SVG.')
  .requiredOption('--project <file>', 'the project')
  .requiredOption('--out <dir>', 'folder to write to')
  .option('--audit <n>', 'which audit, where there are several', positiveInteger)
  .option('--table <id>', 'the expert table that plausibility is held against (default: the one chosen for the audit)')
  .option('--hide-names', 'numbers in place of the names of speakers and files')
  .action(command(flags => report(flags)))

program
  .command('compare')
  .description('Two audits side by side: two models, two methods, other settings or two data sets.')
  .requiredOption('--project <file>', 'the project')
  .requiredOption('--a <n>', 'the one audit', positiveInteger)
  .requiredOption('--b <n>', 'the other', positiveInteger)
  .option('--project-b <file>', 'the project of the other, if it is another')
  .addOption(windowsOption('--method-a <name>', 'whose windows of the one (default: its first method)'))
  .addOption(windowsOption('--method-b <name>', 'whose windows of the other (default: its first method)'))
  .option('--json', 'the comparison as one JSON object')
  .option('--out <dir>', 'also scores, changes and confusion matrices as CSV, into this folder')
  .action(command(flags => compare(flags)))

program
  .command('gate')
  .description('Hold an audit against limits and an earlier audit, for build servers. Exit 4: it does not hold.')
  .requiredOption('--project <file>', 'the project')
  .option('--audit <n>', 'which audit, where there are several', positiveInteger)
  .option('--min-uar <share>', 'unweighted average recall, 0 to 1, at least', share)
  .option('--min-accuracy <share>', 'accuracy at least', share)
  .option('--min-recall <share>', 'recall of each label that occurs at least', share)
  .option('--max-implausible <share>', 'of the clips that could be judged, at most so many implausible', share)
  .option('--max-refused <n>', 'refused clips at most', wholeNumber)
  .option('--baseline <file>', 'the project of an earlier audit: nothing may be worse than there')
  .option('--baseline-audit <n>', 'which audit of it, where there are several', positiveInteger)
  .option('--tolerance <share>', 'how much worse than the baseline is let through', share, 0.01)
  .option('--junit <file>', 'also as JUnit XML')
  .option('--json', 'the checks as one JSON object')
  .action(command(flags => gate(flags)))

program
  .command('locate')
  .description('Tell a project where the folder of a data set lies now; its files are checked to be the same.')
  .argument('<dir>', 'the folder at its new place')
  .requiredOption('--project <file>', 'the project')
  .option('--dataset <n>', 'which data set (default: the one whose folder is not there)', positiveInteger)
  .action(command((dir, flags) => locate(mainDir, dir, flags)))

program
  .command('serve')
  .description('The window in a browser, on this computer only.')
  .option('--port <n>', 'port of 127.0.0.1 (default: that of last time, or a free one)', portNumber)
  .option('--open', 'open it in the default browser')
  .action(command(flags => serve(mainDir, flags)))

program
  .command('demo')
  .description('Write the synthetic demo corpus with its ground truth.')
  .requiredOption('--out <dir>', 'folder to write to')
  .addOption(
    new Option('--set <set>', "the demo's clips, or those its model was trained on")
      .choices(['demo', 'training'])
      .default('demo'),
  )
  .action(command(flags => demo(flags)))

program
  .command('bench', { hidden: true })
  .description('Time each stage of the pipeline on some clips of a folder.')
  .option('--clips <dir>', 'folder with clips (default: the demo corpus, made for it)')
  .option('--model <package>', 'folder of a model package (default: shallow-resnet-en)')
  .option('--count <n>', 'how many clips, spread evenly', positiveInteger, 12)
  .option('--rounds <n>', 'how often', positiveInteger, 3)
  .option(
    '--peers [python]',
    'the same by captum, zennit-crp, librosa and openSMILE (a Python that has them; default: CUESCOPE_PYTHON)',
  )
  .option('--window', 'instead: how fast the window is with a project of 100,000 clips, in Chromium')
  .option('--chromium <path>', 'with --window: the browser (default: CUESCOPE_CHROMIUM)')
  .option('--data <dir>', 'with --window: keep the large project there, to measure it again')
  .option('--json <file>', 'write the figures as JSON')
  .action(command(flags => bench(mainDir, flags)))

for (const child of program.commands) child.exitOverride()

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.badUsage
}
// Node's own shutdown can hang (nodejs/node#54918); all is said and done here.
process.stdout.write('', () => process.exit())
