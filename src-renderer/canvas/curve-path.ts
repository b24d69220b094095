/** A curve of `/judgement`: shares of the picture against the score, both 0..1. */
export interface Curve {
  readonly shares: readonly number[]
  readonly scores: readonly number[]
}

/** SVG path through the points of a curve in a box of that size, 0 at its lower left corner. */
export function curvePath({ shares, scores }: Curve, widthPx: number, heightPx: number): string {
  return shares
    .map(
      (share, i) => `${i === 0 ? 'M' : 'L'}${(share * widthPx).toFixed(1)} ${((1 - scores[i]) * heightPx).toFixed(1)}`,
    )
    .join('')
}

/** The area under the curve, closed. */
export function areaPath(curve: Curve, widthPx: number, heightPx: number): string {
  if (curve.shares.length === 0) return ''
  const last = curve.shares[curve.shares.length - 1]
  return `${curvePath(curve, widthPx, heightPx)}L${(last * widthPx).toFixed(1)} ${heightPx}L0 ${heightPx}Z`
}
