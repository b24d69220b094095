import { counted, opcodes, simdOpcodes, unsigned, valueTypes, type Code } from './encoding'
import { F32x4, F64x2, I32 } from './values'

type Value = I32 | F32x4 | F64x2

/** A local that changes: `now` reads it. */
export interface Variable<V extends Value> {
  readonly now: V
  set(value: V): void
}

/**
 * A WebAssembly function as it is written down: each call adds a statement, and ordinary loops of the writing program unroll.
 * Addresses are bytes; `at` reads as a base and a constant offset.
 */
export class Body {
  private readonly statements: number[] = []
  private readonly locals: number[] = []

  /** Evaluates once and keeps the value. */
  let<V extends Value>(value: V): V {
    return this.variable(value).now
  }

  variable<V extends Value>(initial: V): Variable<V> {
    const local = unsigned(this.locals.length)
    this.locals.push(initial instanceof I32 ? valueTypes.i32 : valueTypes.v128)
    const now = new (initial.constructor as new (code: Code) => V)([opcodes.localGet, ...local])
    const set = (value: V): void => void this.statements.push(...value.code, opcodes.localSet, ...local)
    set(initial)
    return { now, set }
  }

  loadI32(at: I32, offset = 0): I32 {
    return new I32([...at.code, opcodes.i32Load, 2, ...unsigned(offset)])
  }

  loadF32x4(at: I32, offset = 0): F32x4 {
    return new F32x4([...at.code, opcodes.simd, simdOpcodes.load, 0, ...unsigned(offset)])
  }

  loadF64x2(at: I32, offset = 0): F64x2 {
    return new F64x2([...at.code, opcodes.simd, simdOpcodes.load, 0, ...unsigned(offset)])
  }

  /** One number of the memory in all lanes. */
  splatF32(at: I32, offset = 0): F32x4 {
    return new F32x4([...at.code, opcodes.simd, simdOpcodes.load32Splat, 0, ...unsigned(offset)])
  }

  splatF64(at: I32, offset = 0): F64x2 {
    return new F64x2([...at.code, opcodes.simd, simdOpcodes.load64Splat, 0, ...unsigned(offset)])
  }

  store(at: I32, value: F32x4 | F64x2, offset = 0): void {
    this.statements.push(...at.code, ...value.code, opcodes.simd, simdOpcodes.store, 0, ...unsigned(offset))
  }

  storeI32(at: I32, value: I32, offset = 0): void {
    this.statements.push(...at.code, ...value.code, opcodes.i32Store, 2, ...unsigned(offset))
  }

  /** `inside` sees the counter go from `first` to below `end`. */
  loop(first: I32 | number, end: I32 | number, step: number, inside: (counter: I32) => void): void {
    const counter = this.variable(toI32(first))
    this.statements.push(opcodes.block, empty, opcodes.loop, empty)
    this.statements.push(...counter.now.code, ...toI32(end).code, opcodes.i32GeU, opcodes.brIf, 1)
    inside(counter.now)
    counter.set(counter.now.plus(step))
    this.statements.push(opcodes.br, 0, opcodes.end, opcodes.end)
  }

  if(condition: I32, then: () => void, otherwise: () => void): void {
    this.statements.push(...condition.code, opcodes.if, empty)
    then()
    this.statements.push(opcodes.else)
    otherwise()
    this.statements.push(opcodes.end)
  }

  /** The function's entry in the module's code section. */
  encode(): Code {
    const locals = counted(this.locals.map(type => [1, type]))
    const bytes = [...locals, ...this.statements, opcodes.end]
    return [...unsigned(bytes.length), ...bytes]
  }
}

/** The type of a block that leaves no value. */
const empty = 0x40

function toI32(value: I32 | number): I32 {
  return typeof value === 'number' ? I32.of(value) : value
}
