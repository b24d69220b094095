import { cueKeys, type CueKey } from '#contracts/cue'
import type { ClipCounts, ClipSpread } from '#contracts/clip-counts'
import type { ClipSelection, ColumnInfo, Condition } from '#contracts/clip-query'
import { CueScopeError } from '#engine/base/errors'
import { cueDefinitions } from '#engine/cues/cue-definitions'
import type { StoredAudit } from '#engine/store/audits'
import { selectedClips } from '#engine/store/clip-selections'
import type { SaidColumns } from '#engine/store/annotation-figures'
import { loadAuditRows, type AuditRows } from '#engine/store/clip-columns'
import { cueColumnId, cueFigures, loadCueColumn, type CueFigure, type CueStatistic } from '#engine/store/cue-columns'
import type { ReadDb } from '#engine/store/handles'
import { orderOf, type Column } from '#engine/tables/column'
import { countGroups, spreadOf } from '#engine/tables/counts'
import { inOrder, matching } from '#engine/tables/select-rows'
import { AnnotationColumns, annotationColumnInfos, isAnnotationColumn } from './annotation-columns'
import { isLabelQualityColumn, labelQualityColumnInfos, labelQualityColumns } from './label-quality-columns'
import { otherAuditColumn } from './other-audit-columns'
import { isPlausibilityColumn, plausibilityColumn, plausibilityColumnInfos } from './plausibility-columns'

/**
 * The clips of an audit as a table in memory, as it was at one moment: 100,000 rows are filtered and sorted by any
 * column in milliseconds. Columns and orders are made when they are first asked for.
 */
export class AuditTable {
  readonly #rows: AuditRows
  /** What a search looks through: files, with the notes on them, in small letters. */
  #texts: readonly string[] | null = null
  readonly #columns: Map<string, Column>
  readonly #orders = new Map<string, Int32Array>()
  readonly #rowOf: ReadonlyMap<number, number>
  readonly #annotations: AnnotationColumns

  /** @param rows as a thread read them @default read now, which of 100,000 takes half a second */
  constructor(
    private readonly db: ReadDb,
    private readonly audit: StoredAudit,
    rows: AuditRows = loadAuditRows(db, audit),
  ) {
    this.#rows = rows
    this.#columns = new Map(this.#rows.columns)
    this.#rowOf = new Map(Array.from(this.#rows.clipIds, (clipId, row) => [clipId, row]))
    this.#annotations = new AnnotationColumns(db, audit, this.#rows)
  }

