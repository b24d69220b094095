import { opcodes, signed, simdOpcodes, unsigned, type Code } from './encoding'

/**
 * Expressions of WebAssembly, written as they read: `re.times(cos).minus(im.times(sin))`. Nothing is computed here; each
 * holds the code that puts its value on the stack, and is evaluated wherever it stands (`Body.let` keeps a value).
 */

/** A 32-bit integer: a count or an address in bytes. */
export class I32 {
  constructor(readonly code: Code) {}

  static of(value: number): I32 {
    return new I32([opcodes.i32Const, ...signed(value)])
  }

  plus(other: I32 | number): I32 {
    return this.with(other, opcodes.i32Add)
  }

  minus(other: I32 | number): I32 {
    return this.with(other, opcodes.i32Sub)
  }

  times(other: I32 | number): I32 {
    return this.with(other, opcodes.i32Mul)
  }

  /** 1 or 0. */
  isZero(): I32 {
    return new I32([...this.code, opcodes.i32Eqz])
  }

  equals(other: I32 | number): I32 {
    return this.with(other, opcodes.i32Eq)
  }

  private with(other: I32 | number, opcode: number): I32 {
    return new I32([...this.code, ...(typeof other === 'number' ? I32.of(other) : other).code, opcode])
  }
}

interface LaneOpcodes {
  readonly sqrt: number
  readonly add: number
  readonly sub: number
  readonly mul: number
  readonly max: number
  readonly gt: number
  readonly ge: number
}

const f32x4: LaneOpcodes = { sqrt: 0xe3, add: 0xe4, sub: 0xe5, mul: 0xe6, max: 0xe9, gt: 0x44, ge: 0x46 }
const f64x2: LaneOpcodes = { sqrt: 0xef, add: 0xf0, sub: 0xf1, mul: 0xf2, max: 0xf5, gt: 0x4a, ge: 0x4c }

/** 16 bytes, seen as so many numbers side by side; what is done is done to each alone, rounded as its type is. */
abstract class Lanes<Self extends Lanes<Self>> {
  constructor(readonly code: Code) {}

  protected abstract readonly opcodes: LaneOpcodes
  protected abstract same(code: Code): Self

  plus(other: Self): Self {
    return this.with(other, this.opcodes.add)
  }

  minus(other: Self): Self {
    return this.with(other, this.opcodes.sub)
  }

  times(other: Self): Self {
    return this.with(other, this.opcodes.mul)
  }

  max(other: Self): Self {
    return this.with(other, this.opcodes.max)
  }

  /** All bits of a lane set where true, none where not: a mask for `and`, `or` and `where`. */
  isAbove(other: Self): Self {
    return this.with(other, this.opcodes.gt)
  }

  isAtLeast(other: Self): Self {
    return this.with(other, this.opcodes.ge)
  }

  and(mask: Self): Self {
    return this.with(mask, simdOpcodes.and)
  }

  or(mask: Self): Self {
    return this.with(mask, simdOpcodes.or)
  }

  sqrt(): Self {
    return this.same([...this.code, opcodes.simd, ...unsigned(this.opcodes.sqrt)])
  }

  /** These lanes where the mask is set, the others elsewhere. */
  where(mask: Self, otherwise: Self): Self {
    return this.same([...this.code, ...otherwise.code, ...mask.code, opcodes.simd, simdOpcodes.bitselect])
  }

  private with(other: Self, opcode: number): Self {
    return this.same([...this.code, ...other.code, opcodes.simd, ...unsigned(opcode)])
  }
}

/** Four numbers in single precision. */
export class F32x4 extends Lanes<F32x4> {
  protected readonly opcodes = f32x4
  protected same(code: Code): F32x4 {
    return new F32x4(code)
  }

  /** The same number in all lanes. */
  static of(value: number): F32x4 {
    return new F32x4(constant(new Float32Array(4).fill(value)))
  }

  /** Picks four of the eight lanes of this (0..3) and the other (4..7). */
  pick(other: F32x4, lanes: readonly [number, number, number, number]): F32x4 {
    return new F32x4([...this.code, ...other.code, ...shuffle(lanes, 4)])
  }

  /** Lanes 0 and 1 in double precision. */
  low(): F64x2 {
    return new F64x2([...this.code, opcodes.simd, simdOpcodes.promoteLow])
  }

  /** Lanes 2 and 3 in double precision. */
  high(): F64x2 {
    return this.pick(this, [2, 3, 2, 3]).low()
  }
}

/** Two numbers in double precision. */
export class F64x2 extends Lanes<F64x2> {
  protected readonly opcodes = f64x2
  protected same(code: Code): F64x2 {
    return new F64x2(code)
  }

  static of(value: number): F64x2 {
    return new F64x2(constant(new Float64Array(2).fill(value)))
  }

  /** A bit for each lane of a mask, lane 0's the lowest. */
  bits(): I32 {
    return new I32([...this.code, opcodes.simd, ...unsigned(simdOpcodes.bitmask64)])
  }

  /** Picks two of the four lanes of this (0, 1) and the other (2, 3). */
  pick(other: F64x2, lanes: readonly [number, number]): F64x2 {
    return new F64x2([...this.code, ...other.code, ...shuffle(lanes, 8)])
  }
}

function constant(lanes: Float32Array | Float64Array): Code {
  return [opcodes.simd, simdOpcodes.const, ...new Uint8Array(lanes.buffer)]
}

function shuffle(lanes: readonly number[], bytesEach: number): Code {
  const bytes = lanes.flatMap(lane => Array.from({ length: bytesEach }, (_, byte) => bytesEach * lane + byte))
  return [opcodes.simd, simdOpcodes.shuffle, ...bytes]
}
