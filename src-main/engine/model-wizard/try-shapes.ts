import { CueScopeError } from '#engine/base/errors'
import { float32 } from '#engine/onnx/tensor'
import type { GraphRunner } from '#engine/onnx/runner'
import { refuse } from '#engine/onnx/preflight/refuse'

export interface TriedShapes {
  readonly labelCount: number
  readonly mels: number
  /** Other numbers of bands work as well. */
  readonly isAnyMels: boolean
  readonly minFrames: number
  readonly maxFrames: number
}

/** What the signature says; null: open. */
export interface KnownShape {
  readonly mels: number | null
  readonly frames: number | null
}

const LONGEST = 3000
const usualFrames = [128, 300, 512, 1000, 100, 200, 256, 400, 500, 1024]
const usualMels = [64, 128, 80, 40, 96, 32, 60, 48, 26, 20, 13, 224, 256]

/**
 * Finds out by running it what sizes a model takes: bands where they are open, the fewest and the most frames (up to
 * 3000), and how many scores it gives. Between a length that works and one that does not the border is found by halving.
 * @throws CueScopeError run-failed, wrong-output-shape
 */
export async function tryShapes(
  run: GraphRunner,
  names: { readonly input: string; readonly output: string },
  known: KnownShape,
): Promise<TriedShapes> {
  let labelCount = 0
  let trouble: CueScopeError | null = null
  const works = async (mels: number, frames: number): Promise<boolean> => {
    const noise = Float32Array.from({ length: mels * frames }, (_, i) => Math.sin(i * i * 0.37) * 2)
    try {
      const scores = (await run({ [names.input]: float32([1, 1, mels, frames], noise) }))[names.output]
      if (scores.dims.length !== 2 || scores.dims[0] !== 1)
        refuse(
          'wrong-output-shape',
          `The output has the shape [${scores.dims.join(', ')}]; [clips x labels] is needed.`,
        )
      if (scores.dims[1] < 2)
        refuse('wrong-output-shape', 'The model gives one value a clip; scores of two labels or more are needed.')
      labelCount = scores.dims[1]
      return (scores.data as Float32Array).every(Number.isFinite)
    } catch (error) {
      if (!(error instanceof CueScopeError) || error.code !== 'run-failed') throw error
      trouble ??= error
      return false
    }
  }

  const melsToTry = known.mels === null ? usualMels : [known.mels]
  const framesToTry = known.frames === null ? usualFrames : [known.frames]
  for (const frames of framesToTry) {
    const working: number[] = []
    for (const mels of melsToTry) if (working.length < 2 && (await works(mels, frames))) working.push(mels)
    if (working.length === 0) continue
    const [mels] = working
    const isAnyMels = working.length > 1
    if (known.frames !== null) return { labelCount, mels, isAnyMels, minFrames: frames, maxFrames: frames }
    const fits = (count: number): Promise<boolean> => works(mels, count)
    const minFrames = (await fits(1)) ? 1 : await border(fits, 1, frames)
    const maxFrames = (await fits(LONGEST)) ? LONGEST : await border(fits, LONGEST, frames)
    return { labelCount, mels, isAnyMels, minFrames, maxFrames }
  }
  if (trouble === null)
    refuse('non-finite-output', 'The model gives values that are not finite numbers for noise, at every length.')
  const why = ((trouble as CueScopeError).cause as Error | undefined)?.message ?? (trouble as CueScopeError).message
  return refuse('run-failed', `The model fails on log-Mels of every size tried: ${why}`)
}

/** The size next to the border that still works. */
async function border(fits: (size: number) => Promise<boolean>, failing: number, working: number): Promise<number> {
  let [bad, good] = [failing, working]
  while (Math.abs(good - bad) > 1) {
    const middle = Math.floor((good + bad) / 2)
    if (await fits(middle)) good = middle
    else bad = middle
  }
  return good
}
