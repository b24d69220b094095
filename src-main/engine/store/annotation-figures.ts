import { modelVerdictSchema, type ModelVerdict } from '#contracts/annotation'
import { wordColumn, type WordColumn } from '#engine/tables/column'
import type { ReadDb } from './handles'

/** What one annotator said of one clip, as tables and statistics read it. */
export interface Said {
  readonly clipId: number
  readonly annotatorId: number
  readonly emotion: string | null
  readonly arousal: number | null
  readonly valence: number | null
  readonly isBlind: boolean | null
  /** On the model asked for. */
  readonly verdict: ModelVerdict | null
}

type Row = [number, number, string | null, number | null, number | null, 0 | 1 | null, string | null]

/** Everything that anybody said, in order of clip; of one clip alone where it is named. 300,000 rows take some tenths of a second. */
export function* eachSaid(db: ReadDb, modelSha: string, clipId: number | null = null): Generator<Said> {
  const rows = db
    .prepare<[object], Row>(
      `SELECT clip_id, annotator_id, emotion, arousal, valence, is_blind,
         CASE verdicts WHEN '{}' THEN NULL ELSE json_extract(verdicts, @path) END
       FROM annotations WHERE NOT is_empty ${clipId === null ? '' : 'AND clip_id = @clipId'} ORDER BY clip_id`,
    )
    .raw()
    .all({ path: `$."${modelSha}"`, ...(clipId === null ? {} : { clipId }) })
  for (const [clip, annotatorId, emotion, arousal, valence, isBlind, verdict] of rows)
    yield {
      ...{ clipId: clip, annotatorId, emotion, arousal, valence },
      isBlind: isBlind === null ? null : isBlind === 1,
      verdict: verdict === null ? null : modelVerdictSchema.parse(verdict),
    }
}

/** Everything that anybody said, as arrays: what a thread hands over without copying. One place a word, in order of clip. */
export interface SaidColumns {
  /** Int32 [words] */
  readonly clipIds: Int32Array
  /** Int32 [words] */
  readonly annotatorIds: Int32Array
  readonly emotions: WordColumn
  readonly verdicts: WordColumn
  /** NaN: not said. Float64 [words] */
  readonly arousal: Float64Array
  /** NaN: not said. Float64 [words] */
  readonly valence: Float64Array
  /** -1: not known. Int8 [words] */
  readonly isBlind: Int8Array
}

export function loadSaid(db: ReadDb, modelSha: string): SaidColumns {
  const said = [...eachSaid(db, modelSha)]
  return {
    clipIds: Int32Array.from(said, ({ clipId }) => clipId),
    annotatorIds: Int32Array.from(said, ({ annotatorId }) => annotatorId),
    emotions: wordColumn(said.map(({ emotion }) => emotion)),
    verdicts: wordColumn(said.map(({ verdict }) => verdict)),
    arousal: Float64Array.from(said, ({ arousal }) => arousal ?? NaN),
    valence: Float64Array.from(said, ({ valence }) => valence ?? NaN),
    isBlind: Int8Array.from(said, ({ isBlind }) => (isBlind === null ? -1 : Number(isBlind))),
  }
}

/** What was said of one clip after another, made of the arrays when it is asked for. */
export function saidOfClips(columns: SaidColumns): (clipId: number) => Said[] {
  const { clipIds, annotatorIds, emotions, verdicts, arousal, valence, isBlind } = columns
  const firsts = new Map<number, number>()
  for (let i = clipIds.length - 1; i >= 0; i--) firsts.set(clipIds[i], i)
  const numberAt = (values: Float64Array, i: number): number | null => (Number.isNaN(values[i]) ? null : values[i])
  return clipId => {
    const found: Said[] = []
    for (let i = firsts.get(clipId) ?? clipIds.length; clipIds[i] === clipId; i++)
      found.push({
        clipId,
        annotatorId: annotatorIds[i],
        emotion: emotions.words[emotions.codes[i]] ?? null,
        verdict: (verdicts.words[verdicts.codes[i]] ?? null) as ModelVerdict | null,
        arousal: numberAt(arousal, i),
        valence: numberAt(valence, i),
        isBlind: isBlind[i] === -1 ? null : isBlind[i] === 1,
      })
    return found
  }
}

/** Every tag that there is, in order. */
export function listTags(db: ReadDb): string[] {
  return db
    .prepare<[], string>(
      `SELECT DISTINCT value FROM (SELECT DISTINCT tags FROM annotations WHERE tags <> '[]'), json_each(tags) ORDER BY value`,
    )
    .pluck()
    .all()
}

/** Every tag that was given, by clip. */
export function tagPairs(db: ReadDb): [clipId: number, tag: string][] {
  return db
    .prepare<[], [number, string]>(
      `SELECT DISTINCT clip_id, value FROM annotations, json_each(tags) WHERE tags <> '[]' ORDER BY clip_id, value`,
    )
    .raw()
    .all()
}

/** Clips with a note of anybody. */
export function notedClips(db: ReadDb): Set<number> {
  return new Set(db.prepare<[], number>("SELECT DISTINCT clip_id FROM annotations WHERE note <> ''").pluck().all())
}

/** What was noted on each clip, by anybody. */
export function notesByClip(db: ReadDb): Map<number, string> {
  const rows = db
    .prepare<[], [number, string]>(
      `SELECT clip_id, group_concat(note, char(10)) FROM annotations WHERE note <> '' GROUP BY clip_id`,
    )
    .raw()
    .all()
  return new Map(rows)
}
