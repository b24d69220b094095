/** Bytes after the last of a frame that may be read ahead, as zeros. */
const PADDING = 8

/** The bits of one frame after another, highest first. Past a frame's end come zeros; `isPastEnd` tells. */
export class FlacBits {
  #bytes = new Uint8Array(0)
  #end = 0
  /** In bits. */
  position = 0

  /** Copies the frame, so that nothing of the next one can be read. */
  open(frame: Uint8Array, fromByte: number): void {
    if (this.#bytes.length < frame.length + PADDING) this.#bytes = new Uint8Array(2 * frame.length + PADDING)
    this.#bytes.set(frame)
    this.#bytes.fill(0, frame.length, frame.length + PADDING)
    this.#end = 8 * frame.length
    this.position = 8 * fromByte
  }

  get isPastEnd(): boolean {
    return this.position > this.#end
  }

  /** 32 bits from a position on, as a signed number. */
  peek(position: number): number {
    const bytes = this.#bytes
    const at = position >>> 3
    const shift = position & 7
    const word = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]
    return (word << shift) | (bytes[at + 4] >> (8 - shift))
  }

  /** `count`: 0 to 32. */
  unsigned(count: number): number {
    const value = count === 0 ? 0 : this.peek(this.position) >>> (32 - count)
    this.position += count
    return value
  }

  /** Two's complement; `count`: 0 to 33. */
  signed(count: number): number {
    if (count === 0) return 0
    const top = -this.unsigned(1)
    return top * 2 ** (count - 1) + this.unsigned(count - 1)
  }

  /** Zeros before the next one, which is read too. */
  unary(): number {
    let zeros = 0
    for (;;) {
      const count = Math.clz32(this.peek(this.position))
      zeros += count
      this.position += count
      if (count < 32 || this.isPastEnd) break
    }
    this.position++
    return zeros
  }
}
