/** Finds points by where they lie, without looking at all of them. */
export interface PointIndex {
  /** The nearest within `reach` that is accepted; -1: none. All in map units. */
  nearest(x: number, y: number, reach: number, isMeant?: (point: number) => boolean): number
}

export function pointIndex(xs: Float32Array, ys: Float32Array, cellSize: number): PointIndex {
  const cells = new Map<string, number[]>()
  const cellOf = (value: number): number => Math.floor(value / cellSize)
  for (let point = 0; point < xs.length; point++) {
    const key = `${cellOf(xs[point])} ${cellOf(ys[point])}`
    const cell = cells.get(key)
    if (cell) cell.push(point)
    else cells.set(key, [point])
  }
  return {
    nearest(x, y, reach, isMeant = () => true) {
      let [found, best] = [-1, reach * reach]
      const look = (point: number): void => {
        const squared = (xs[point] - x) ** 2 + (ys[point] - y) ** 2
        if (squared > best || (squared === best && found >= 0) || !isMeant(point)) return
        best = squared
        found = point
      }
      const columns = cellOf(x + reach) - cellOf(x - reach) + 1
      const rows = cellOf(y + reach) - cellOf(y - reach) + 1
      // Far out, a reach holds more cells than there are points.
      if (columns * rows > cells.size) for (let point = 0; point < xs.length; point++) look(point)
      else
        for (let column = cellOf(x - reach); column <= cellOf(x + reach); column++)
          for (let row = cellOf(y - reach); row <= cellOf(y + reach); row++)
            cells.get(`${column} ${row}`)?.forEach(look)
      return found
    },
  }
}

export type Direction = 'left' | 'right' | 'up' | 'down'
const directions: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, 1],
  down: [0, -1],
}

/**
 * The point that one comes to by an arrow key: within 45° of the direction, near, and rather straight ahead than aside; -1:
 * there is none.
 */
export function nextPoint(
  xs: Float32Array,
  ys: Float32Array,
  from: number,
  direction: Direction,
  isMeant: (point: number) => boolean,
): number {
  const [toX, toY] = directions[direction]
  let [found, least] = [-1, Infinity]
  for (let point = 0; point < xs.length; point++) {
    const [dx, dy] = [xs[point] - xs[from], ys[point] - ys[from]]
    const ahead = dx * toX + dy * toY
    const aside = Math.abs(dx * toY) + Math.abs(dy * toX)
    // Points at one place are passed through in their order: else one would never come to the second.
    const isSame = dx === 0 && dy === 0 && ((toX + toY > 0 && point > from) || (toX + toY < 0 && point < from))
    const cost = isSame ? Math.abs(point - from) * Number.MIN_VALUE : ahead + 2 * aside
    if ((!isSame && (ahead <= 0 || aside > ahead)) || cost >= least || !isMeant(point)) continue
    least = cost
    found = point
  }
  return found
}
