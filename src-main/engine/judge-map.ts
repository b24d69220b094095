/**
 * How far a method's map of a clip can be trusted: does the model's score fall when what the map points at is taken
 * away, more than in random order or loudest first; does the map's sum on random parts tell by how much; is the map
 * steady under faint noise; does it change when the model's weights are drawn anew? Composed here, like the pipeline,
 * from functions that know nothing of each other.
 */
import type { FaithfulnessCheck, JudgeSettings } from '#contracts/experiments/faithfulness'
import type { Judgement } from '#contracts/judgement'
import type { ExplainSettings, SaliencyMethod } from '#contracts/settings'
import type { Matrix } from '#engine/base/matrix'
import { explainBy, replacementFor, type LoadedModel, type ModelView } from '#engine/pipeline'
import { complexity, sparseness } from '#engine/saliency/faithfulness/concentration'
import {
  energyOrder,
  orderOf,
  randomScores,
  removalScores,
  type MeanRemovalScores,
  type RemovalScores,
} from '#engine/saliency/faithfulness/faithfulness'
import type { RemovalInput } from '#engine/saliency/faithfulness/removal-curves'
import { stability } from '#engine/saliency/faithfulness/stability'
import { subsetAgreement } from '#engine/saliency/faithfulness/subset-agreement'
import { patchGrid, type PatchSettings } from '#engine/saliency/patches'
import { oneHot } from '#engine/saliency/subject'
import { rankAverage } from '#engine/segments/both'
import { timeProfile } from '#engine/segments/segments'
import { spearman } from '#engine/stats/ranks'
import { softmax } from '#engine/stats/softmax'

/** Features that are taken away together: 4 mel bands by 5 frames; or all bands of this time. */
const BLOCK = { mels: 4, frames: 5 }
const STRIP_SEC = 0.15
/** Part of the features that one random set takes away. */
const SUBSET_SHARE = 0.2
/** Maps that say how the score changes with a bin, not what the bin contributes. */
const derivatives: readonly SaliencyMethod[] = ['gradient', 'smooth-grad']

export interface JudgedClip {
  readonly view: ModelView
  readonly model: LoadedModel
  /** Index of the label whose explanation is judged. */
  readonly label: number
  readonly judge: JudgeSettings
  readonly seed: number
}

/** What is found out about one map; null: not asked for, or not measurable here. */
export interface MapFindings extends Pick<
  Judgement,
  'sparseness' | 'complexity' | 'maxSensitivity' | 'redrawnSpearman' | 'correlation' | 'infidelity'
> {
  readonly removal: RemovalScores
}

/**
 * @param settings the methods'
 * @param redrawn the model with re-drawn weights; null where there is none
 */
export async function judgeMap(
  method: SaliencyMethod,
  clip: JudgedClip,
  settings: ExplainSettings,
  redrawn: () => Promise<LoadedModel | null>,
): Promise<MapFindings> {
  const { view, model, label, judge, seed } = clip
  const target = oneHot(label, model.labels.length)
  const mapOf = async (input: Matrix, by: LoadedModel): Promise<Matrix> =>
    (await explainBy(method, { ...view, input }, by, target, settings)).map
  const map = await mapOf(view.input, model)
  const removal = removalInput(clip)
  const asked = (check: FaithfulnessCheck): boolean => judge.checks.includes(check)
  const worth = derivatives.includes(method) ? timesChange(map, removal) : map
  const size = Math.max(1, Math.round(SUBSET_SHARE * removal.blocks.length))
  const agreement = asked('correlation') ? await subsetAgreement(removal, worth, size, judge.subsets, seed) : null
  const other = asked('randomisation') ? await redrawn() : null
  return {
    removal: await removalScores(removal, orderOf(map, removal.blocks)),
    sparseness: asked('concentration') ? sparseness(map.data) : null,
    complexity: asked('concentration') ? complexity(map.data) : null,
    maxSensitivity: asked('stability') ? await sensitivityOf(clip, map, input => mapOf(input, model)) : null,
    redrawnSpearman: other && spearman(map.data, (await mapOf(view.input, other)).data),
    correlation: agreement && agreement.correlation,
    infidelity: agreement && agreement.infidelity,
  }
}

