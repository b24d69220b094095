/** What the levels of a clip were, over all channels unless said otherwise. */
export interface Levels {
  /** Largest absolute value. */
  readonly peak: number
  readonly nonFinite: number
  /** Values in runs of 3 or more at full scale: a lone peak at full scale is not clipping. */
  readonly clipped: number
  /** Of the mixed-down clip. */
  readonly monoPeak: number
  readonly monoMean: number
}

const SHORTEST_CLIPPED_RUN = 3

/** Takes a clip block by block, mixes it to one channel (the mean) and watches the levels. */
export class Mixdown {
  readonly #samples: Float32Array
  readonly #runs: Uint32Array
  #filled = 0
  #peak = 0
  #nonFinite = 0
  #clipped = 0
  #monoPeak = 0
  #monoSum = 0

  /** `fullScale`: the largest positive value that the file's format can hold; from there to 1 a sample may be clipped. */
  constructor(
    channels: number,
    frames: number,
    private readonly fullScale: number,
  ) {
    this.#samples = new Float32Array(frames)
    this.#runs = new Uint32Array(channels)
  }

  /** `block`: one array a channel, of which the first `frames` values count. */
  add(block: readonly Float64Array[], frames: number): void {
    block.forEach((values, channel) => this.#watch(values, frames, channel))
    const scale = 1 / block.length
    for (let i = 0; i < frames; i++) {
      let sum = block[0][i]
      for (let channel = 1; channel < block.length; channel++) sum += block[channel][i]
      const mean = sum * scale
      this.#samples[this.#filled++] = mean
      this.#monoSum += mean
      this.#monoPeak = Math.max(this.#monoPeak, Math.abs(mean))
    }
  }

  finish(): { samples: Float32Array; levels: Levels } {
    const samples = this.#samples.subarray(0, this.#filled)
    const levels = {
      peak: this.#peak,
      nonFinite: this.#nonFinite,
      clipped: this.#clipped,
      monoPeak: this.#monoPeak,
      monoMean: this.#monoSum / this.#filled,
    }
    return { samples, levels }
  }

  #watch(values: Float64Array, frames: number, channel: number): void {
    const { fullScale } = this
    let peak = this.#peak
    let run = this.#runs[channel]
    for (let i = 0; i < frames; i++) {
      const size = Math.abs(values[i])
      if (size > peak) peak = size
      if (size >= fullScale && size <= 1) {
        run++
        if (run === SHORTEST_CLIPPED_RUN) this.#clipped += SHORTEST_CLIPPED_RUN
        else if (run > SHORTEST_CLIPPED_RUN) this.#clipped++
      } else {
        run = 0
        if (!Number.isFinite(size)) this.#nonFinite++
      }
    }
    this.#peak = peak
    this.#runs[channel] = run
  }
}
