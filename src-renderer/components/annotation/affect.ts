/** Both -1..1; null: not given. */
export interface Affect {
  readonly valence: number | null
  readonly arousal: number | null
}

const STEP = 0.1
const LARGE_STEP = 0.5
const DIGITS = 2

const within = (value: number): number => Number(Math.min(1, Math.max(-1, value)).toFixed(DIGITS)) || 0

/** Of a place on the pad, each 0..1 from the left and from the top; outside counts as on the edge. */
export function affectAt(x: number, y: number): Affect {
  return { valence: within(2 * x - 1), arousal: within(1 - 2 * y) }
}

/** Arrows move, Shift far; Home is the middle, Delete takes both back. Null: not one of its keys. */
export function affectByKey({ valence, arousal }: Affect, key: string, isShifted: boolean): Affect | null {
  const step = isShifted ? LARGE_STEP : STEP
  const moved = (by: number, up: number): Affect => ({
    valence: within((valence ?? 0) + by * step),
    arousal: within((arousal ?? 0) + up * step),
  })
  switch (key) {
    case 'ArrowLeft':
      return moved(-1, 0)
    case 'ArrowRight':
      return moved(1, 0)
    case 'ArrowUp':
      return moved(0, 1)
    case 'ArrowDown':
      return moved(0, -1)
    case 'Home':
      return { valence: 0, arousal: 0 }
    case 'Delete':
    case 'Backspace':
      return { valence: null, arousal: null }
    default:
      return null
  }
}
