/**
 * The cues of chosen windows of a clip, and what it takes to judge them: the full clip's, those of random windows, and what
 * each rests on. Composed here, like the pipeline, from functions that know nothing of each other.
 */
import {
  baselineNames,
  cueKeys,
  cueRegions,
  type BaselineName,
  type CueKey,
  type CueReliability,
  type CueRegion,
  type CueVector,
  type Measures,
} from '#contracts/cue'
import type { ExplainSettings } from '#contracts/settings'
import type { DecodedAudio } from '#engine/audio/audio'
import { CueScopeError } from '#engine/base/errors'
import { hash32 } from '#engine/base/hash'
import type { Hertz } from '#engine/base/units'
import { createBaseline, createWindowLists, type Baseline } from '#engine/baselines/baselines'
import type { BaselineGround } from '#engine/baselines/draws'
import { drawCount } from '#engine/baselines/draw-count'
import { findClippedRuns } from '#engine/cues/clipped-runs'
import { createCueSums, type RegionFigures } from '#engine/cues/cue-sums'
import { computeCueTracks, type CueTracks } from '#engine/cues/cue-tracks'
import { cueReliability } from '#engine/cues/evidence-rules'
import { frameGrid } from '#engine/cues/frame-grid'
import { joinEvidence, joinTracks } from '#engine/cues/joined-clips'
import { measureClip, type MeasuredClip } from '#engine/cues/measure-clip'
import { poolCues, type PooledCues } from '#engine/cues/pool'
import { withPublished } from '#engine/cues/published-tracks'
import type { Region } from '#engine/cues/region'
import { regionEvidence, type RegionEvidence } from '#engine/cues/quality'
import { speechStretches } from '#engine/cues/speech-stretches'
import { createVoicedFraction } from '#engine/cues/voiced-fraction'
import type { Opensmile } from '#engine/cues-opensmile/open-opensmile'
import { resample } from '#engine/dsp/resample'

/** As they are kept: what a cue's reliability is read from instead of the reliability. */
export interface RegionMeasures extends Pick<Measures, 'baselines' | 'draws'> {
  readonly cues: Readonly<Record<CueRegion, CueVector>>
  readonly evidence: Readonly<Record<CueRegion, RegionEvidence>>
}

/** All that these measures depend on besides the clip. */
export type MeasureSettings = Pick<ExplainSettings, 'cues' | 'baselines'>

/** A clip whose windows can be measured apart from it. */
export interface MeasuredAudio extends MeasuredClip {
  /** A window as if it were the file; null: it holds no frame of 60 ms. */
  readonly cutOut: (window: Region) => MeasuredClip | null
}

/** Measures windows of one clip. */
export type Meter = (windows: readonly Region[]) => RegionMeasures

/** An openSMILE to measure with; null: none is open. */
export type OpenProvider = Pick<Opensmile, 'llds'> | null

/** All that is computed once per clip. @param keys fewer cues are sooner there @throws CueScopeError provider-unavailable */
export function measureAudio(
  audio: DecodedAudio,
  settings: MeasureSettings,
  opensmile: OpenProvider = null,
  keys: readonly CueKey[] = cueKeys,
): MeasuredAudio {
  const measure = (part: DecodedAudio): MeasuredClip => {
    const { samples, rateHz } = resampleForCues(part, settings)
    const clip = measureClip(samples, rateHz, keys, findClippedRuns(part.samples, part.sampleRateHz))
    return byProvider(clip, samples, rateHz, settings, opensmile)
  }
  return {
    ...measure(audio),
    cutOut({ startSec, endSec }) {
      const [from, to] = [startSec, endSec].map(sec => Math.round(sec * audio.sampleRateHz))
      const samples = audio.samples.subarray(from, to)
      return frameGrid(samples.length, audio.sampleRateHz).long.frames === 0 ? null : measure({ ...audio, samples })
    },
  }
}

/** Cues over time. @throws CueScopeError provider-unavailable */
export function trackAudio(
  audio: DecodedAudio,
  keys: readonly CueKey[],
  settings: MeasureSettings,
  opensmile: OpenProvider = null,
): CueTracks {
  const { samples, rateHz } = resampleForCues(audio, settings)
  return byProvider(computeCueTracks(samples, rateHz, keys), samples, rateHz, settings, opensmile)
}

/** Where openSMILE is chosen, the cues that it knows are its own: of the same mono mix, kept within full scale. */
function byProvider<Clip extends CueTracks>(
  clip: Clip,
  samples: Float32Array,
  rateHz: Hertz,
  { cues }: MeasureSettings,
  opensmile: OpenProvider,
): Clip {
  if (cues.provider === 'builtin') return clip
  if (opensmile === null)
    throw new CueScopeError('provider-unavailable', 'These cues need openSMILE, and none is open.')
  return withPublished(clip, opensmile.llds(samples.map(withinFullScale), rateHz))
}

/** openSMILE would let what is louder wrap around. */
function withinFullScale(sample: number): number {
  return Math.max(-1, Math.min(32767 / 32768, sample))
}

/** The clip at the rate at which its cues are wanted. */
function resampleForCues(
  { samples, sampleRateHz }: DecodedAudio,
  { cues: { cueRate } }: MeasureSettings,
): { samples: Float32Array; rateHz: Hertz } {
  const rateHz = cueRate === 'native' ? sampleRateHz : cueRate
  return { samples: resample(samples, sampleRateHz, rateHz), rateHz }
}

