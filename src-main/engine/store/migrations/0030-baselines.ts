/** What the cues of salient windows are judged by: random windows, and how much each region gave to measure from. */
export const addBaselines = {
  version: 30,
  sql: `
    -- A region's mean of a cue over the draws: its mean, standard deviation, and where the salient windows stand; the same
    -- of the region's standard deviation. z and p are null where the draws don't differ or the salient windows have no value.
    CREATE TABLE cue_baselines (
      explanation_id INTEGER NOT NULL REFERENCES explanations (id) ON DELETE CASCADE,
      baseline TEXT NOT NULL,
      cue TEXT NOT NULL,
      draws INTEGER NOT NULL,
      mean REAL NOT NULL, mean_sd REAL NOT NULL, mean_z REAL, mean_p REAL,
      sd REAL NOT NULL, sd_sd REAL NOT NULL, sd_z REAL, sd_p REAL,
      PRIMARY KEY (explanation_id, baseline, cue)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE random_draws (
      explanation_id INTEGER NOT NULL REFERENCES explanations (id) ON DELETE CASCADE,
      baseline TEXT NOT NULL,
      draws INTEGER NOT NULL,
      matched_voiced_share REAL NOT NULL,
      mean_voiced_fraction REAL NOT NULL,
      salient_voiced_fraction REAL NOT NULL,
      PRIMARY KEY (explanation_id, baseline)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE region_evidence (
      explanation_id INTEGER NOT NULL REFERENCES explanations (id) ON DELETE CASCADE,
      region TEXT NOT NULL,
      frames_sec REAL NOT NULL,
      voiced_sec REAL NOT NULL,
      periods INTEGER NOT NULL,
      matched_periods INTEGER NOT NULL,
      snr_db REAL,
      clipped_share REAL NOT NULL,
      PRIMARY KEY (explanation_id, region)
    ) STRICT, WITHOUT ROWID;
  `,
} as const
