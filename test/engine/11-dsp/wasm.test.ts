import { describe, expect, it } from 'vitest'
import { F32x4, F64x2, I32 } from '#engine/dsp/wasm/values'
import { createWorkspace } from '#engine/dsp/wasm/workspace'

const numbers = [0.1, -2.75, 1e-7, 3e5]
const others = [7.3, -0.4, 2e-7, -11]

describe('engine/dsp/wasm', () => {
  it('engine/dsp - four floats at a time are rounded as Math.fround rounds each', () => {
    const workspace = createWorkspace(4096)
    const [a, b, found] = [workspace.f32(4), workspace.f32(4), workspace.f32(20)]
    a.set(numbers)
    b.set(others)
    const { run } = workspace.compile({
      run: body => {
        const [x, y] = [a, b].map(values => body.let(body.loadF32x4(I32.of(values.byteOffset))))
        const results = [x.plus(y), x.minus(y), x.times(y), x.times(x).sqrt(), x.max(y)]
        results.forEach((result, i) => body.store(I32.of(found.byteOffset), result, 16 * i))
      },
    })
    run()
    const expected = [
      (x: number, y: number) => x + y,
      (x: number, y: number) => x - y,
      (x: number, y: number) => x * y,
      (x: number) => Math.sqrt(Math.fround(x * x)),
      Math.max,
    ].flatMap(operate => [...a].map((x, lane) => Math.fround(operate(x, b[lane]))))
    expect([...found]).toEqual(expected)
  })

  it('engine/dsp - halves of four floats become doubles, comparisons masks, masks choices and bits', () => {
    const workspace = createWorkspace(4096)
    const [a, b, chosen] = [workspace.f32(4), workspace.f32(4), workspace.f32(4)]
    const doubles = workspace.f64(6)
    const bits = workspace.i32(2)
    a.set(numbers)
    b.set(others)
    const { run } = workspace.compile({
      run: body => {
        const [x, y] = [a, b].map(values => body.let(body.loadF32x4(I32.of(values.byteOffset))))
        const at = I32.of(doubles.byteOffset)
        body.store(at, x.low())
        body.store(at, x.high(), 16)
        body.store(at, x.low().pick(x.high(), [1, 2]), 32)
        body.store(I32.of(chosen.byteOffset), x.where(x.isAbove(y), F32x4.of(-1)))
        body.storeI32(I32.of(bits.byteOffset), x.low().isAtLeast(y.low()).bits())
        body.storeI32(I32.of(bits.byteOffset), x.high().isAbove(F64x2.of(1)).bits().isZero(), 4)
      },
    })
    run()
    expect([...doubles]).toEqual([...a, a[1], a[2]])
    expect([...chosen]).toEqual([...a].map((x, lane) => (x > b[lane] ? x : -1)))
    expect([...bits]).toEqual([0, 0])
  })

  it('engine/dsp - loops run from the first to below the end, and not at all where there is nothing', () => {
    const workspace = createWorkspace(4096)
    const counts = workspace.i32(3)
    const { run } = workspace.compile({
      run: body => {
        const turns = [3, 0].map(end => {
          const turn = body.variable(I32.of(0))
          body.loop(0, end, 1, () => turn.set(turn.now.plus(1)))
          return turn.now
        })
        turns.forEach((turn, i) => body.storeI32(I32.of(counts.byteOffset), turn, 4 * i))
        body.if(
          turns[0].equals(3),
          () => body.storeI32(I32.of(counts.byteOffset), I32.of(-100_000).times(2).minus(1), 8),
          () => body.storeI32(I32.of(counts.byteOffset), I32.of(5), 8),
        )
      },
    })
    run()
    expect([...counts]).toEqual([3, 0, -200_001])
  })

  it('engine/dsp - an array that does not fit is refused', () => {
    expect(() => createWorkspace(65536).f64(65536)).toThrow(RangeError)
  })
})
