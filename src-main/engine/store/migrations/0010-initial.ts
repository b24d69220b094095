/**
 * The first schema. What was computed is keyed by content (audio, model, settings), so that a file that moves or a data
 * set that is added twice costs nothing; what belongs to a data set (names, labels) is keyed by place.
 */
export const initial = {
  version: 10,
  sql: `
    CREATE TABLE datasets (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      folder TEXT NOT NULL UNIQUE,
      corpora TEXT NOT NULL,
      refused TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE clips (
      id INTEGER PRIMARY KEY,
      dataset_id INTEGER NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
      file TEXT NOT NULL,
      corpus TEXT NOT NULL,
      speaker TEXT, sex TEXT, emotion TEXT, emotion_code TEXT, intensity TEXT, sentence TEXT, repetition TEXT,
      is_present INTEGER NOT NULL DEFAULT 1,
      sha256 TEXT, size INTEGER, mtime_ms REAL,
      UNIQUE (dataset_id, file)
    ) STRICT;
    CREATE INDEX clips_by_sha ON clips (sha256);

    CREATE TABLE audio (
      sha256 TEXT PRIMARY KEY,
      sample_rate_hz REAL NOT NULL,
      channels INTEGER NOT NULL,
      samples INTEGER NOT NULL,
      notes TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE models (
      sha256 TEXT PRIMARY KEY,
      folder TEXT NOT NULL,
      manifest TEXT NOT NULL
    ) STRICT;

    CREATE TABLE audits (
      id INTEGER PRIMARY KEY,
      dataset_id INTEGER NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
      model_sha TEXT NOT NULL REFERENCES models (sha256),
      settings TEXT NOT NULL,
      settings_hash TEXT NOT NULL,
      label_map TEXT NOT NULL,
      clip_limit INTEGER,
      state TEXT NOT NULL,
      error TEXT,
      created_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE results (
      id INTEGER PRIMARY KEY,
      audio_sha TEXT NOT NULL,
      model_sha TEXT NOT NULL,
      settings_hash TEXT NOT NULL,
      predicted TEXT NOT NULL,
      confidence REAL NOT NULL,
      logits BLOB NOT NULL,
      UNIQUE (audio_sha, model_sha, settings_hash)
    ) STRICT;

    CREATE TABLE explanations (
      id INTEGER PRIMARY KEY,
      result_id INTEGER NOT NULL REFERENCES results (id) ON DELETE CASCADE,
      method TEXT NOT NULL,
      target TEXT NOT NULL,
      profile BLOB NOT NULL,
      facts TEXT NOT NULL,
      UNIQUE (result_id, method, target)
    ) STRICT;

    CREATE TABLE segments (
      explanation_id INTEGER NOT NULL REFERENCES explanations (id) ON DELETE CASCADE,
      rank INTEGER NOT NULL,
      start_sec REAL NOT NULL, end_sec REAL NOT NULL, score REAL NOT NULL, share REAL NOT NULL,
      PRIMARY KEY (explanation_id, rank)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE cues (
      explanation_id INTEGER NOT NULL REFERENCES explanations (id) ON DELETE CASCADE,
      region TEXT NOT NULL,
      cue TEXT NOT NULL,
      mean REAL NOT NULL, sd REAL NOT NULL, p20 REAL NOT NULL, p50 REAL NOT NULL, p80 REAL NOT NULL, range REAL NOT NULL,
      frames INTEGER NOT NULL,
      PRIMARY KEY (explanation_id, region, cue)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE concepts (
      explanation_id INTEGER PRIMARY KEY REFERENCES explanations (id) ON DELETE CASCADE,
      layer TEXT NOT NULL,
      relevances BLOB NOT NULL,
      top TEXT NOT NULL
    ) STRICT;

    CREATE TABLE refusals (
      audit_id INTEGER NOT NULL REFERENCES audits (id) ON DELETE CASCADE,
      clip_id INTEGER NOT NULL REFERENCES clips (id) ON DELETE CASCADE,
      error TEXT NOT NULL,
      PRIMARY KEY (audit_id, clip_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE maps (
      result_id INTEGER NOT NULL REFERENCES results (id) ON DELETE CASCADE,
      method TEXT NOT NULL,
      target TEXT NOT NULL,
      meta TEXT NOT NULL,
      shape TEXT NOT NULL,
      data BLOB NOT NULL,
      PRIMARY KEY (result_id, method, target)
    ) STRICT, WITHOUT ROWID;
  `,
} as const
