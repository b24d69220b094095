import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import type { CheckReport, Expectation, ModelProposal, WizardAnswers } from '#contracts/model-wizard'
import { CueScopeError } from '#engine/base/errors'
import { decodeNpy } from '#engine/exports/npy'
import { fileError } from '#engine/files/read-file'
import { check, inspect, packageModel } from '#engine/model-wizard/model-wizard'
import { describeCheck, describeProposal } from '../describe-model'
import { withEngine } from '../open-cli-engine'
import { command, exitCodes } from '../run-command'

interface AnswerFlags {
  readonly set: WizardAnswers
  readonly preset?: string
}

interface CheckFlags {
  readonly clip: string
  readonly expect?: Readonly<Record<string, number>>
  readonly expectNpy?: string
  readonly kind: Expectation['kind']
  readonly tolerance?: number
  readonly seconds: number
  readonly json?: boolean
}

/** `cuescope model inspect|package|check` */
export function addModelCommands(program: Command, mainDir: string): void {
  const parent = program.command('model').description('Make a model package of an .onnx file, and check it.')
  const withAnswers = (target: Command): Command =>
    target
      .option(
        '--set <field=value>',
        'say a field: labels=angry,sad or frontEnd.nFft=512; @FILE.npy: the numbers in it (repeatable)',
        answer,
        {},
      )
      .option('--preset <name>', 'start from a well-known front end (model inspect lists them)')
      .option('--json', 'the result as one JSON object')
      .exitOverride()
  withAnswers(
    parent
      .command('inspect')
      .description('What an .onnx file is, what its fields would be, where they come from, and what has to be asked.')
      .argument('<path>', 'an .onnx file, or a folder with one'),
  ).action(command((path, flags) => inspectCommand(mainDir, path, flags)))
  withAnswers(
    parent
      .command('package')
      .description('Write model.onnx and model.json into a new folder. The file itself is left alone.')
      .argument('<path>', 'an .onnx file, or a folder with one')
      .requiredOption('--out <dir>', 'folder to make'),
  ).action(command((path, flags) => packageCommand(mainDir, path, flags)))
  parent
    .command('check')
    .description('Does a package give what the model gave elsewhere? If not: which front end does?')
    .argument('<dir>', 'folder of a model package')
    .requiredOption('--clip <file>', 'an audio file')
    .option('--expect <list>', 'what the model gave for it: angry=0.81,sad=0.12 (some labels or all)', expectedList)
    .option('--expect-npy <file>', 'the same as .npy, a value a label')
    .option('--kind <kind>', 'auto, logits or probabilities', 'auto')
    .option('--tolerance <x>', 'largest deviation that is the same (default: 0.01 probabilities, 0.05 logits)', number)
    .option('--seconds <n>', 'how long other front ends are tried, up to 100; 0: not at all', number, 60)
    .option('--json', 'the result as one JSON object')
    .exitOverride()
    .action(command((dir, flags) => checkCommand(mainDir, dir, flags)))
}

function inspectCommand(mainDir: string, path: string, flags: AnswerFlags & { json?: boolean }): Promise<number> {
  return withEngine(mainDir, { workers: 1 }, async engine => {
    const proposal = await inspect(engine.pool, { path: resolve(path), answers: answersOf(flags) })
    process.stdout.write(flags.json ? `${JSON.stringify(proposal)}\n` : describeProposal(proposal))
    return exitCodes.done
  })
}

function packageCommand(
  mainDir: string,
  path: string,
  flags: AnswerFlags & { readonly out: string; readonly json?: boolean },
): Promise<number> {
  return withEngine(mainDir, { workers: 1 }, async engine => {
    const answers = answersOf(flags)
    const made = await packageModel(engine.pool, { path: resolve(path), out: resolve(flags.out), answers })
    tellNotes(made.proposal)
    if (made.guessed.length > 0)
      process.stderr.write(`note: guessed, so check it (cuescope model check): ${made.guessed.join(', ')}\n`)
    process.stdout.write(flags.json ? `${JSON.stringify(made)}\n` : `${made.folder}\n`)
    return exitCodes.done
  })
}

function checkCommand(mainDir: string, dir: string, flags: CheckFlags): Promise<number> {
  return withEngine(mainDir, { workers: 1 }, async engine => {
    const { kind, tolerance = null, seconds: searchSec } = flags
    if (searchSec > 100 || searchSec < 0)
      throw new CueScopeError('bad-option', `--seconds is 0 to 100, not ${searchSec}.`)
    const expect = { kind, values: expectedValues(flags) }
    const places = { path: resolve(dir), clip: resolve(flags.clip) }
    const report: CheckReport = await check(engine.pool, { ...places, expect, tolerance, searchSec })
    process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : describeCheck(report))
    return report.isReproduced ? exitCodes.done : exitCodes.failed
  })
}

function tellNotes({ changes, notes }: ModelProposal): void {
  for (const change of changes) process.stderr.write(`note: changed in model.onnx: ${change}\n`)
  for (const { message } of notes) process.stderr.write(`note: ${message}\n`)
}

function answersOf({ set, preset }: AnswerFlags): WizardAnswers {
  return preset === undefined ? set : { ...set, preset }
}

/** `labels=a,b`, `frontEnd.topDb=null`, `frontEnd.normalise.mean=@mean.npy`: JSON where it is JSON, else the text. */
function answer(text: string, before: WizardAnswers): WizardAnswers {
  const [field, value] = cut(text)
  if (field === 'labels' && !value.startsWith('['))
    return { ...before, labels: value.split(',').map(label => label.trim()) }
  if (value.startsWith('@')) return { ...before, [field]: numbersIn(value.slice(1)) }
  return { ...before, [field]: jsonOr(value) }
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function numbersIn(file: string): number[] {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file)
  } catch (cause) {
    throw new InvalidArgumentError(fileError(file, cause).message)
  }
  return [...decodeNpy(bytes, file).values]
}

function expectedList(text: string): Record<string, number> {
  return Object.fromEntries(text.split(',').map(part => [cut(part)[0], number(cut(part)[1])]))
}

function expectedValues({ expect, expectNpy }: CheckFlags): Expectation['values'] {
  if ((expect === undefined) === (expectNpy === undefined))
    throw new CueScopeError('bad-option', 'Say what is expected by --expect or by --expect-npy.')
  return expect ?? numbersIn(expectNpy!)
}

function cut(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError(`"${text}": write NAME=VALUE.`)
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

function number(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError(`"${text}" is no number.`)
  return value
}
