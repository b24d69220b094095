import { cueKeys, type CueKey } from '#contracts/cue'
import type { ClipSelection, ColumnInfo } from '#contracts/clip-query'
import { CueScopeError } from '#engine/base/errors'
import { cueDefinitions } from '#engine/cues/cue-definitions'
import type { StoredAudit } from '#engine/store/audits'
import { loadAuditRows, resultColumn, type AuditRows } from '#engine/store/clip-columns'
import { cueFigurePairs, cueFigures, type CueFigure, type CueStatistic } from '#engine/store/cue-columns'
import type { ReadDb } from '#engine/store/handles'
import { orderOf, type Column } from '#engine/tables/column'
import { inOrder, matching } from '#engine/tables/select-rows'
import { AnnotationColumns, annotationColumnInfos, isAnnotationColumn } from './annotation-columns'
import { labelQualityColumn, labelQualityColumnInfos } from './label-quality-columns'
import { plausibilityColumn, plausibilityColumnInfos } from './plausibility-columns'

/**
 * The clips of an audit as a table in memory, as it was at one moment: 100,000 rows are filtered and sorted by any
 * column in milliseconds. Columns and orders are made when they are first asked for.
 */
export class AuditTable {
  readonly #rows: AuditRows
  readonly #texts: readonly string[]
  readonly #columns: Map<string, Column>
  readonly #orders = new Map<string, Int32Array>()
  readonly #rowOf: ReadonlyMap<number, number>
  readonly #annotations: AnnotationColumns

  constructor(
    private readonly db: ReadDb,
    private readonly audit: StoredAudit,
  ) {
    this.#rows = loadAuditRows(db, audit)
    this.#texts = this.#rows.files.map(file => file.toLowerCase())
    this.#columns = new Map(this.#rows.columns)
    this.#rowOf = new Map(Array.from(this.#rows.clipIds, (clipId, row) => [clipId, row]))
    this.#annotations = new AnnotationColumns(db, audit, this.#rows)
  }

  /** The clips selected, in order. Int32 [clips selected] @throws CueScopeError bad-option: no such column */
  select({ sort, order, where }: ClipSelection): Int32Array {
    const columnOf = (id: string): Column => this.column(id)
    const keeps = matching(this.#texts.length, where, columnOf, this.#texts)
    return inOrder(this.#orderOf(sort, order), keeps).map(row => this.#rows.clipIds[row])
  }

  /** @throws CueScopeError bad-option */
  column(id: string): Column {
    const known = this.#columns.get(id)
    if (known !== undefined) return known
    const made = isAnnotationColumn(id)
      ? this.#annotations.column(id)
      : (plausibilityColumn(this.db, this.audit.id, this.#rows, id) ??
        labelQualityColumn(this.db, this.audit, this.#rows, id) ??
        this.#cueColumn(id))
    if (made === null) throw new CueScopeError('bad-option', `There is no column "${id}".`, { column: id })
    this.#columns.set(id, made)
    return made
  }

  /** Somebody annotated this clip (null: several): what the table shows of that is read anew. */
  forgetAnnotations(clipId: number | null): void {
    this.#annotations.readAnew(clipId)
    for (const id of this.#columns.keys()) if (isAnnotationColumn(id)) this.#columns.delete(id)
    for (const key of this.#orders.keys())
      if (isAnnotationColumn(key.slice(0, key.lastIndexOf(' ')))) this.#orders.delete(key)
  }

  has(clipId: number): boolean {
    return this.#rowOf.has(clipId)
  }

  #cueColumn(id: string): Column | null {
    const asked = cueColumnOf(id)
    if (asked === null) return null
    const { figure, cue, statistic } = asked
    return resultColumn(this.#rows, cueFigurePairs(this.db, this.audit, figure, cue, statistic))
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
  #orderOf(sort: string, direction: 'asc' | 'desc'): Int32Array {
    const key = `${sort} ${direction}`
    const known = this.#orders.get(key)
    if (known !== undefined) return known
    const byFile = Int32Array.from(this.#texts.keys())
    const fileOrder = direction === 'asc' ? byFile : byFile.toReversed()
    const order = sort === 'file' ? fileOrder : orderOf(this.column(sort), direction)
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
    id: `${figure}.${cue}.${statistic}`,
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
