/**
 * Expert tables of the lab, each version kept; and, for each audit, the settings that a person chose for plausibility with
 * what they gave. `stamp` says what an assessment was worked out from: another stamp, and it is worked out again.
 */
export const addPlausibility = {
  version: 50,
  sql: `
    CREATE TABLE expert_tables (
      id TEXT NOT NULL,
      version INTEGER NOT NULL,
      body TEXT NOT NULL,
      created_at TEXT NOT NULL,
      PRIMARY KEY (id, version)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE assessments (
      audit_id INTEGER PRIMARY KEY REFERENCES audits (id) ON DELETE CASCADE,
      settings TEXT NOT NULL,
      stamp TEXT NOT NULL,
      report TEXT NOT NULL
    ) STRICT;

    CREATE TABLE plausibility (
      audit_id INTEGER NOT NULL REFERENCES assessments (audit_id) ON DELETE CASCADE,
      clip_id INTEGER NOT NULL REFERENCES clips (id) ON DELETE CASCADE,
      verdict TEXT NOT NULL,
      reason TEXT,
      alignment REAL, percentile REAL, label_percentile REAL, rank INTEGER, contrast REAL, arousal REAL,
      PRIMARY KEY (audit_id, clip_id)
    ) STRICT, WITHOUT ROWID;
  `,
} as const
