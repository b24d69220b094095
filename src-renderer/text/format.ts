const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** 1641 -> "1,641" */
export function formatCount(count: number): string {
  return whole.format(count)
}

/** "1 clip", "1,641 clips" */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** 0.6731 -> "67.3 %"; null -> "–" */
export function formatPercent(share: number | null, digits = 1): string {
  return share === null ? '–' : `${(100 * share).toFixed(digits)} %`
}

/** An interval of shares: "62.1…70.3 %" */
export function formatShareRange({ low, high }: { readonly low: number; readonly high: number }, digits = 1): string {
  return `${(100 * low).toFixed(digits)}…${formatPercent(high, digits)}`
}

/** Of the clips that have a result and whose emotion maps onto a label; null: there are none. */
export function accuracyOf({ correct, scored }: { readonly correct: number; readonly scored: number }): number | null {
  return scored > 0 ? correct / scored : null
}

/** Proper minus sign, and "0.0" never as "−0.0". */
export function formatNumber(value: number, digits: number): string {
  const text = value.toFixed(digits)
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−')
}

/** Always with its sign. */
export function formatDifference(value: number, digits: number): string {
  const text = formatNumber(value, digits)
  return text.startsWith('−') || Number(text) === 0 ? text : `+${text}`
}

/** Time that is left: "under a minute", "4 min", "2 h 10 min" */
export function formatWait(sec: number): string {
  if (sec < 10) return 'a few seconds'
  if (sec < 60) return `${Math.ceil(sec / 5) * 5} s`
  const minutes = Math.round(sec / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

export function formatDate(iso: string): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime())
    ? ''
    : date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
}

/** 16000 -> "16 kHz", 24414 -> "24.414 kHz" */
export function formatRate(hz: number): string {
  return `${Number((hz / 1000).toFixed(3))} kHz`
}

/** Hertz on an axis: "500", "1k", "2.5k" */
export function formatHertz(hz: number): string {
  return hz < 1000 ? String(Math.round(hz)) : `${Number((hz / 1000).toFixed(1))}k`
}

/** "a/b/c.wav" -> ["a/b/", "c.wav"] */
export function splitPath(file: string): [folder: string, name: string] {
  const at = file.lastIndexOf('/') + 1
  return [file.slice(0, at), file.slice(at)]
}

/** The end of a scale, as short as it can be told: 0.19, 0.006, 12, 3e−7 */
export function scaleNumber(value: number): string {
  if (value === 0) return '0'
  if (value < 1e-4 || value >= 1e4) return value.toExponential(0).replace('-', '−').replace('+', '')
  return value >= 0.01 ? value.toFixed(value < 10 ? 2 : 0) : value.toPrecision(1)
}

/** Two figures that count, whatever the magnitude: −0.00042, 0.19, 4.5e−5 */
export function formatSignificant(value: number): string {
  const isSmall = value !== 0 && Math.abs(value) < 1e-4
  return (isSmall ? value.toExponential(1) : String(Number(value.toPrecision(2)))).replaceAll('-', '−')
}

/** A mark on an axis, with as many digits as tell the marks apart: 0.2 beside 0.4, 100 beside 200. */
export function tickText(value: number, ticks: readonly number[]): string {
  const steps = ticks.slice(1).map((tick, i) => Math.abs(tick - ticks[i]))
  const step = steps.length > 0 ? Math.min(...steps) : Math.abs(value)
  const digits = step > 0 ? Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) : 0
  return formatNumber(value, Math.min(6, digits))
}

/** 512 -> "1 kB", 3949984 -> "3.9 MB" */
export function formatBytes(bytes: number): string {
  const [size, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  return `${size >= 10 || unit === 'kB' ? Math.ceil(size) : size.toFixed(1)} ${unit}`
}
