/**
 * Labels from a table that any program may have written: a row says what one annotator says of a clip, or of a stretch of
 * it. The votes of CREMA-D's listeners (`summaryTable.csv` of its usual distribution) are told by their columns: those who
 * only heard the clip are one annotator; where they were split, their answer is `unknown`. [cao2014]
 */
import { annotationSchema, annotatorNameSchema, type Annotation } from '#contracts/annotation'
import { CueScopeError } from '#engine/base/errors'
import { findColumn, openCsvTable } from '#engine/datasets/csv-table'
import { quoted } from '#engine/datasets/quoted'
import { emptyAnnotation } from './apply-changes'

export interface TableLabel {
  /** As the table names it. */
  readonly file: string
  readonly annotator: string
  /** What the table says; what it leaves open is as with somebody who said nothing. */
  readonly annotation: Annotation
}

/** By the field: what its column may be called, in any case. */
const titles = {
  file: ['file', 'filename', 'file_name', 'clip', 'path'],
  annotator: ['annotator', 'rater', 'coder'],
  emotion: ['emotion', 'label'],
  arousal: ['arousal'],
  valence: ['valence'],
  confidence: ['confidence'],
  tags: ['tags'],
  note: ['note'],
  blind: ['blind'],
  tier: ['tier'],
  start: ['start', 'start_sec', 'begin'],
  end: ['end', 'end_sec'],
  lowHz: ['low_hz'],
  highHz: ['high_hz'],
  text: ['text', 'annotation'],
} as const
type Field = keyof typeof titles
type Cells = Readonly<Record<Field, string>>

const votes: Readonly<Record<string, string>> = {
  ...{ A: 'anger', D: 'disgust', F: 'fear', H: 'happiness', N: 'neutral', S: 'sadness' },
}
const voters = 'CREMA-D listeners'

/**
 * @param name of the file; without its ending, who annotated where no column and no `annotator` says so
 * @throws CueScopeError for bytes that are no table, without a column of files or of anything said of them, or with a
 *   value out of range
 */
export function readLabelsTable(bytes: Uint8Array, name: string, annotator: string | null = null): TableLabel[] {
  const { columns, rows } = openCsvTable(bytes, name)
  const vote = findColumn(columns, 'VoiceVote')
  const places = Object.fromEntries(
    Object.entries(titles).map(([field, known]) => [
      field,
      known.map(title => findColumn(columns, title)).find(at => at >= 0) ?? -1,
    ]),
  ) as Record<Field, number>
  if (places.file < 0) throw missing(name, 'file')
  const isVotes = vote >= 0
  const said = (['emotion', 'arousal', 'valence', 'confidence', 'tags', 'note', 'start'] as const).some(
    field => places[field] >= 0,
  )
  if (!isVotes && !said) throw missing(name, 'emotion')
  const somebody = annotator ?? (name.replace(/\.\w+$/, '').slice(0, 60) || 'Table')

  const found: TableLabel[] = []
  for (const { line, cells } of rows) {
    const cell = (field: Field): string => (cells[places[field]] ?? '').trim()
    const row = Object.fromEntries(Object.keys(titles).map(field => [field, cell(field as Field)])) as Cells
    if (row.file === '') continue
    const annotation = isVotes ? voted(cells[vote] ?? '') : saidIn(row, name, line)
    const who = isVotes ? voters : row.annotator || somebody
    if (annotation === null) continue
    if (!annotatorNameSchema.safeParse(who).success)
      throw new CueScopeError('bad-option', `${name}, line ${line}: ${quoted(who)} can't be a name.`, { line })
    found.push({ file: row.file, annotator: who, annotation })
  }
  if (found.length === 0) throw new CueScopeError('no-rows', `${name} says nothing of any clip.`)
  return found
}

/** `A`, or `A:D` where as many said the one as the other; null: nobody heard it. */
function voted(cell: string): Annotation | null {
  const emotions = cell.split(':').flatMap(letter => votes[letter.trim().toUpperCase()] ?? [])
  if (emotions.length === 0) return null
  const said = { ...emptyAnnotation, isBlind: true, isFinished: true }
  if (emotions.length === 1) return { ...said, emotion: emotions[0] }
  return { ...said, emotion: 'unknown', tags: [`unsure: ${emotions.join(' or ')}`] }
}

function saidIn(row: Cells, name: string, line: number): Annotation | null {
  const number = (field: Field): number | null => {
    if (row[field] === '') return null
    const value = Number(row[field].replace(',', '.'))
    if (Number.isFinite(value)) return value
    throw new CueScopeError('wrong-type', `${name}, line ${line}: ${quoted(row[field])} is no number.`, { line })
  }
  const [startSec, endSec] = [number('start'), number('end')]
  const region = {
    ...{ tier: row.tier || 'regions', startSec, endSec: endSec ?? startSec, text: row.text || row.emotion },
    ...{ lowHz: number('lowHz'), highHz: number('highHz') },
  }
  const isOfClip = startSec === null
  const parsed = annotationSchema.safeParse({
    ...emptyAnnotation,
    emotion: isOfClip ? row.emotion || null : null,
    ...{ arousal: number('arousal'), valence: number('valence'), confidence: number('confidence') },
    ...{ note: row.note, tags: row.tags.split(/[;|]/).flatMap(tag => tag.trim() || []) },
    isBlind: /^[01]$/.test(row.blind) ? row.blind === '1' : null,
    isFinished: isOfClip,
    regions: isOfClip ? [] : [region],
  })
  if (parsed.success) return isSilent(parsed.data) ? null : parsed.data
  const [{ path, message }] = parsed.error.issues
  throw new CueScopeError('out-of-range', `${name}, line ${line}: ${path.join(' ')}: ${message}`, { line })
}

/** A row of a clip that nobody has said anything of. */
function isSilent({ emotion, arousal, valence, confidence, note, tags, regions }: Annotation): boolean {
  const answers = [emotion, arousal, valence, confidence]
  return answers.every(answer => answer === null) && note === '' && tags.length === 0 && regions.length === 0
}

function missing(name: string, title: string): CueScopeError {
  const message = `${name} has no column "${title}". A table of labels has file, annotator and emotion, arousal and valence (-1 to 1), note or tags; of stretches start, end (in seconds), tier and text.`
  return new CueScopeError('missing-column', message, { missing: [title] })
}
