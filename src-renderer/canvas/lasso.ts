/** Points inside a closed line, by the even-odd rule. @param line corners in map units; @returns their places, in order */
export function pointsInside(
  line: readonly (readonly [number, number])[],
  xs: Float32Array,
  ys: Float32Array,
  isMeant: (point: number) => boolean = () => true,
): number[] {
  if (line.length < 3) return []
  const [lineX, lineY] = [line.map(([x]) => x), line.map(([, y]) => y)]
  const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b))
  const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b))
  const [minX, maxX, minY, maxY] = [least(lineX), most(lineX), least(lineY), most(lineY)]
  const found: number[] = []
  for (let point = 0; point < xs.length; point++) {
    const [x, y] = [xs[point], ys[point]]
    if (x < minX || x > maxX || y < minY || y > maxY || !isMeant(point)) continue
    let isInside = false
    for (let i = 0, j = line.length - 1; i < line.length; j = i++) {
      const crosses = lineY[i] > y !== lineY[j] > y
      if (crosses && x < ((lineX[j] - lineX[i]) * (y - lineY[i])) / (lineY[j] - lineY[i]) + lineX[i])
        isInside = !isInside
    }
    if (isInside) found.push(point)
  }
  return found
}

/** What a new stroke makes of a selection: it replaces it, joins it or is taken from it. */
export type LassoMode = 'replace' | 'add' | 'remove'

export function joined(before: Iterable<number>, points: readonly number[], mode: LassoMode): Set<number> {
  if (mode === 'replace') return new Set(points)
  const selected = new Set(before)
  for (const point of points) {
    if (mode === 'add') selected.add(point)
    else selected.delete(point)
  }
  return selected
}
