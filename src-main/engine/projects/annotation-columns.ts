import type { ColumnInfo } from '#contracts/clip-query'
import { majorityOf, tie } from '#engine/annotations/majority'
import { LabelCodes } from '#engine/annotations/ratings'
import {
  eachSaid,
  listTags,
  loadSaid,
  notedClips,
  notesByClip,
  saidOfClips,
  tagPairs,
  type Said,
  type SaidColumns,
} from '#engine/store/annotation-figures'
import { annotatorNames, findAnnotator } from '#engine/store/annotators'
import type { StoredAudit } from '#engine/store/audits'
import type { AuditRows } from '#engine/store/clip-columns'
import type { ReadDb } from '#engine/store/handles'
import { getModel } from '#engine/store/models'
import { numberColumn, wordColumn, type Column } from '#engine/tables/column'

const info = (id: string, title: string, kind: ColumnInfo['kind'] = 'word', digits = 0): ColumnInfo => ({
  ...{ id, title, kind, digits },
  unit: '',
  group: 'annotation',
})

/** What an audit's table can show of annotations, whoever made them. */
export const annotationColumnInfos: readonly ColumnInfo[] = [
  info('annotators', 'Annotators', 'number'),
  info('majority-label', 'Emotion as annotated'),
  info('annotated-outcome', 'Annotators and model'),
  info('label-agreement', 'Agreement on the emotion', 'number', 2),
  info('annotated-verdict', 'Verdict of annotators'),
  info('annotated-arousal', 'Arousal as annotated', 'number', 2),
  info('annotated-valence', 'Valence as annotated', 'number', 2),
  info('tags', 'Tags'),
  info('has-note', 'Has a note'),
]

/** Those of a project's annotators and tags. */
export function namedColumnInfos(db: ReadDb): ColumnInfo[] {
  return [
    ...annotatorNames(db).flatMap(name => [
      info(`annotated-label.${name}`, `Emotion: ${name}`),
      info(`annotated-verdict.${name}`, `Verdict: ${name}`),
    ]),
    ...listTags(db).map(tag => info(`tag.${tag}`, `Tag: ${tag}`)),
  ]
}

const isNamed = /^(annotated-label|annotated-verdict|tag)\.(.+)$/s

export function isAnnotationColumn(id: string): boolean {
  return annotationColumnInfos.some(known => known.id === id) || isNamed.test(id)
}

/** Annotations as columns of an audit's rows. */
export class AnnotationColumns {
  /** As it was when it was read; null: not read yet. */
  #said: ((clipId: number) => readonly Said[]) | null = null
  /** Of clips that somebody annotated since. */
  readonly #newer = new Map<number, readonly Said[]>()
  readonly #codes: LabelCodes

  constructor(
    private readonly db: ReadDb,
    private readonly audit: StoredAudit,
    private readonly rows: AuditRows,
  ) {
    this.#codes = new LabelCodes(getModel(db, audit.modelSha).manifest.labels, true)
  }

  /** Somebody annotated this clip; null: any. Columns that were made stay as they are. */
  readAnew(clipId: number | null): void {
    if (clipId !== null) {
      this.#newer.set(clipId, [...eachSaid(this.db, this.audit.modelSha, clipId)])
      return
    }
    this.#said = null
    this.#newer.clear()
  }

  /** What a thread read while nothing but single clips was annotated. */
  adopt(said: SaidColumns): void {
    this.#said ??= saidOfClips(said)
  }

  /** Of each clip its file and what anybody noted on it, in small letters. */
  searchable(): string[] {
    const notes = notesByClip(this.db)
    return this.rows.files.map((file, row) => {
      const note = notes.get(this.rows.clipIds[row])
      return (note === undefined ? file : `${file}\n${note}`).toLowerCase()
    })
  }

  /** Null: the column is none of annotations, or of an annotator that there is not. */
  column(id: string): Column | null {
    const named = isNamed.exec(id)
    if (named !== null) return this.#namedColumn(named[1], named[2])
    switch (id) {
      case 'annotators':
        return this.#numbers(said => said.length || null)
      case 'majority-label':
        return this.#words(said => this.#majority(said))
      case 'annotated-outcome':
        return this.#outcome()
      case 'label-agreement':
        return this.#numbers(said => majorityOf(this.#labels(said)).agreement)
      case 'annotated-verdict':
        return this.#words(said => majorityOf(said.flatMap(({ verdict }) => verdict ?? [])).answer)
      case 'annotated-arousal':
        return this.#numbers(said => mean(said.flatMap(({ arousal }) => arousal ?? [])))
      case 'annotated-valence':
        return this.#numbers(said => mean(said.flatMap(({ valence }) => valence ?? [])))
      case 'tags':
        return this.#tags(null)
      case 'has-note':
        return this.#hasNote()
      default:
        return null
    }
  }

  #namedColumn(kind: string, name: string): Column | null {
    if (kind === 'tag') return this.#tags(name)
    const annotator = findAnnotator(this.db, name)
    if (annotator === null) return null
    return this.#words(said => {
      const own = said.find(({ annotatorId }) => annotatorId === annotator.id)
      if (own === undefined) return null
      return kind === 'annotated-verdict' ? own.verdict : (this.#labels([own])[0] ?? null)
    })
  }

  /** Whether the model says what most annotators say. */
  #outcome(): Column {
    const predicted = this.rows.columns.get('predicted')!
    const { clipIds } = this.rows
    return wordColumn(
      Array.from(clipIds, (clipId, row) => {
        const majority = this.#majority(this.#of(clipId))
        const label = predicted.kind === 'word' ? (predicted.words[predicted.codes[row]] ?? null) : null
        if (majority === null || majority === tie || label === null) return majority === null ? null : tie
        return this.#codes.codeOf(label) === this.#codes.codeOf(majority) ? 'same' : 'different'
      }),
    )
  }

  #tags(wanted: string | null): Column {
    const byClip = new Map<number, string>()
    for (const [clipId, tag] of tagPairs(this.db)) {
      const before = byClip.get(clipId)
      if (wanted === null) byClip.set(clipId, before === undefined ? tag : `${before}, ${tag}`)
      else if (tag === wanted) byClip.set(clipId, 'yes')
    }
    return wordColumn(Array.from(this.rows.clipIds, clipId => byClip.get(clipId) ?? null))
  }

  #hasNote(): Column {
    const noted = notedClips(this.db)
    return wordColumn(Array.from(this.rows.clipIds, clipId => (noted.has(clipId) ? 'yes' : null)))
  }

  #words(of: (said: readonly Said[]) => string | null): Column {
    return wordColumn(Array.from(this.rows.clipIds, clipId => of(this.#of(clipId))))
  }

  #numbers(of: (said: readonly Said[]) => number | null): Column {
    return numberColumn(Array.from(this.rows.clipIds, clipId => of(this.#of(clipId))))
  }

  /** In the model's words where it has one of that meaning. */
  #labels(said: readonly Said[]): string[] {
    return said.flatMap(({ emotion }) => (emotion === null ? [] : this.#codes.labels[this.#codes.codeOf(emotion)]))
  }

  #majority(said: readonly Said[]): string | null {
    return majorityOf(this.#labels(said)).answer
  }

  #of(clipId: number): readonly Said[] {
    this.#said ??= saidOfClips(loadSaid(this.db, this.audit.modelSha))
    return this.#newer.get(clipId) ?? this.#said(clipId)
  }
}

function mean(values: readonly number[]): number | null {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null
}
