import { cueKeys, type CueKey } from '#contracts/cue'
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

/** Float64 [clips] of each column by its id (`salient.loudness.mean`), NaN where a clip has none. */
export type CueColumns = ReadonlyMap<string, Float64Array>

export function cueColumnId(figure: CueFigure, cue: CueKey, statistic: CueStatistic): string {
  return `${figure}.${cue}.${statistic}`
}

/**
 * All columns of cues at once, of the first method's windows: two walks through the tables instead of one look-up a
 * clip and column. `delta` is left out: it follows from two others.
 * @param resultIds of the rows, 0 where there is none. Float64 [clips]
 */
export function loadCueColumns(db: ReadDb, audit: StoredAudit, resultIds: Float64Array): CueColumns {
  const columns = new Map<string, Float64Array>()
  const columnsOf = (figure: CueFigure): Float64Array[] =>
    cueKeys.flatMap(cue =>
      (['mean', 'sd'] as const).map(statistic => {
        const values = new Float64Array(resultIds.length).fill(NaN)
        columns.set(cueColumnId(figure, cue, statistic), values)
        return values
      }),
    )
  const places = new Map<string, number>(cueKeys.map((cue, i) => [cue, 2 * i]))
  const { rowOf, twins } = rowsOfExplanations(db, audit, resultIds)
  const regions = { salient: columnsOf('salient'), full: columnsOf('full') }
  const ofRegions = db
    .prepare<[], [number, keyof typeof regions, string, number, number]>(
      "SELECT explanation_id, region, cue, mean, sd FROM cues WHERE region IN ('salient', 'full')",
    )
    .raw()
  for (const [id, region, cue, mean, sd] of ofRegions.iterate()) {
    const [row, place] = [rowOf.get(id), places.get(cue)]
    if (row === undefined || place === undefined) continue
    regions[region][place][row] = mean
    regions[region][place + 1][row] = sd
  }
  const [random, z, p] = (['random', 'z', 'p'] as const).map(columnsOf)
  const ofChance = db
    .prepare<[], [number, string, number, number, number | null, number | null, number | null, number | null]>(
      `SELECT explanation_id, cue, mean, sd, mean_z, sd_z, mean_p, sd_p FROM cue_baselines WHERE baseline = 'speech'`,
    )
    .raw()
  for (const [id, cue, mean, sd, meanZ, sdZ, meanP, sdP] of ofChance.iterate()) {
    const [row, place] = [rowOf.get(id), places.get(cue)]
    if (row === undefined || place === undefined) continue
    random[place][row] = mean
    random[place + 1][row] = sd
    z[place][row] = meanZ ?? NaN
    z[place + 1][row] = sdZ ?? NaN
    p[place][row] = meanP ?? NaN
    p[place + 1][row] = sdP ?? NaN
  }
  for (const values of columns.values()) for (const [row, first] of twins) values[row] = values[first]
  return columns
}

interface RowsOfExplanations {
  /** By the explanation's id. */
  readonly rowOf: ReadonlyMap<number, number>
  /** Rows whose result another row has too, the same audio lying in two files: each with that other. */
  readonly twins: readonly (readonly [row: number, first: number])[]
}

function rowsOfExplanations(db: ReadDb, audit: StoredAudit, resultIds: Float64Array): RowsOfExplanations {
  const firsts = new Map<number, number>()
  const twins: [number, number][] = []
  resultIds.forEach((id, row) => {
    const first = firsts.get(id)
    if (first !== undefined) twins.push([row, first])
    else if (id !== 0) firsts.set(id, row)
  })
  const { modelSha, settingsHash } = audit
  const found = db
    .prepare<[object], [number, number]>(
      `SELECT e.id, e.result_id FROM results r JOIN explanations e ON e.result_id = r.id AND e.method = @method
       WHERE r.model_sha = @modelSha AND r.settings_hash = @settingsHash`,
    )
    .raw()
    .all({ modelSha, settingsHash, method: audit.settings.methods[0] ?? null })
  const rowOf = new Map(found.flatMap(([id, result]) => (firsts.has(result) ? [[id, firsts.get(result)!]] : [])))
  return { rowOf, twins }
}
