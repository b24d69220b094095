/**
 * One cue of all clips is read in one go, the way a table is sorted by it: what a column shows lies together, apart from
 * the rows that tell all of one clip.
 */
export const addCueColumns = {
  version: 100,
  sql: `
    CREATE INDEX cues_by_cue ON cues (region, cue, explanation_id, mean, sd);
    CREATE INDEX speech_baselines_by_cue ON cue_baselines (cue, explanation_id, mean, sd, mean_z, sd_z, mean_p, sd_p)
      WHERE baseline = 'speech';
  `,
} as const
