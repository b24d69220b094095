/**
 * Occlusion, exact and fast: many windows share one run of the model.
 *
 * A convolutional trunk looks at a bounded stretch of time and mel, so a window changes a few cells of each tensor only,
 * and windows that touch no common cell are occluded in one run together. Early layers see the least of the clip at
 * once, so the trunk is cut into stages, each with runs of its own: what a stage makes of a window's cells is put into
 * the clip's own tensor for the next. Where the model averages over time in the end, the logits of a window follow from
 * the clip's own mean and the change of its cells. The result is that of running the model for each window, up to
 * rounding.
 *
 * Conventions: patches as in patches.ts; the replacement is a whole log-Mel from which covered bins are copied.
 * References: [zeiler2014]; a refinement of the incremental inference of [nakandala2019].
 */
import type { Matrix } from '#engine/base/matrix'
import type { GraphRunner } from '#engine/onnx/runner'
import { cellCount, type Cut } from './cuts'
import { inputDims, type ExplainableModel } from './explainable-model'
import { names } from './graph-names'
import { ownValues, poolingFeeds, type OwnValues } from './own-values'
import type { Patch } from './patches'
import { inCalls, InnerPlane, inputPlane, windowsAt, type Plane } from './planes'
import type { PooledTrunk } from './pooled-trunk'
import { packedNames } from './write-packed-occlusion'

const VALUES_KEPT = 1 << 24

/** A part of the trunk, by the tensor that it ends with. */
export interface Stage {
  readonly cut: Cut
  readonly run: GraphRunner
}

export interface PackedOcclusionInput {
  readonly model: ExplainableModel
  readonly trunk: PooledTrunk
  /** Of the graphs that writeTrunk, writeStage and writePackedOcclusion wrote for them. */
  readonly runTrunk: GraphRunner
  readonly stages: readonly Stage[]
  readonly runPacked: GraphRunner
  readonly logMel: Matrix
  readonly replacement: Matrix
  /** At most so many values between two stages: the patches go through in several passes if need be. @default 64 MB */
  readonly valuesKept?: number
  readonly onProgress?: (share: number) => void
  /** Asked between calls: true ends the work with what is known so far. */
  readonly isCancelled?: () => boolean
}

export interface OccludedLogits {
  /** Of the clip as it is. */
  readonly base: Float32Array
  /** Of each patch, in the order given. */
  readonly occluded: readonly Float32Array[]
}

export async function packedLogits(input: PackedOcclusionInput, patches: readonly Patch[]): Promise<OccludedLogits> {
  const { model, trunk, stages, runTrunk, logMel } = input
  const cuts = stages.map(({ cut }) => cut)
  const clip = await ownValues(model, trunk, cuts, runTrunk, logMel)
  const perPass = patchesPerPass(clip, cuts, patches, input.valuesKept ?? VALUES_KEPT)
  const occluded: Float32Array[] = []
  for (let first = 0; first < patches.length; first += perPass) {
    const pass = patches.slice(first, first + perPass)
    const onProgress = (share: number): void => input.onProgress?.((first + share * pass.length) / patches.length)
    for (const logits of await onePass({ ...input, onProgress }, clip, pass)) occluded.push(logits)
  }
  return { base: clip.logits, occluded }
}

async function onePass(
  { model, trunk, stages, runPacked, onProgress, isCancelled, ...clipInput }: PackedOcclusionInput,
  clip: OwnValues,
  patches: readonly Patch[],
): Promise<Float32Array[]> {
  const control = (stage: number): Parameters<typeof inCalls>[2] => ({
    isCancelled,
    onProgress: share => onProgress?.((stage + share) / (stages.length + 1)),
  })
  let plane: Plane = inputPlane(model.input, inputDims(model, clipInput.logMel), clipInput, patches)
  for (const [index, { cut, run }] of stages.entries()) {
    const own = clip.cuts[index]
    const [rows, columns] = own.dims.slice(-2)
    const changed = new InnerPlane(own, windowsAt(cut, patches, { rows, columns }))
    await inCalls(plane, changed.windows, control(index), async (feeds, runs) => {
      const call = (await run(feeds))[packedNames.stage].data as Float32Array
      runs.forEach((members, r) => members.forEach(member => changed.keep(call, r * own.values.length, member.index)))
    })
    plane.release()
    plane = changed
  }
  // A window that touches no cell leaves the logits as they are.
  const occluded = patches.map(() => clip.logits)
  await inCalls(plane, windowsAt(trunk, patches, clip), control(stages.length), async (feeds, runs) => {
    const width = Math.max(...runs.map(run => run.length))
    const outputs = await runPacked({ ...feeds, ...poolingFeeds(clip, runs, width) })
    const logits = outputs[names.logits].data as Float32Array
    runs.forEach((members, r) =>
      members.forEach(({ index }, w) => {
        const row = (r * width + w) * model.labelCount
        occluded[index] = logits.slice(row, row + model.labelCount)
      }),
    )
  })
  plane.release()
  return occluded
}

/** So many that what they change at a cut can be kept. Neighbours in the grid's order share a band: they pack well. */
function patchesPerPass(clip: OwnValues, cuts: readonly Cut[], patches: readonly Patch[], valuesKept: number): number {
  const kept = clip.cuts.map(({ dims, values }, i) => {
    const [rows, columns] = dims.slice(-2)
    const touched = windowsAt(cuts[i], patches, { rows, columns }).map(cellCount)
    return (touched.reduce((sum, cells) => sum + cells, 0) / (rows * columns)) * values.length
  })
  return Math.ceil(patches.length / Math.max(1, Math.ceil(Math.max(0, ...kept) / valuesKept)))
}
