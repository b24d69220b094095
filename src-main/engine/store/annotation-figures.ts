import { modelVerdictSchema, type ModelVerdict } from '#contracts/annotation'
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