/** What the numbers of a map are held against: its blocks in random order, or the loudest first. */
export async function judgeControl(control: 'random' | 'energy', clip: JudgedClip): Promise<MeanRemovalScores> {
  const removal = removalInput(clip)
  if (control === 'random') return randomScores(removal, clip.judge.draws, clip.seed)
  return withoutCurves(await removalScores(removal, energyOrder(clip.view.logMel.values, removal.blocks)))
}

/** Occlusion and concept relevance together: the mean of the ranks of their profiles over time, the same in every band. */
export async function judgeTogether(clip: JudgedClip, settings: ExplainSettings): Promise<MeanRemovalScores> {
  const { view, model, label } = clip
  const target = oneHot(label, model.labels.length)
  const profileOf = async (method: SaliencyMethod): Promise<Float64Array> =>
    timeProfile((await explainBy(method, view, model, target, settings)).map, settings.segments.threshold)
  const profile = rankAverage(await profileOf('occlusion'), await profileOf('crp'))
  const { rows, cols } = view.input
  const map = { rows, cols, data: Float32Array.from({ length: rows * cols }, (_, i) => profile[i % cols]) }
  const removal = removalInput(clip)
  return withoutCurves(await removalScores(removal, orderOf(map, removal.blocks)))
}

/** All of it for one clip. */
export async function judgeClip(...[method, clip, settings, redrawn]: Parameters<typeof judgeMap>): Promise<Judgement> {
  const { removal, ...findings } = await judgeMap(method, clip, settings, redrawn)
  const { deletion, insertion, leastFirst } = removal.curves
  const copy = ({ shares, scores }: typeof deletion): { shares: number[]; scores: number[] } => ({
    shares: [...shares],
    scores: [...scores],
  })
  return {
    ...findings,
    map: withoutCurves(removal),
    random: await judgeControl('random', clip),
    energy: await judgeControl('energy', clip),
    curves: { deletion: copy(deletion), insertion: copy(insertion), leastFirst: copy(leastFirst) },
  }
}

function removalInput({ view, model, label, judge }: JudgedClip): RemovalInput {
  const { rows, cols } = view.input
  return {
    forward: model.forward,
    logMel: view.input,
    replacement: replacementFor(judge.value, view, model.frontEnd),
    blocks: patchGrid(rows, cols, featureSize(judge, view)),
    score: logits => (judge.score === 'probability' ? softmax(logits) : logits)[label],
    steps: judge.steps,
  }
}

function featureSize({ features }: JudgeSettings, { input, axis }: ModelView): PatchSettings {
  const strip = { mels: input.rows, frames: Math.max(1, Math.round(STRIP_SEC / axis.hopSec)) }
  const { mels, frames } = features === 'blocks' ? BLOCK : strip
  return { patchMels: mels, patchFrames: frames, strideMels: mels, strideFrames: frames }
}

async function sensitivityOf(
  { view, model, judge, seed }: JudgedClip,
  map: Matrix,
  mapOf: (input: Matrix) => Promise<Matrix>,
): Promise<number | null> {
  const { rows, cols } = view.input
  const labelOf = async ({ data }: Matrix): Promise<number> => {
    const logits = await model.forward(data, 1, rows, cols)
    return logits.indexOf(Math.max(...logits))
  }
  const { maxSensitivity } = await stability({
    logMel: view.input,
    original: { map, label: await labelOf(view.input) },
    explain: async input => ({ map: await mapOf(input), label: await labelOf(input) }),
    samples: judge.noisyCopies,
    seed,
  })
  return maxSensitivity
}

function timesChange(map: Matrix, { logMel, replacement }: RemovalInput): Matrix {
  return { ...map, data: map.data.map((slope, i) => slope * (logMel.data[i] - replacement.data[i])) }
}

function withoutCurves({ deletion, insertion, aopc, abpc }: RemovalScores): MeanRemovalScores {
  return { deletion, insertion, aopc, abpc }
}
