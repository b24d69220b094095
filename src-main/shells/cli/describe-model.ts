import type { ModelManifest } from '#contracts/model'
import type { CheckReport, ModelProposal, ProposedField } from '#contracts/model-wizard'
import { exchangeableLabels, FEW } from '#engine/model-wizard/expectation'

/** A proposal as text: what the file is, each field, what is left to ask, what works. */
export function describeProposal(proposal: ModelProposal): string {
  const { file, producer, opset, input, output, labelCount, fields, questions, methods, changes, notes } = proposal
  const shape = ({ name, type, dims }: ModelProposal['input']): string =>
    `${name} ${type} [${dims?.map(dim => dim ?? '?').join(', ') ?? '?'}]`
  const works = Object.entries(methods).filter(([, obstacle]) => obstacle === null)
  const fails = Object.entries(methods).flatMap(([method, obstacle]) =>
    obstacle ? [`  ${method}: ${obstacle.message}`] : [],
  )
  const lines = [
    file,
    `  ${[producer || 'unknown exporter', `operator set ${opset}`].join(', ')}`,
    `  input  ${shape(input)}`,
    `  output ${shape(output)}, ${labelCount} labels`,
    ...changes.map(change => `  packaged with a change: ${change}`),
    ...notes.map(({ message }) => `  note: ${message}`),
    '',
    ...table(fields),
    ...layerLines(fields),
    '',
    ...(questions.length === 0 ? ['Nothing is left to ask.'] : ['To be asked (--set FIELD=VALUE):']),
    ...questions.flatMap(({ field, text, choices, proposed }) => [
      `  ${field}: ${text}${proposed === null || proposed === undefined ? '' : ` (taken: ${short(proposed)})`}`,
      ...choices.map(({ value, title }) => `    ${short(value)}${title === short(value) ? '' : `  ${title}`}`),
    ]),
    '',
    `Presets (--preset NAME): ${proposal.presets.map(({ name }) => name).join(', ')}`,
    `Saliency methods: ${works.map(([method]) => method).join(', ') || 'none tried'}`,
    ...fails,
  ]
  return `${lines.join('\n')}\n`
}

/** A check as text, with the flags that put a package right. */
export function describeCheck(report: CheckReport): string {
  const { kind, tolerance, rows, largestDeviation, isReproduced, alternatives, labelOrder, tried, hasRunOut } = report
  const width = Math.max(5, ...rows.map(({ label }) => label.length))
  const lines = [
    `${'label'.padEnd(width)}  expected     found`,
    ...rows.map(({ label, expected, found }) => `${label.padEnd(width)}  ${fixed(expected)}  ${fixed(found)}`),
    `largest deviation of ${kind}: ${largestDeviation.toPrecision(3)} (tolerance ${tolerance})`,
    '',
  ]
  const [best] = alternatives
  const isOfFew = rows.length < FEW
  if (isReproduced) {
    lines.push('The package reproduces them.')
    if (best !== undefined)
      lines.push('Nearer still (is it what the model was trained with?):', ...alternatives.map(alternativeLine))
    if (best !== undefined && isOfFew) lines.push(fewLine(rows.length))
  } else if (labelOrder !== null)
    lines.push(
      'The values are right, but they belong to other labels. They fit in this order:',
      `  --set labels=${labelOrder.join(',')}`,
      ...exchangeableLabels(rows, tolerance).map(
        group => `Too near each other to be told apart by this clip: ${group.join(', ')}. Check another clip.`,
      ),
    )
  else if (best === undefined) lines.push('The package does not reproduce them; no other front end was tried.')
  else {
    const isFound = best.isReproduced
    lines.push(
      isFound
        ? `The package does not, but another front end reproduces them (${tried} tried):`
        : `Neither the package nor any of ${tried} front ends reproduces them. The nearest:`,
    )
    const itself = { changes: {}, largestDeviation, isReproduced }
    const nearest = [itself, ...alternatives].sort((a, b) => a.largestDeviation - b.largestDeviation)
    lines.push(...(isFound ? alternatives : nearest).map(alternativeLine))
    if (isFound && isOfFew) lines.push(fewLine(rows.length))
    else if (isFound && alternatives.length > 1)
      lines.push('Several do for this clip: take the first, or check another clip to tell them apart.')
    if (!isFound) lines.push('Look at the sample rate, the normalisation (mean, std) and the labels.')
  }
  if (hasRunOut) lines.push('Time was up before all were tried: give it more with --seconds.')
  return `${lines.join('\n')}\n`
}

function alternativeLine({ changes, largestDeviation }: CheckReport['alternatives'][number]): string {
  return `  ${largestDeviation.toExponential(1)}  ${flags(changes) || 'the package as it is'}`
}

function flags(changes: Readonly<Record<string, unknown>>): string {
  return Object.entries(changes)
    .map(([field, value]) => `--set frontEnd.${field}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ')
}

function table(fields: readonly ProposedField[]): string[] {
  const rows = fields.map(({ field, value, source, confidence, others }) => {
    const differing = others.map(other => `; ${other.source}: ${short(other.value)}`).join('')
    return [field, confidence === 'unknown' ? '?' : cell(field, value), confidence, `${source}${differing}`]
  })
  const widths = [0, 1, 2].map(column => Math.max(...rows.map(row => row[column].length)))
  return rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

const LONGEST = 48
const LINE = 100

function fewLine(values: number): string {
  const given = values === 1 ? 'One value fits' : `${values} values fit`
  return `${given} many front ends: this is no evidence for any of them. Give the values of all labels.`
}

/** The layers of `concepts`, whole: their names are what --layer takes. */
function layerLines(fields: readonly ProposedField[]): string[] {
  const concepts = fields.find(({ field }) => field === 'concepts')?.value as ModelManifest['concepts'] | null
  if (!concepts?.length) return []
  const lines = ['']
  for (const [i, { layer }] of concepts.entries()) {
    const word = i < concepts.length - 1 ? `${layer}, ` : layer
    const last = lines[lines.length - 1]
    if (last !== '' && last.length + word.length > LINE) lines.push(word)
    else lines[lines.length - 1] += word
  }
  return ['', 'Layers for concepts (--layer NAME):', ...lines.map(line => `  ${line.trimEnd()}`)]
}

function cell(field: string, value: unknown): string {
  return field === 'concepts' && Array.isArray(value) ? `${value.length} layers, below` : short(value)
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}

function fixed(value: number): string {
  return value.toFixed(4).padStart(9)
}
