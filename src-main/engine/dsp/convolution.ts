import type { PolyphaseBank } from './polyphase-bank'
import type { Body } from './wasm/body'
import { F32x4, I32, type F64x2 } from './wasm/values'
import { createWorkspace } from './wasm/workspace'

/**
 * Sums of a signal's samples under the rows of a polyphase bank, a block of outputs at a time.
 *
 * Precision: products in float32, in 16 running sums (four side by side four times) that are added up in float64: the error
 * stays below -135 dB of the signal; rounding the result to float32 makes -145.
 */
export interface Convolution {
  /** The stretch of input that the block needs. Float32 [input samples + taps] */
  readonly signal: Float32Array
  /** Each output's sum in two parts; where the bank is not exact, four: the second two are those of the next phase. */
  readonly sums: Float64Array
  /** Output `i` begins at sample `first` of `signal` and has a phase. */
  setPlace(i: number, first: number, phase: number): void
  convolve(outputs: number): void
}

/** Taps that are taken in one turn of the loop. */
const turnTaps = 16

export function createConvolution(bank: PolyphaseBank, outputs: number, inputs: number): Convolution {
  const rowTaps = turnTaps * Math.ceil(bank.taps / turnTaps)
  const rowCount = bank.phases + 1
  const workspace = createWorkspace(4096 + 4 * (rowCount * rowTaps + inputs + rowTaps) + 40 * outputs)
  const rows = workspace.f32(rowCount * rowTaps)
  for (let phase = 0; phase < rowCount; phase++) {
    for (let tap = 0; tap < bank.taps; tap++) rows[phase * rowTaps + tap] = bank.weight(phase, tap)
  }
  const signal = workspace.f32(inputs + rowTaps)
  const rowsEach = bank.isExact ? 1 : 2
  const sums = workspace.f64(2 * rowsEach * outputs)
  // Addresses of the first sample and of the row.
  const places = workspace.i32(2 * outputs)
  const placesEnd = workspace.i32(1)

  const kernels = workspace.compile({
    run: body => {
      const end = body.let(body.loadI32(I32.of(placesEnd.byteOffset)))
      const sum = body.variable(I32.of(sums.byteOffset))
      body.loop(places.byteOffset, end, 8, place => {
        const samples = body.let(body.loadI32(place))
        const row = body.let(body.loadI32(place, 4))
        dotProducts(body, samples, row, rowTaps, rowsEach).forEach((value, r) => body.store(sum.now, value, 16 * r))
        sum.set(sum.now.plus(16 * rowsEach))
      })
    },
  })

  return {
    signal,
    sums,
    setPlace(i, first, phase) {
      places[2 * i] = signal.byteOffset + 4 * first
      places[2 * i + 1] = rows.byteOffset + 4 * phase * rowTaps
    },
    convolve(count) {
      placesEnd[0] = places.byteOffset + 8 * count
      kernels.run()
    },
  }
}

/** Of the samples with each of `rowsEach` successive rows, in two parts each. */
function dotProducts(body: Body, samples: I32, row: I32, taps: number, rowsEach: number): F64x2[] {
  const vectors = turnTaps / 4
  const totals = Array.from({ length: rowsEach }, () =>
    Array.from({ length: vectors }, () => body.variable(F32x4.of(0))),
  )
  body.loop(0, 4 * taps, 4 * turnTaps, at => {
    const from = body.let(samples.plus(at))
    const weights = body.let(row.plus(at))
    for (let v = 0; v < vectors; v++) {
      const values = body.let(body.loadF32x4(from, 16 * v))
      totals.forEach((total, r) => {
        const weight = body.loadF32x4(weights, 4 * r * taps + 16 * v)
        total[v].set(total[v].now.plus(values.times(weight)))
      })
    }
  })
  return totals.map(total => total.flatMap(({ now }) => [now.low(), now.high()]).reduce((sum, part) => sum.plus(part)))
}
