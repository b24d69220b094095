import type { CueKey } from '#contracts/cue'
import type { NumberColumn } from '#engine/tables/column'
import type { AuditRows } from './clip-columns'
import type { ReadDb } from './handles'

/**
 * What a column says of a cue: its value in a region (`random`: the mean over draws within speech), what the salient
 * windows have more than those draws (`delta`), by how many of their standard deviations (`z`), and how likely so by chance (`p`).
 */
export const cueFigures = ['salient', 'full', 'random', 'delta', 'z', 'p'] as const
export type CueFigure = (typeof cueFigures)[number]
export type StoredCueFigure = Exclude<CueFigure, 'delta'>
export type CueStatistic = 'mean' | 'sd'

const ofRegion = (region: string, value: string): string =>
  `SELECT explanation_id, ${value} FROM cues WHERE region = '${region}' AND cue = @cue`
const ofSpeech = (value: string): string =>
  `SELECT explanation_id, ${value} FROM cue_baselines WHERE baseline = 'speech' AND cue = @cue`

/** As the indexes hold them: nothing else of the tables is read. */
const stored: Record<StoredCueFigure, (statistic: CueStatistic) => string> = {
  salient: statistic => ofRegion('salient', statistic),
  full: statistic => ofRegion('full', statistic),
  random: statistic => ofSpeech(statistic),
  z: statistic => ofSpeech(`${statistic}_z`),
  p: statistic => ofSpeech(`${statistic}_p`),
}

/** A figure of a cue for every clip, of the first method's windows; NaN where a clip has none. */
export function loadCueColumn(
  db: ReadDb,
  { explanationIds }: AuditRows,
  figure: StoredCueFigure,
  cue: CueKey,
  statistic: CueStatistic,
): NumberColumn {
  // Audits made one after the other lie apart.
  const known = explanationIds.filter(id => id !== 0)
  const [from, to] = known.reduce(([least, most], id) => [Math.min(least, id), Math.max(most, id)], [Infinity, 0])
  const found = db
    .prepare<[object], [explanationId: number, value: number | null]>(
      `${stored[figure](statistic)} AND explanation_id BETWEEN @from AND @to`,
    )
    .raw()
    .all({ cue, from: Math.min(from, to), to })
  const byExplanation = new Float64Array(Math.max(0, to - from + 1)).fill(NaN)
  for (const [id, value] of found) byExplanation[id - from] = value ?? NaN
  return { kind: 'number', values: Float64Array.from(explanationIds, id => byExplanation[id - from] ?? NaN) }
}

export function cueColumnId(figure: CueFigure, cue: CueKey, statistic: CueStatistic): string {
  return `${figure}.${cue}.${statistic}`
}
