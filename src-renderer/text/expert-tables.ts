import type {
  ExpertCell,
  ExpertCue,
  ExpertCueInfo,
  ExpertEmotion,
  ExpertTable,
  ExpertTableChange,
} from '#contracts/expert-table'

/** They come with the program and can't be overwritten: a copy gets a name of its own. A test holds the list to the files. */
export const bundledTables: readonly string[] = [
  'default',
  'juslin-laukka-2003',
  'scherer-2003',
  'banse-scherer-1996',
  'arousal-only',
]

export type Emotion = ExpertEmotion['emotion']

export function cellOf(table: ExpertTable, emotion: Emotion, cue: ExpertCue): ExpertCell | null {
  return table.cells.find(cell => cell.emotion === emotion && cell.cue === cue) ?? null
}

/** Null takes the cell away; a new one comes last, so that a saved table's order stays. */
export function withCell(table: ExpertTable, emotion: Emotion, cue: ExpertCue, cell: ExpertCell | null): ExpertTable {
  const isIt = (one: ExpertCell): boolean => one.emotion === emotion && one.cue === cue
  if (cell === null) return { ...table, cells: table.cells.filter(one => !isIt(one)) }
  if (!table.cells.some(isIt)) return { ...table, cells: [...table.cells, cell] }
  return { ...table, cells: table.cells.map(one => (isIt(one) ? cell : one)) }
}

export function withEmotion(table: ExpertTable, emotion: ExpertEmotion): ExpertTable {
  const isThere = table.emotions.some(one => one.emotion === emotion.emotion)
  const emotions = isThere
    ? table.emotions.map(one => (one.emotion === emotion.emotion ? emotion : one))
    : [...table.emotions, emotion]
  return { ...table, emotions }
}

/** The rows of the matrix: every emotion that the table speaks of. */
export function emotionsOf(table: ExpertTable): Emotion[] {
  return [...new Set([...table.emotions.map(one => one.emotion), ...table.cells.map(one => one.emotion)])]
}

export type Standing = 'scored' | 'shown' | 'unsettled' | 'not-measured'

/** Whether verdicts rest on a cell; if not, why. */
export function standingOf(cell: ExpertCell, info: ExpertCueInfo | undefined, isSettled: boolean): Standing {
  if (!info?.isMeasured) return 'not-measured'
  const isSure = info.scoredFrom !== null && cell.direction !== 'mixed' && cell.confidence <= info.scoredFrom
  if (!isSure) return 'shown'
  return isSettled ? 'scored' : 'unsettled'
}

export function standingWords(standing: Standing, cell: ExpertCell, info: ExpertCueInfo | undefined): string {
  if (standing === 'scored') return 'Scored: verdicts rest on it.'
  if (standing === 'not-measured') return 'Shown only: this cue is not measured.'
  if (standing === 'unsettled') return 'Shown only: sources do not settle how this emotion sounds.'
  if (info?.scoredFrom === null) return 'Shown only: this cue is never scored, for it moves with loudness and pitch.'
  if (cell.direction === 'mixed') return 'Shown only: the sources contradict each other.'
  return `Shown only: this cue is scored from confidence ${info?.scoredFrom ?? 'A'} on.`
}

/** "clearly louder (A)", "somewhat lower in pitch (B)" */
export function cellWords(cell: ExpertCell, info: ExpertCueInfo | undefined): string {
  if (cell.direction === 'mixed') return `sources contradict each other (${cell.confidence})`
  const way = cell.direction === 'higher' ? (info?.higher ?? 'higher') : (info?.lower ?? 'lower')
  return `${cell.strength === 'clear' ? 'clearly' : 'somewhat'} ${way} (${cell.confidence})`
}

/** What keeps a table from being saved, at its place; empty: nothing. */
export function complaints(table: ExpertTable): { place: string; words: string }[] {
  const found: { place: string; words: string }[] = []
  if (table.title.trim() === '') found.push({ place: 'title', words: 'The table needs a title.' })
  if (table.citation.trim() === '') found.push({ place: 'citation', words: 'Say where the table comes from.' })
  for (const { emotion, cue, source } of table.cells) {
    const place = placeOf(emotion, cue)
    if (source.trim() === '') found.push({ place, words: 'Every cell needs a source.' })
    else if (source.length > 500) found.push({ place, words: 'The source is longer than 500 characters.' })
  }
  return found
}

export function placeOf(emotion: Emotion, cue: ExpertCue | null): string {
  return cue === null ? emotion : `${emotion} ${cue}`
}

/** "anger, Loudness: clearly louder (A) → somewhat louder (B)" */
export function changeWords(change: ExpertTableChange, infos: readonly ExpertCueInfo[]): string {
  const info = infos.find(one => one.key === change.cue)
  const side = (entry: ExpertTableChange['before']): string => {
    if (entry === null) return 'nothing'
    if ('cue' in entry) return `${cellWords(entry, info)}, ${entry.source}`
    const level = (value: number | null): string => (value === null ? 'undecided' : String(value))
    return `arousal ${level(entry.arousal)}, valence ${level(entry.valence)}, ${entry.isSettled ? 'settled' : 'not settled'}`
  }
  return `${side(change.before)} → ${side(change.after)}`
}

/** "My table" -> "my-table" */
export function tableId(title: string): string {
  const id = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return id.slice(0, 60).replace(/-+$/, '')
}
