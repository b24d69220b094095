import {
  baselineNameSchema,
  cueKeys,
  cueRegionSchema,
  type BaselineName,
  type Chance,
  type CueKey,
  type CueRegion,
  type CueStatistics,
  type CueVector,
  type DrawFacts,
  type Measures,
} from '#contracts/cue'
import type { RegionEvidence } from '#engine/cues/quality'
import { reliabilityOf, type RegionMeasures } from '#engine/measures'
import type { ReadDb, WriteDb } from './handles'

/** Stores what was measured of an explanation's windows; what could not be measured has no row. */
export function saveMeasures(db: WriteDb, id: number | bigint, measures: RegionMeasures): void {
  const { cues, baselines, draws, evidence } = measures
  const cue = db.prepare(`
    INSERT INTO cues (explanation_id, region, cue, mean, sd, p20, p50, p80, range, frames)
    VALUES (?, ?, ?, @mean, @sd, @p20, @p50, @p80, @range, @frames)`)
  for (const [region, vector] of Object.entries(cues))
    for (const [key, statistics] of Object.entries(vector))
      if (statistics !== null) cue.run(id, region, key, statistics)
  const baseline = db.prepare('INSERT INTO cue_baselines VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  for (const [name, byCue] of Object.entries(baselines))
    for (const [key, chance] of Object.entries(byCue))
      if (chance !== null)
        baseline.run(id, name, key, chance.mean.draws, ...toColumns(chance.mean), ...toColumns(chance.sd))
  const draw = db.prepare(
    'INSERT INTO random_draws VALUES (?, ?, @draws, @matchedVoicedShare, @meanVoicedFraction, @salientVoicedFraction)',
  )
  for (const [name, facts] of Object.entries(draws)) draw.run(id, name, facts)
  const ground = db.prepare(
    'INSERT INTO region_evidence VALUES (?, ?, @framesSec, @voicedSec, @periods, @matchedPeriods, @snrDb, @clippedShare)',
  )
  for (const [region, found] of Object.entries(evidence)) ground.run(id, region, found)
}

type CueRow = { region: CueRegion; cue: CueKey } & CueStatistics
type DrawRow = { baseline: string } & DrawFacts
type EvidenceRow = { region: string } & RegionEvidence
interface BaselineRow {
  baseline: BaselineName
  cue: CueKey
  draws: number
  mean: number
  mean_sd: number
  mean_z: number | null
  mean_p: number | null
  sd: number
  sd_sd: number
  sd_z: number | null
  sd_p: number | null
}

/** Reads an explanation's measures by its id. */
export function measuresReader(db: ReadDb): (id: number) => Measures {
  const cues = db.prepare<[number], CueRow>('SELECT * FROM cues WHERE explanation_id = ?')
  const baselines = db.prepare<[number], BaselineRow>('SELECT * FROM cue_baselines WHERE explanation_id = ?')
  const draws = db.prepare<[number], DrawRow>(
    `SELECT baseline, draws, matched_voiced_share AS matchedVoicedShare, mean_voiced_fraction AS meanVoicedFraction,
       salient_voiced_fraction AS salientVoicedFraction FROM random_draws WHERE explanation_id = ?`,
  )
  const evidence = db.prepare<[number], EvidenceRow>(
    `SELECT region, frames_sec AS framesSec, voiced_sec AS voicedSec, periods, matched_periods AS matchedPeriods,
       snr_db AS snrDb, clipped_share AS clippedShare FROM region_evidence WHERE explanation_id = ?`,
  )
  return id => {
    const facts = Object.fromEntries(
      draws.all(id).map(({ baseline, ...drawn }) => [baselineNameSchema.parse(baseline), drawn]),
    )
    return {
      cues: toRegions(cues.all(id)),
      baselines: toBaselines(Object.keys(facts), baselines.all(id)),
      draws: facts,
      reliability: Object.fromEntries(
        evidence.all(id).map(({ region, ...found }) => [cueRegionSchema.parse(region), reliabilityOf(found)]),
      ),
    }
  }
}

function toRegions(rows: readonly CueRow[]): Measures['cues'] {
  const regions: Record<CueRegion, CueVector> = { salient: nothingMeasured(), full: nothingMeasured() }
  for (const { region, cue, mean, sd, p20, p50, p80, range, frames } of rows)
    regions[cueRegionSchema.parse(region)][cue] = { mean, sd, p20, p50, p80, range, frames }
  return regions
}

function toBaselines(names: readonly string[], rows: readonly BaselineRow[]): Measures['baselines'] {
  const baselines: Measures['baselines'] = Object.fromEntries(names.map(name => [name, nothingMeasured()]))
  for (const { baseline, cue, draws, ...row } of rows)
    baselines[baseline]![cue] = {
      mean: { draws, mean: row.mean, sd: row.mean_sd, z: row.mean_z, p: row.mean_p },
      sd: { draws, mean: row.sd, sd: row.sd_sd, z: row.sd_z, p: row.sd_p },
    }
  return baselines
}

function toColumns({ mean, sd, z, p }: Chance): (number | null)[] {
  return [mean, sd, z, p]
}

function nothingMeasured(): Partial<Record<CueKey, null>> {
  return Object.fromEntries(cueKeys.map(key => [key, null]))
}
