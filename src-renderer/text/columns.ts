import type { ColumnInfo } from '#contracts/clip-query'
import type { CueKey } from '#contracts/cue'
import { shortCueTitle } from './cues'
import { formatNumber } from './format'
import { clipTableWords } from './words/clip-table'

/** A small live picture: the window's own column, of which the engine knows nothing. */
export const pictureColumn: ColumnInfo = {
  ...{ id: 'picture', title: clipTableWords.picture, unit: '', group: 'clip', kind: 'word', digits: 0 },
}

/** Columns whose cells the table draws itself, from the row; all others show the value asked for. */
export const rowColumns: readonly string[] = [
  'picture',
  'file',
  'dataset',
  'speaker',
  'sex',
  'emotion',
  'expected',
  'predicted',
  'outcome',
  'confidence',
  'duration',
]

const shareColumn = /^(confidence|other\.\d+\.confidence)$/

export interface ShownNumber {
  /** What the engine has, times this, is what is shown. */
  readonly times: number
  readonly unit: string
  readonly digits: number
}

/** How a column's numbers are read and typed: shares of one are percent, in the list, the filter and its chip alike. */
export function shownNumber(info: Pick<ColumnInfo, 'id' | 'unit' | 'digits'>): ShownNumber {
  const { id, unit, digits } = info
  return shareColumn.test(id) ? { times: 100, unit: '%', digits: Math.max(0, digits - 2) } : { times: 1, unit, digits }
}

/** "54.3 %", "212 Hz"; without its unit where that stands beside it. */
export function numberText(value: number, info: Pick<ColumnInfo, 'id' | 'unit' | 'digits'>, hasUnit = true): string {
  const { times, unit, digits } = shownNumber(info)
  return `${formatNumber(times * value, digits)}${hasUnit && unit ? ` ${unit}` : ''}`
}

export const columnGroups: readonly { readonly group: ColumnInfo['group']; readonly title: string }[] = [
  { group: 'clip', title: 'Clip' },
  { group: 'prediction', title: 'Prediction' },
  { group: 'plausibility', title: 'Plausibility' },
  { group: 'annotation', title: 'Annotation' },
  { group: 'cues', title: 'Cues' },
]

export interface ColumnGroup {
  readonly title: string
  readonly infos: readonly ColumnInfo[]
}

/** Columns in their groups that have every word typed in their title or their group's; groups without any are left out. */
export function foundColumns(infos: readonly ColumnInfo[], typed: string): ColumnGroup[] {
  const needles = typed.trim().toLowerCase().split(/\s+/)
  return columnGroups
    .map(({ group, title }) => ({
      title,
      infos: infos.filter(info => {
        const text = `${title} ${info.title}`.toLowerCase()
        return info.group === group && needles.every(needle => text.includes(needle))
      }),
    }))
    .filter(({ infos: found }) => found.length > 0)
}

/** Files have a search of their own. */
export function isFilterable({ id }: ColumnInfo): boolean {
  return id !== 'file'
}

/** What is shown at first; data sets only where there are several. */
export function defaultColumns(hasManySets: boolean): string[] {
  const set = hasManySets ? ['dataset'] : []
  return ['picture', 'file', ...set, 'speaker', 'expected', 'predicted', 'confidence', 'verdict', 'plausibility']
}

const shortTitles: Readonly<Record<string, string>> = {
  emotion: 'Labelled',
  'suggested-label': 'Suspected',
  plausibility: 'Standing',
  'label-plausibility': 'Label pl.',
  alignment: 'Alignment',
  contrast: 'Contrast',
  'alignment-rank': 'Rank',
  arousal: 'Arousal',
}
/** As in the clip view, but so that no two columns have the same head. */
export function cueHead(cue: string, title: string): string {
  const own: Readonly<Record<string, string>> = { f0_hz: 'Pitch Hz', harmonicity: 'HNR corrected' }
  return own[cue] ?? shortCueTitle(cue as CueKey, title)
}
const figures: Readonly<Record<string, string>> = {
  salient: '',
  full: 'full',
  random: 'random',
  delta: 'Δ',
  z: 'z',
  p: 'p',
}

/** For a column's head: "Pitch sd Δ"; the whole title is its tooltip. */
export function shortColumnTitle({ id, title, group }: ColumnInfo): string {
  if (group !== 'cues') return shortTitles[id] ?? title
  const [figure, cue, statistic] = id.split('.')
  const name = title.split(/,|:/)[0]
  return [cueHead(cue, name), statistic === 'sd' ? 'sd' : '', figures[figure] ?? figure]
    .filter(part => part !== '')
    .join(' ')
}

/** With text of the usual size. */
export function leastWidthPx({ id, kind }: ColumnInfo): number {
  const own: Readonly<Record<string, number>> = {
    ...{ picture: 72, file: 140, confidence: 84, verdict: 128 },
    ...{ expected: 78, emotion: 84, 'label-quality': 84, 'suggested-label': 84 },
  }
  return own[id] ?? (kind === 'word' ? 60 : 66)
}

/** Numbers keep their width; words share what room there is, files most of it. */
export function columnWidth(info: ColumnInfo): string {
  // In rem: a column grows with its text.
  const least = `${leastWidthPx(info) / 16}rem`
  if (info.kind === 'number' || info.id === pictureColumn.id) return least
  return `minmax(${least}, ${info.id === 'file' ? '2.4fr' : '0.7fr'})`
}
