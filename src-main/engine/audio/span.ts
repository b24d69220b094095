/** Cuts a stretch out of samples that come block by block. */
export class Span {
  #position = 0

  /** `skip`: samples left out at the start; `frames`: samples taken after them. */
  constructor(
    private readonly skip: number,
    private readonly frames: number,
  ) {}

  /** The part of the next block (one array a channel) that belongs to the stretch; shares its memory. */
  of<T extends Float64Array | Float32Array>(block: readonly T[]): T[] {
    const from = this.skip - this.#position
    this.#position += block[0].length
    const length = block[0].length
    const clamp = (at: number): number => Math.min(length, Math.max(0, at))
    return block.map(values => values.subarray(clamp(from), clamp(from + this.frames)) as T)
  }
}