/** @param clipSha of the clip's bytes: with the settings' seed it decides where random windows lie */
export function createMeter(clip: MeasuredAudio, clipSha: string, settings: MeasureSettings): Meter {
  const full = measureRegion(clip, 'all', settings)
  const drawBaselines = createBaselines(clip, clipSha, settings)
  return windows => {
    const salient = measureRegion(clip, windows, settings)
    return {
      cues: { salient: salient.cues, full: full.cues },
      evidence: { salient: salient.evidence, full: full.evidence },
      ...drawBaselines(windows, salient.cues),
    }
  }
}

/** Cues of a region; null where there is too little to measure a cue from. */
export function measureRegion(
  clip: MeasuredAudio,
  region: readonly Region[] | 'all',
  settings: MeasureSettings,
): { cues: CueVector; evidence: RegionEvidence } {
  const { cues, evidence } = measuredWithin(clip, region, settings)
  const measurable = (key: CueKey): boolean => cueReliability(key, evidence).state !== 'none'
  return { evidence, cues: perCue(key => (measurable(key) ? (cues[key] ?? null) : null)) }
}

function measuredWithin(
  clip: MeasuredAudio,
  region: readonly Region[] | 'all',
  { cues: { scope } }: MeasureSettings,
): { cues: PooledCues; evidence: RegionEvidence } {
  const evidence = regionEvidence(clip.evidence, region)
  if (region === 'all' || scope !== 'window') return { cues: poolCues(clip, region), evidence }
  const cuts = cutsOf(clip, region)
  return { cues: poolCues(joinTracks(cuts), 'all'), evidence: joinEvidence(cuts, evidence) }
}

function cutsOf(clip: MeasuredAudio, windows: readonly Region[]): MeasuredClip[] {
  return windows.map(clip.cutOut).filter(cut => cut !== null)
}

/** As many random windows of a clip as the salient ones, whose cues these are: anywhere, and in its speech. */
export function createBaselines(
  clip: MeasuredAudio,
  clipSha: string,
  measuring: MeasureSettings,
): (salient: readonly Region[], cues: CueVector) => Pick<Measures, 'baselines' | 'draws'> {
  if (drawCount(measuring) === 0) return () => ({ baselines: {}, draws: {} })
  const grounds = baselineGrounds(clip, clipSha, measuring)
  const against = perBaseline(name => createBaseline(grounds[name]))
  return (salient, cues) => {
    const observed = figuresOf(cues)
    const found = perBaseline(name => against[name](salient, observed))
    return { baselines: perBaseline(name => byCue(found[name])), draws: perBaseline(name => found[name].facts) }
  }
}

/** The very windows that these baselines are the figures of, draw by draw; where they lie depends on no cue. */
export function drawWindows(
  audio: DecodedAudio,
  clipSha: string,
  measuring: MeasureSettings,
): (salient: readonly Region[], name: BaselineName) => Region[][] {
  if (drawCount(measuring) === 0) return () => []
  const builtin: MeasureSettings = { ...measuring, cues: { ...measuring.cues, provider: 'builtin' } }
  const grounds = baselineGrounds(measureAudio(audio, builtin, null, []), clipSha, builtin)
  return (salient, name) => createWindowLists(grounds[name])(salient)
}

function baselineGrounds(
  clip: MeasuredAudio,
  clipSha: string,
  measuring: MeasureSettings,
): Record<BaselineName, BaselineGround> {
  const settings = { ...measuring.baselines, draws: drawCount(measuring) }
  const { evidence } = clip
  const places = {
    anywhere: [{ startSec: 0, endSec: evidence.durationSec }],
    speech: speechStretches(evidence.activity),
  }
  const ofCuts = (windows: readonly Region[]): RegionFigures =>
    figuresOf(poolCues(joinTracks(cutsOf(clip, windows)), 'all'))
  const figures = measuring.cues.scope === 'window' ? ofCuts : createCueSums(clip)
  const tools = { figuresOf: figures, voicedFractionOf: createVoicedFraction(evidence), settings }
  return perBaseline(name => ({
    ...tools,
    places: places[name],
    seed: hash32(`${clipSha} ${settings.seed} ${name}`),
  }))
}

function figuresOf(cues: CueVector | PooledCues): RegionFigures {
  const valuesOf = (statistic: 'mean' | 'sd'): number[] => cueKeys.map(key => cues[key]?.[statistic] ?? NaN)
  return { mean: valuesOf('mean'), sd: valuesOf('sd') }
}

/** As people get them. */
export function toMeasures({ cues, baselines, draws, evidence }: RegionMeasures): Measures {
  return { cues, baselines, draws, reliability: perRegion(region => reliabilityOf(evidence[region])) }
}

/** Of every cue of a region. */
export function reliabilityOf(evidence: RegionEvidence): Record<CueKey, CueReliability> {
  return perCue(key => cueReliability(key, evidence))
}

function byCue({ cues }: Baseline): Record<CueKey, Baseline['cues'][number]> {
  return perCue((_, i) => cues[i])
}

function perCue<T>(of: (key: CueKey, index: number) => T): Record<CueKey, T> {
  return Object.fromEntries(cueKeys.map((key, i) => [key, of(key, i)])) as Record<CueKey, T>
}

function perRegion<T>(of: (region: CueRegion) => T): Record<CueRegion, T> {
  return Object.fromEntries(cueRegions.map(region => [region, of(region)])) as Record<CueRegion, T>
}

function perBaseline<T>(of: (name: BaselineName) => T): Record<BaselineName, T> {
  return Object.fromEntries(baselineNames.map(name => [name, of(name)])) as Record<BaselineName, T>
}
