import type { Estimate } from '#contracts/experiments/faithfulness'

/** Cells under each other, padded to the widest. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map(row => row[i].length))) ?? []
  return rows.map(row =>
    row
      .map((cell, i) => cell.padEnd(widths[i]))
      .join('  ')
      .trimEnd(),
  )
}

/** `0.143 [0.121, 0.166]`; with a sign for differences. */
export function interval({ mean, low, high }: Pick<Estimate, 'mean' | 'low' | 'high'>, isSigned = false): string {
  const text = (value: number): string => {
    const digits = Math.abs(value) >= 0.001 || value === 0 ? value.toFixed(3) : value.toExponential(1)
    return isSigned && value > 0 ? `+${digits}` : digits
  }
  return low === null || high === null ? text(mean) : `${text(mean)} [${text(low)}, ${text(high)}]`
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}

export function wholePercent(share: number): string {
  return `${Math.round(100 * share)} %`
}
