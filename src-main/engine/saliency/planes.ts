import type { Matrix } from '#engine/base/matrix'
import type { GraphRunner } from '#engine/onnx/runner'
import { float32 } from '#engine/onnx/tensor'
import { giveBack, takeBuffer } from './buffers'
import { cellCount, touchedCells, type Cut, type PlaneSize } from './cuts'
import { packWindows, type TouchedCells } from './pack-windows'
import { coverPatch, type Patch } from './patches'

/** Values that one call of the runtime is given: more gains nothing on a CPU, and memory grows with it. */
const VALUES_PER_CALL = 1 << 18

/** A patch, by its index, with the cells of one tensor that it can change. */
export interface Window extends TouchedCells {
  readonly index: number
}

/** A tensor of the clip as it is, and what windows make of it. */
export interface Plane {
  readonly tensor: string
  /** For one run; rows and columns come last. */
  readonly dims: readonly number[]
  readonly values: Float32Array
  /** Puts what a window changes over the copy of `values` that begins at `offset`. */
  paint(into: Float32Array, offset: number, index: number): void
  /** It isn't painted from any more. */
  release(): void
}

/** The model's input: patches are covered. */
export function inputPlane(
  tensor: string,
  dims: readonly number[],
  { logMel, replacement }: { logMel: Matrix; replacement: Matrix },
  patches: readonly Patch[],
): Plane {
  const paint: Plane['paint'] = (into, offset, index) => coverPatch(into, offset, patches[index], replacement)
  return { tensor, dims, values: logMel.data, paint, release: () => undefined }
}

/** A tensor further on, whose changed cells are gathered as they are computed. */
export class InnerPlane implements Plane {
  readonly tensor: string
  readonly dims: readonly number[]
  readonly values: Float32Array
  readonly windows: readonly Window[]
  /** Where each window's cells begin in what is kept; -1: not computed. */
  readonly #starts: Int32Array
  readonly #kept: Float32Array
  #end = 0

  constructor({ tensor, dims, values }: Pick<Plane, 'tensor' | 'dims' | 'values'>, windows: readonly Window[]) {
    this.tensor = tensor
    this.dims = dims
    this.values = values
    this.windows = windows
    this.#starts = new Int32Array(windows.length).fill(-1)
    const [rows, columns] = dims.slice(-2)
    const channels = values.length / (rows * columns)
    this.#kept = takeBuffer(windows.reduce((sum, window) => sum + cellCount(window), 0) * channels)
  }

  /** Keeps a window's cells of the run that begins at `offset`. */
  keep(call: Float32Array, offset: number, index: number): void {
    this.#starts[index] = this.#end
    const kept = this.#kept
    let end = this.#end
    forEachRow(this.windows[index], this.dims, (start, width) => {
      for (let i = 0; i < width; i++) kept[end++] = call[offset + start + i]
    })
    this.#end = end
  }

  paint(into: Float32Array, offset: number, index: number): void {
    const kept = this.#kept
    let read = this.#starts[index]
    if (read < 0) return
    forEachRow(this.windows[index], this.dims, (start, width) => {
      for (let i = 0; i < width; i++) into[offset + start + i] = kept[read++]
    })
  }

  release(): void {
    giveBack(this.#kept)
  }
}

export function windowsAt(cut: Omit<Cut, 'tensor'>, patches: readonly Patch[], size: PlaneSize): Window[] {
  return patches.map((patch, index) => ({ index, ...touchedCells(cut, patch, size) }))
}

/**
 * Runs the windows in as few runs as they go into, several a call. `take` gets a call's feed, float32 [runs x ...dims]
 * with each run's windows in it, and is told of the runs.
 */
export async function inCalls(
  plane: Plane,
  windows: readonly Window[],
  { onProgress, isCancelled }: { onProgress?: (share: number) => void; isCancelled?: () => boolean },
  take: (feeds: Parameters<GraphRunner>[0], runs: readonly (readonly Window[])[]) => Promise<void>,
): Promise<void> {
  const { tensor, dims, values } = plane
  const runs = packWindows(windows)
  const perCall = Math.max(1, Math.floor(VALUES_PER_CALL / values.length))
  const batch = takeBuffer(Math.min(perCall, runs.length) * values.length)
  try {
    for (let first = 0; first < runs.length && !isCancelled?.(); first += perCall) {
      const chunk = runs.slice(first, first + perCall)
      chunk.forEach((run, r) => {
        batch.set(values, r * values.length)
        for (const { index } of run) plane.paint(batch, r * values.length, index)
      })
      await take({ [tensor]: float32([chunk.length, ...dims], batch.subarray(0, chunk.length * values.length)) }, chunk)
      onProgress?.((first + chunk.length) / runs.length)
    }
  } finally {
    giveBack(batch)
  }
}

/** A window's rows in every channel: where each begins, and how many values are its own. */
function forEachRow(
  { rows, columns }: Window,
  dims: readonly number[],
  visit: (start: number, width: number) => void,
): void {
  const [rowCount, columnCount] = dims.slice(-2)
  const channels = dims.slice(0, -2).reduce((product, size) => product * size, 1)
  const width = columns.last - columns.first + 1
  for (let channel = 0; channel < channels; channel++) {
    const plane = channel * rowCount * columnCount + columns.first
    for (let row = rows.first; row <= rows.last; row++) visit(plane + row * columnCount, width)
  }
}
