import type { ReportText } from './document'

/** `1 clip`, `3 clips`. */
export function countOf(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`
}

export function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`
}

/** `0.71 [0.62, 0.79]` */
export function withInterval(
  value: number | null,
  interval: { readonly low: number; readonly high: number } | null,
  digits = 2,
): string {
  if (value === null) return 'not known'
  const bounds =
    interval === null ? '' : ` [${plainNumber(interval.low, digits)}, ${plainNumber(interval.high, digits)}]`
  return `${plainNumber(value, digits)}${bounds}`
}

/** With a true minus sign, as tables have it. */
export function plainNumber(value: number, digits: number): string {
  return value.toFixed(digits).replace('-', '−')
}

/** `0.71 [0.62, 0.79]` of a share in percent: `71 % [62 %, 79 %]`. */
export function shareWithInterval({
  value,
  interval,
}: {
  readonly value: number | null
  readonly interval: { readonly low: number; readonly high: number } | null
}): string {
  if (value === null) return 'not known'
  return interval === null ? percent(value) : `${percent(value)} [${percent(interval.low)}, ${percent(interval.high)}]`
}

/** Caveats as warnings in a section. */
export function warnings(caveats: readonly string[]): ReportText[] {
  return caveats.map(text => ({ kind: 'text', text, isWarning: true }))
}
