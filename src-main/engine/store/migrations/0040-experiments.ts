/**
 * Experiments over an audit's clips: each with its settings and seed, and an item for every piece of its work. An item
 * belongs to the audio it was planned for (a clip that changes is another piece of work); without an outcome and an
 * error it waits. Results are never stored: they follow from the items.
 */
export const addExperiments = {
  version: 40,
  sql: `
    CREATE TABLE experiments (
      id INTEGER PRIMARY KEY,
      audit_id INTEGER NOT NULL REFERENCES audits (id) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      settings TEXT NOT NULL,
      seed INTEGER NOT NULL,
      version INTEGER NOT NULL,
      state TEXT NOT NULL,
      error TEXT,
      created_at TEXT NOT NULL,
      UNIQUE (audit_id, kind, settings, seed)
    ) STRICT;

    CREATE TABLE experiment_items (
      experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
      clip_id INTEGER NOT NULL REFERENCES clips (id) ON DELETE CASCADE,
      variant TEXT NOT NULL,
      audio_sha TEXT NOT NULL,
      outcome BLOB,
      error TEXT,
      note TEXT,
      PRIMARY KEY (experiment_id, clip_id, variant)
    ) STRICT;
    -- The few rows that are listed one by one are found without reading all outcomes.
    CREATE INDEX refused_items ON experiment_items (experiment_id) WHERE error IS NOT NULL;
    CREATE INDEX noted_items ON experiment_items (experiment_id) WHERE note IS NOT NULL;
  `,
} as const
