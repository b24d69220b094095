import type { CueKey } from '#contracts/cue'
import type { StoredAudit } from './audits'
import type { ReadDb } from './handles'

/**
 * What a column says of a cue: its value in a region (`random`: the mean over draws within speech), what the salient
 * windows have more than those draws (`delta`), by how many of their standard deviations (`z`), and how likely so by chance (`p`).
 */
export const cueFigures = ['salient', 'full', 'random', 'delta', 'z', 'p'] as const
export type CueFigure = (typeof cueFigures)[number]
export type CueStatistic = 'mean' | 'sd'

const figures: Record<CueFigure, (statistic: CueStatistic) => string> = {
  salient: statistic => `s.${statistic}`,
  full: statistic => `f.${statistic}`,
  random: statistic => `b.${statistic}`,
  delta: statistic => `s.${statistic} - b.${statistic}`,
  z: statistic => `b.${statistic}_z`,
  p: statistic => `b.${statistic}_p`,
}

const joins: Record<'s' | 'f' | 'b', string> = {
  s: "LEFT JOIN cues s ON s.explanation_id = e.id AND s.region = 'salient' AND s.cue = @cue",
  f: "LEFT JOIN cues f ON f.explanation_id = e.id AND f.region = 'full' AND f.cue = @cue",
  b: "LEFT JOIN cue_baselines b ON b.explanation_id = e.id AND b.baseline = 'speech' AND b.cue = @cue",
}

/** The figure for every result of the audit, of the first method's windows. */
export function cueFigurePairs(
  db: ReadDb,
  audit: StoredAudit,
  figure: CueFigure,
  cue: CueKey,
  statistic: CueStatistic,
): [resultId: number, value: number | null][] {
  const value = figures[figure](statistic)
  const needed = (['s', 'f', 'b'] as const).filter(table => value.includes(`${table}.`)).map(table => joins[table])
  return db
    .prepare<[object], [number, number | null]>(
      `SELECT e.result_id, ${value} FROM results r JOIN explanations e ON e.result_id = r.id AND e.method = @method
       ${needed.join(' ')} WHERE r.model_sha = @modelSha AND r.settings_hash = @settingsHash`,
    )
    .raw()
    .all({ modelSha: audit.modelSha, settingsHash: audit.settingsHash, method: audit.settings.methods[0], cue })
}
