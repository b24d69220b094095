import type { ColumnInfo, Condition } from '#contracts/clip-query'
import { conditionWords } from './conditions'
import { queueWords } from './words/annotation'

/** Longer names are refused. */
const MOST_LETTERS = 100
/** What may be said of the clips of a blind queue: neither their labels nor anything that the model made of them. */
const TELLS_NOTHING = ['dataset', 'speaker', 'sex', 'duration']
/** Their words speak for themselves. */
const BARE = ['outcome', 'dataset']

interface Held {
  readonly where: readonly Condition[]
  readonly clips: number
  readonly isBlind: boolean
  readonly date: Date
}

/** What a queue is called unless somebody calls it otherwise: what was filtered for, how many clips, which day. */
export function queueName({ where, clips, isBlind, date }: Held, infos: ReadonlyMap<string, ColumnInfo>): string {
  const told = where.filter(one => !isBlind || (one.kind !== 'text' && TELLS_NOTHING.includes(one.column)))
  const what = told.flatMap(one => nameOf(one, told, infos))
  const count = [queueWords.clipsOf(clips), isoDay(date)].join(', ')
  const room = MOST_LETTERS - count.length - 2
  const filter = what.join(', ')
  return filter === '' ? count : `${filter.length > room ? `${filter.slice(0, room - 1)}…` : filter}, ${count}`
}

function nameOf(one: Condition, all: readonly Condition[], infos: ReadonlyMap<string, ColumnInfo>): string[] {
  if (one.kind === 'selection') return []
  if (one.kind === 'text') return [`“${one.text}”`]
  const word = wordOf(one)
  const [expected, predicted] = ['expected', 'predicted'].map(column => {
    const found = all.find(other => other.kind === 'words' && other.column === column)
    return found && wordOf(found)
  })
  // The pair that a cell of the confusion matrix is.
  if (expected && predicted && one.column === 'expected') return [`${expected} → ${predicted}`]
  if (expected && predicted && one.column === 'predicted') return []
  if (word !== null && BARE.includes(one.column)) return [word]
  return [conditionWords(one, infos.get(one.column))]
}

function wordOf(one: Condition): string | null {
  return one.kind === 'words' && one.words.length === 1 ? one.words[0] : null
}

/** Of the person's own calendar. */
function isoDay(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  return [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
}
