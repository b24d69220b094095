import { createRandom } from '#engine/stats/random'
import { findOrAddAnnotator } from './annotators'
import type { WriteDb } from './handles'

/** Columns that a copy takes as they are. */
const tables: readonly (readonly [table: string, columns: string])[] = [
  ['segments', 'rank, start_sec, end_sec, score, share'],
  ['random_draws', 'baseline, draws, matched_voiced_share, mean_voiced_fraction, salient_voiced_fraction'],
  ['region_evidence', 'region, frames_sec, voiced_sec, periods, matched_periods, snr_db, clipped_share'],
]

/**
 * Makes a large project of a small one, to see how the program fares with it: `copies` more of every clip of the first
 * data set, with results and explanations whose figures differ a little from copy to copy. Their files do not exist;
 * those of the first clips do, and come first by name. Verdicts have to be worked out again.
 */
export function multiplyClips(db: WriteDb, copies: number): void {
  const span = db
    .prepare<[], number>(
      'SELECT max((SELECT max(id) FROM clips), (SELECT max(id) FROM explanations), (SELECT max(id) FROM results)) + 1',
    )
    .pluck()
    .get()!
  const run = (sql: string): void => void db.prepare(sql).run({ span, copies })
  db.transaction(() => {
    db.exec('CREATE TEMP TABLE copy (k INTEGER PRIMARY KEY, p REAL, sha TEXT)')
    run(`WITH RECURSIVE n (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < @copies AND @span > 0)
      INSERT INTO copy SELECT k, (k * 2654435761 % 1000) / 1000.0, printf('%08x', k) FROM n`)
    run(`INSERT INTO clips (id, dataset_id, file, corpus, speaker, sex, emotion, emotion_code, intensity, sentence, repetition,
        is_present, sha256, size, mtime_ms)
      SELECT c.id + k * @span, dataset_id, printf('x%05d/', k) || file, corpus, speaker || printf('-%02d', k % 40), sex, emotion,
        emotion_code, intensity, sentence, repetition, is_present, sha || substr(sha256, 1, 56), size, mtime_ms
      FROM copy, clips c WHERE @copies > 0 AND dataset_id = (SELECT min(id) FROM datasets)`)
    run(`INSERT INTO audio SELECT sha || substr(sha256, 1, 56), sample_rate_hz, channels, samples - k % 97, notes FROM copy, audio
      WHERE @copies > 0 AND @span > 0`)
    run(`INSERT INTO results (id, audio_sha, model_sha, settings_hash, predicted, confidence, logits, notes)
      SELECT r.id + k * @span, sha || substr(audio_sha, 1, 56), model_sha, settings_hash, predicted,
        confidence * (0.9 + 0.1 * ${jitter('r.id')}), logits, notes FROM copy, results r WHERE @copies > 0`)
    run(`INSERT INTO explanations SELECT e.id + k * @span, result_id + k * @span, method, target, profile, facts
      FROM copy, explanations e WHERE @copies > 0`)
    for (const [table, columns] of tables)
      run(`INSERT INTO ${table} SELECT explanation_id + k * @span, ${columns} FROM copy, ${table} WHERE @copies > 0`)
    run(`INSERT INTO cues SELECT explanation_id + k * @span, region, cue, mean * ${near}, sd * ${near}, p20 * ${near},
        p50 * ${near}, p80 * ${near}, range, frames FROM copy, cues WHERE @copies > 0`)
    run(`INSERT INTO cue_baselines SELECT explanation_id + k * @span, baseline, cue, draws, mean * ${near}, mean_sd, mean_z,
        mean_p, sd * ${near}, sd_sd, sd_z, sd_p FROM copy, cue_baselines WHERE @copies > 0`)
    db.exec('DROP TABLE copy')
  })()
}

/** 0..1, another for each row and copy. */
function jitter(id: string): string {
  return `((${id} * 40503 + k * 7919) % 1009) / 1009.0`
}
const near = `(0.97 + 0.06 * ${jitter('explanation_id')})`

/** What so many people said of every clip, each time the same for the same seed: mostly alike. */
export function annotateClips(db: WriteDb, names: readonly string[], seed: number): void {
  const random = createRandom(seed)
  const modelSha = db.prepare<[], string>('SELECT model_sha FROM audits ORDER BY id LIMIT 1').pluck().get()!
  const verdicts = ['model-right', 'label-wrong', 'ambiguous'].map(verdict => JSON.stringify({ [modelSha]: verdict }))
  const clips = db.prepare<[], [number, string | null]>('SELECT id, emotion FROM clips').raw().all()
  const insert =
    db.prepare(`INSERT INTO annotations (annotator_id, clip_id, emotion, arousal, valence, note, tags, verdicts,
      regions, is_finished, is_empty, worked_sec, listens)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, '[]', 1, 0, 3, 1)`)
  db.transaction(() => {
    for (const name of names) {
      const annotator = findOrAddAnnotator(db, name)
      for (const [clip, emotion] of clips) {
        const said = random.uniform() < 0.8 ? emotion : 'neutral'
        const [arousal, valence] = [2 * random.uniform() - 1, 2 * random.uniform() - 1]
        const [note, tags] = [random.uniform() < 0.02 ? 'noisy' : '', random.uniform() < 0.05 ? '["check"]' : '[]']
        insert.run(annotator, clip, said, arousal, valence, note, tags, verdicts[random.integer(3)])
      }
    }
  })()
}
