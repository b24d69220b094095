/** A name that a person gives to an audit; and why a file could not be read when a data set was looked over. */
export const addWorkstation = {
  version: 90,
  sql: `
    ALTER TABLE audits ADD COLUMN name TEXT;

    CREATE TABLE unreadable_clips (
      clip_id INTEGER PRIMARY KEY REFERENCES clips (id) ON DELETE CASCADE,
      error TEXT NOT NULL
    ) STRICT;
  `,
} as const
