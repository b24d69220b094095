import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { decodeAudio } from '#engine/audio/decode'

/** A table with named columns. */
export interface Table {
  readonly names: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export function readTable(path: string): Table {
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString().trim()
  const [names, ...rows] = text.split('\n').map(line => line.split(','))
  return { names, rows }
}

export async function readClip(path: string): Promise<{ samples: Float32Array; sampleRateHz: number }> {
  return decodeAudio(readFileSync(path), path)
}

/** A column's numbers; '' is NaN. */
export function column({ names, rows }: Table, name: string): number[] {
  const at = names.indexOf(name)
  if (at < 0) throw new Error(`no column ${name}`)
  return rows.map(row => (row[at] === '' ? NaN : Number(row[at])))
}

/** How closely two series agree. */
export interface Agreement {
  readonly count: number
  /** Pearson's r. */
  readonly r: number
  /** Greatest difference over the reference's standard deviation. */
  readonly worst: number
}

export function agreement(values: readonly number[], reference: readonly number[]): Agreement {
  const count = values.length
  const mean = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / count
  const [mx, my] = [mean(values), mean(reference)]
  let sxy = 0
  let sxx = 0
  let syy = 0
  let worst = 0
  for (let i = 0; i < count; i++) {
    sxy += (values[i] - mx) * (reference[i] - my)
    sxx += (values[i] - mx) ** 2
    syy += (reference[i] - my) ** 2
    // Not Math.max: a NaN must show.
    if (!(Math.abs(values[i] - reference[i]) <= worst)) worst = Math.abs(values[i] - reference[i])
  }
  return { count, r: sxy / Math.sqrt(sxx * syy), worst: worst / Math.sqrt(syy / count) }
}
