/**
 * Vertex of the parabola through three equally spaced values around a maximum: its offset from the middle one, in steps,
 * and its height.
 */
export function parabolaVertex(before: number, middle: number, after: number): { offset: number; height: number } {
  const curvature = (before + after) / 2 - middle
  const slope = (after - before) / 2
  if (curvature === 0) return { offset: 0, height: middle }
  const offset = -slope / (2 * curvature)
  return { offset, height: middle + (slope * offset) / 2 }
}
