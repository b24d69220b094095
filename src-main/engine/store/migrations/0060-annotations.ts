/**
 * What people say of clips. The log is what counts and is only ever added to: each step with the state before and after.
 * `annotations` holds where the log has led, for tables and statistics. A step that can be undone (redone) lies on the
 * annotator's stack: `undo_top` is its uppermost step, `below` the one under it.
 */
export const addAnnotations = {
  version: 60,
  sql: `
    CREATE TABLE annotators (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      -- Small letters, one spelling of accents: Ada and ada are one person.
      key TEXT NOT NULL UNIQUE,
      created_at TEXT NOT NULL,
      undo_top INTEGER, redo_top INTEGER
    ) STRICT;

    CREATE TABLE annotation_events (
      seq INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      annotator_id INTEGER NOT NULL REFERENCES annotators (id),
      clip_id INTEGER NOT NULL REFERENCES clips (id),
      kind TEXT NOT NULL,
      at TEXT NOT NULL,
      worked_sec REAL NOT NULL, listens INTEGER NOT NULL,
      before TEXT, after TEXT,
      below INTEGER,
      -- Steps in another project that led to this one, where it came with a labels file.
      earlier TEXT
    ) STRICT;
    CREATE INDEX annotation_events_by_clip ON annotation_events (annotator_id, clip_id);

    CREATE TABLE annotations (
      annotator_id INTEGER NOT NULL REFERENCES annotators (id),
      clip_id INTEGER NOT NULL REFERENCES clips (id),
      -- The step that made it; null: it was only listened to.
      event_seq INTEGER REFERENCES annotation_events (seq),
      emotion TEXT, arousal REAL, valence REAL, confidence REAL,
      note TEXT NOT NULL, tags TEXT NOT NULL, verdicts TEXT NOT NULL, regions TEXT NOT NULL,
      is_blind INTEGER,
      is_finished INTEGER NOT NULL,
      is_empty INTEGER NOT NULL,
      begun_at TEXT, finished_at TEXT, changed_at TEXT,
      worked_sec REAL NOT NULL, listens INTEGER NOT NULL,
      PRIMARY KEY (annotator_id, clip_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX annotations_by_clip ON annotations (clip_id);

    CREATE TABLE annotation_queues (
      id INTEGER PRIMARY KEY,
      annotator_id INTEGER NOT NULL REFERENCES annotators (id),
      audit_id INTEGER NOT NULL REFERENCES audits (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      -- What was asked for: the same again is the queue that is there.
      request TEXT NOT NULL,
      created_at TEXT NOT NULL,
      UNIQUE (annotator_id, name)
    ) STRICT;

    CREATE TABLE queued_clips (
      queue_id INTEGER NOT NULL REFERENCES annotation_queues (id) ON DELETE CASCADE,
      place INTEGER NOT NULL,
      clip_id INTEGER NOT NULL REFERENCES clips (id),
      is_finished INTEGER NOT NULL,
      PRIMARY KEY (queue_id, place),
      UNIQUE (clip_id, queue_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX unfinished_clips ON queued_clips (queue_id, place) WHERE is_finished = 0;
  `,
} as const
