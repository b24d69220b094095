export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}
interface Size {
  readonly width: number
  readonly height: number
}

const GAP_PX = 14
const MARGIN_PX = 12

/** Beside what is explained, where there is most room, and wholly in the window; without it, at the lower right. */
export function placeCard(target: Box | null, card: Size, view: Size): { left: number; top: number } {
  const most = { left: view.width - card.width - MARGIN_PX, top: view.height - card.height - MARGIN_PX }
  if (!target) return most
  const clamp = (value: number, upTo: number): number => Math.max(MARGIN_PX, Math.min(value, upTo))
  const [right, bottom] = [target.left + target.width, target.top + target.height]
  const level = clamp(target.top, most.top)
  const middle = clamp(target.left + (target.width - card.width) / 2, most.left)
  const places = [
    { room: view.width - right - card.width, left: right + GAP_PX, top: level },
    { room: target.left - card.width, left: target.left - card.width - GAP_PX, top: level },
    { room: view.height - bottom - card.height, left: middle, top: bottom + GAP_PX },
    { room: target.top - card.height, left: middle, top: target.top - card.height - GAP_PX },
  ]
  const best = places.reduce((a, b) => (b.room > a.room ? b : a))
  // It fills the window: the card lies on it, in its lower right corner.
  if (best.room < GAP_PX + MARGIN_PX)
    return { left: clamp(right - card.width - GAP_PX, most.left), top: clamp(bottom - card.height - GAP_PX, most.top) }
  return { left: clamp(best.left, most.left), top: clamp(best.top, most.top) }
}
