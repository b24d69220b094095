/**
 * Maps of an audit's clips: each with what it was asked, which activations it was drawn from (`stamp`: others, and it is
 * drawn anew when it is asked for again) and where its clips lie; without places it was never finished. And clips that a
 * person chose by hand, so that a filter can name them.
 */
export const addClipMaps = {
  version: 70,
  sql: `
    CREATE TABLE clip_maps (
      id INTEGER PRIMARY KEY,
      audit_id INTEGER NOT NULL REFERENCES audits (id) ON DELETE CASCADE,
      question TEXT NOT NULL,
      state TEXT NOT NULL,
      error TEXT,
      created_at TEXT NOT NULL,
      stamp TEXT, facts TEXT,
      -- Int32 [clips], Float32 [clips x 2]
      clip_ids BLOB, places BLOB,
      UNIQUE (audit_id, question)
    ) STRICT;

    CREATE TABLE clip_selections (
      audit_id INTEGER NOT NULL REFERENCES audits (id) ON DELETE CASCADE,
      -- Of the clips: the same ones are one selection.
      id TEXT NOT NULL,
      created_at TEXT NOT NULL,
      -- Int32 [clips], in order
      clip_ids BLOB NOT NULL,
      PRIMARY KEY (audit_id, id)
    ) STRICT;
  `,
} as const
