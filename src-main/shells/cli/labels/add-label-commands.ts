import { InvalidArgumentError, Option, type Command } from 'commander'
import { annotatorNameSchema } from '#contracts/annotation'
import { agreement, exportLabels, mergeLabelFiles, queueClips } from '../commands/labels'
import { positiveInteger, seedNumber, wholeNumber } from '../options'
import { command } from '../run-command'

/** `cuescope labels VERB` */
export function addLabelCommands(program: Command): void {
  const parent = program.command('labels').description('What people said of the clips: send it, merge it, compare it.')
  const withProject = (name: string, description: string): Command =>
    parent.command(name).description(description).requiredOption('--project <file>', 'the project').exitOverride()
  const auditFlag = ['--audit <n>', 'which audit, where there are several', positiveInteger] as const
  const whose = ['--annotators <names>', 'whose labels, comma between (default: everybody)', nameList] as const

  withProject('export', 'Write the labels, without audio: .json to send and merge, .csv to read.')
    .requiredOption('--out <file>', 'LABELS.json or LABELS.csv')
    .option(...whose)
    .option(...auditFlag)
    .action(command(flags => exportLabels(flags)))

  withProject(
    'merge',
    'Take labels files into the project. What is there already is passed over; conflicts are listed.',
  )
    .argument(
      '<file...>',
      'files that labels export wrote (.json), or of other programs: .csv, .TextGrid, .txt (Audacity)',
    )
    .option('--annotator <name>', 'whose labels these are, where a file does not say', oneName)
    .option('--json', 'the report as JSON')
    .action(command((files, flags) => mergeLabelFiles(files, flags)))

  withProject('agreement', 'How far annotators agree with each other, the model and the data set, with intervals.')
    .option(...whose)
    .option(...auditFlag)
    .option('--seed <n>', 'of the intervals', seedNumber, 1)
    .option('--json', 'every figure and matrix as one JSON object')
    .action(command(flags => agreement(flags)))

  withProject('queue', 'Deal clips of an audit to annotators, as queues to listen through.')
    .requiredOption('--annotators <names>', 'to whom, comma between', nameList)
    .requiredOption('--name <name>', "the queue's name")
    .option('--sort <column>', "the table's order", 'file')
    .addOption(new Option('--order <order>', 'its direction').choices(['asc', 'desc']).default('asc'))
    .option('--where <json>', 'conditions on any column, e.g. [{"kind":"words","column":"outcome","words":["wrong"]}]')
    .option('--seed <n>', 'random order, and a random sample with --limit', seedNumber)
    .option('--limit <n>', 'at most so many clips', positiveInteger)
    .option(
      '--shared <n>',
      'so many clips go to everybody, the rest to one annotator each (default: all to everybody)',
      wholeNumber,
    )
    .option('--no-blind', "show the model's answer from the start")
    .option(...auditFlag)
    .action(command(flags => queueClips(flags)))
}

function oneName(text: string): string {
  const name = annotatorNameSchema.safeParse(text)
  if (!name.success) throw new InvalidArgumentError('Write a name, e.g. Ada.')
  return name.data
}

/** `Ada,Ben` */
function nameList(text: string): string[] {
  const names = text.split(',').map(name => annotatorNameSchema.safeParse(name))
  if (names.some(({ success }) => !success)) throw new InvalidArgumentError('Write names with commas between: Ada,Ben.')
  return names.flatMap(({ data }) => data ?? [])
}
