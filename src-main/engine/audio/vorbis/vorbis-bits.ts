/** The bits of one packet, lowest first. Past its end come zeros; `isPastEnd` tells. [vorbis1] section 2 */
export class VorbisBits {
  #position = 0
  readonly #end: number

  constructor(private readonly bytes: Uint8Array) {
    this.#end = 8 * bytes.length
  }

  get isPastEnd(): boolean {
    return this.#position > this.#end
  }

  bit(): number {
    const at = this.#position++
    return at < this.#end ? (this.bytes[at >> 3] >> (at & 7)) & 1 : 0
  }

  flag(): boolean {
    return this.bit() === 1
  }

  /** `count`: 0 to 32. */
  unsigned(count: number): number {
    let value = 0
    for (let done = 0; done < count;) {
      const at = this.#position
      const taken = Math.min(8 - (at & 7), count - done)
      const byte = at < this.#end ? this.bytes[at >> 3] >> (at & 7) : 0
      value |= (byte & ((1 << taken) - 1)) << done
      done += taken
      this.#position += taken
    }
    return value >>> 0
  }

  /** A number of 0 to `largest`. */
  upTo(largest: number): number {
    return this.unsigned(32 - Math.clz32(largest))
  }
}
