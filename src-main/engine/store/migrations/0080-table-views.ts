/**
 * Views of the table that a project keeps by name, for everybody who opens it; those that are slices, and their exemplars.
 * And indexes without which the table of a large project would read every annotation to find the tags.
 */
export const addTableViews = {
  version: 80,
  sql: `
    CREATE TABLE table_views (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      -- Small letters: one view a name.
      key TEXT NOT NULL UNIQUE,
      columns TEXT NOT NULL,
      filter TEXT NOT NULL,
      -- A slice is held against the rest of the clips.
      is_slice INTEGER NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE pinned_clips (
      view_id INTEGER NOT NULL REFERENCES table_views (id) ON DELETE CASCADE,
      place INTEGER NOT NULL,
      clip_id INTEGER NOT NULL REFERENCES clips (id) ON DELETE CASCADE,
      PRIMARY KEY (view_id, place),
      UNIQUE (view_id, clip_id)
    ) STRICT, WITHOUT ROWID;

    -- The few annotations of very many that have tags, or a note.
    CREATE INDEX tagged_annotations ON annotations (tags, clip_id) WHERE tags <> '[]';
    CREATE INDEX noted_annotations ON annotations (clip_id) WHERE note <> '';
  `,
} as const