  /** The clips selected, in order. Int32 [clips selected] @throws CueScopeError bad-option: no such column */
  select({ sort, order, where }: ClipSelection): Int32Array {
    return inOrder(this.#orderOf(sort, order), this.#matching(where)).map(row => this.#rows.clipIds[row])
  }

  /** Which of these clips fulfil the conditions: 1, others 0; those that are not in the table don't. */
  holds(clipIds: Int32Array, where: readonly Condition[]): Uint8Array {
    const keeps = this.#matching(where)
    return Uint8Array.from(this.rowsOf(clipIds), row => keeps[row] ?? 0)
  }

  /** Rows of these clips; -1: not in the table. */
  rowsOf(clipIds: Int32Array): Int32Array {
    return clipIds.map(clipId => this.#rowOf.get(clipId) ?? -1)
  }

  #matching(where: readonly Condition[]): Uint8Array {
    const isSelected = (id: string): ((row: number) => boolean) => {
      const clips = new Set(selectedClips(this.db, this.audit.id, id))
      return row => clips.has(this.#rows.clipIds[row])
    }
    const texts = (): readonly string[] => (this.#texts ??= this.#annotations.searchable())
    return matching(this.#rows.files.length, where, id => this.column(id), texts, isSelected)
  }

  /** @throws CueScopeError bad-option */
  column(id: string): Column {
    const known = this.#columns.get(id)
    if (known !== undefined) return known
    if (isLabelQualityColumn(id)) {
      for (const [name, column] of labelQualityColumns(this.db, this.audit, this.#rows)) this.#columns.set(name, column)
      return this.#columns.get(id)!
    }
    const made = isAnnotationColumn(id)
      ? this.#annotations.column(id)
      : (plausibilityColumn(this.db, this.audit.id, this.#rows, id) ??
        otherAuditColumn(this.db, this.audit, this.#rows, id) ??
        this.#cueColumn(id))
    if (made === null) throw new CueScopeError('bad-option', `There is no column "${id}".`, { column: id })
    this.#columns.set(id, made)
    return made
  }

  /** What a thread read of annotations while no more than single clips were annotated. */
  adoptSaid(said: SaidColumns): void {
    this.#annotations.adopt(said)
  }

  #told(where: readonly Condition[], untold: ReadonlySet<number>): Uint8Array {
    const keeps = this.#matching(where)
    for (const row of this.rowsOf(Int32Array.from(untold))) if (row !== -1) keeps[row] = 0
    return keeps
  }

  /**
   * How often these columns say what, of the clips that fulfil the conditions.
   *
   * @param untold clips that are not counted; @default all are
   * @throws CueScopeError bad-option
   */
  counts(where: readonly Condition[], by: readonly string[], untold: ReadonlySet<number> = new Set()): ClipCounts {
    const columns = by.map(id => {
      const column = this.column(id)
      if (column.kind === 'word') return column
      throw new CueScopeError('bad-option', `Column "${id}" holds numbers: ask for its spread.`, { column: id })
    })
    return countGroups(columns, this.#told(where, untold))
  }

  /** @throws CueScopeError bad-option */
  spread(where: readonly Condition[], id: string, bins: number, untold: ReadonlySet<number> = new Set()): ClipSpread {
    const column = this.column(id)
    if (column.kind === 'number') return spreadOf(column, this.#told(where, untold), bins)
    throw new CueScopeError('bad-option', `Column "${id}" holds words: ask for its counts.`, { column: id })
  }

  /** Somebody annotated this clip (null: several): what the table shows of that is read anew. */
  forgetAnnotations(clipId: number | null): void {
    this.#annotations.readAnew(clipId)
    this.#texts = null
    this.#forget(isAnnotationColumn)
  }

  /** The audit has other verdicts. */
  forgetPlausibility(): void {
    this.#forget(isPlausibilityColumn)
  }

  #forget(isMeant: (id: string) => boolean): void {
    for (const id of this.#columns.keys()) if (isMeant(id)) this.#columns.delete(id)
    for (const key of this.#orders.keys()) if (isMeant(key.slice(0, key.lastIndexOf(' ')))) this.#orders.delete(key)
  }

  has(clipId: number): boolean {
    return this.#rowOf.has(clipId)
  }

  #cueColumn(id: string): Column | null {
    const asked = cueColumnOf(id)
    if (asked === null) return null
    const { figure, cue, statistic } = asked
    if (figure !== 'delta') return loadCueColumn(this.db, this.#rows, figure, cue, statistic)
    const [salient, random] = (['salient', 'random'] as const).map(of => this.#numbers(cueColumnId(of, cue, statistic)))
    return { kind: 'number', values: salient.map((value, row) => value - random[row]) }
  }

  #numbers(id: string): Float64Array {
    const column = this.column(id)
    if (column.kind === 'number') return column.values
    throw new CueScopeError('bad-option', `Column "${id}" holds words.`, { column: id })
  }

  /** null: the clip has none, or is not in the table. */
  valueOf(clipId: number, columnId: string): string | number | null {
    const row = this.#rowOf.get(clipId)
    if (row === undefined) return null
    if (columnId === 'file') return this.#rows.files[row]
    const column = this.column(columnId)
    if (column.kind === 'word') return column.words[column.codes[row]] ?? null
    return Number.isNaN(column.values[row]) ? null : column.values[row]
  }

  /** Of a column of words. */
  wordOf(clipId: number, columnId: string): string | null {
    const value = this.valueOf(clipId, columnId)
    return typeof value === 'string' ? value : null
  }

  /** Rows are in order of file already. */
  #fileOrder(direction: 'asc' | 'desc'): Int32Array {
    const rows = Int32Array.from(this.#rows.clipIds.keys())
    return direction === 'asc' ? rows : rows.reverse()
  }

  #orderOf(sort: string, direction: 'asc' | 'desc'): Int32Array {
    const key = `${sort} ${direction}`
    const known = this.#orders.get(key)
    if (known !== undefined) return known
    const order = sort === 'file' ? this.#fileOrder(direction) : orderOf(this.column(sort), direction)
    this.#orders.set(key, order)
    return order
  }
}

const clipColumns: readonly ColumnInfo[] = [
  { id: 'file', title: 'File', unit: '', group: 'clip', kind: 'word', digits: 0 },
  { id: 'dataset', title: 'Data set', unit: '', group: 'clip', kind: 'word', digits: 0 },
  { id: 'speaker', title: 'Speaker', unit: '', group: 'clip', kind: 'word', digits: 0 },
  { id: 'sex', title: 'Sex', unit: '', group: 'clip', kind: 'word', digits: 0 },
  { id: 'emotion', title: 'Emotion as labelled', unit: '', group: 'clip', kind: 'word', digits: 0 },
  { id: 'intensity', title: 'Intensity', unit: '', group: 'clip', kind: 'word', digits: 0 },
  { id: 'duration', title: 'Length', unit: 's', group: 'clip', kind: 'number', digits: 2 },
  { id: 'expected', title: 'Expected', unit: '', group: 'prediction', kind: 'word', digits: 0 },
  { id: 'predicted', title: 'Predicted', unit: '', group: 'prediction', kind: 'word', digits: 0 },
  { id: 'outcome', title: 'Outcome', unit: '', group: 'prediction', kind: 'word', digits: 0 },
  { id: 'confidence', title: 'Confidence', unit: '', group: 'prediction', kind: 'number', digits: 3 },
]

const figureTitles: Record<CueFigure, string> = {
  salient: 'salient windows',
  full: 'full clip',
  random: 'random speech',
  delta: 'more than random speech',
  z: 'z against random speech',
  p: 'p against random speech',
}

/** Every column that an audit's table has. */
export function columnInfos(): ColumnInfo[] {
  const cues = cueKeys.flatMap(cue =>
    cueFigures.flatMap(figure => (['mean', 'sd'] as const).map(statistic => cueColumnInfo(figure, cue, statistic))),
  )
  return [...clipColumns, ...labelQualityColumnInfos, ...plausibilityColumnInfos, ...annotationColumnInfos, ...cues]
}

function cueColumnInfo(figure: CueFigure, cue: CueKey, statistic: CueStatistic): ColumnInfo {
  const { title, unit, digits } = cueDefinitions[cue]
  const isPure = figure === 'z' || figure === 'p'
  return {
    id: cueColumnId(figure, cue, statistic),
    title: `${title}${statistic === 'sd' ? ', variability' : ''}: ${figureTitles[figure]}`,
    unit: isPure ? '' : unit,
    group: 'cues',
    kind: 'number',
    digits: isPure ? 2 : digits,
  }
}

function cueColumnOf(id: string): { figure: CueFigure; cue: CueKey; statistic: CueStatistic } | null {
  const [figure, cue, statistic, ...rest] = id.split('.')
  const isKnown =
    rest.length === 0 &&
    (cueFigures as readonly string[]).includes(figure) &&
    (cueKeys as readonly string[]).includes(cue) &&
    (statistic === 'mean' || statistic === 'sd')
  return isKnown ? { figure: figure as CueFigure, cue: cue as CueKey, statistic } : null
}
