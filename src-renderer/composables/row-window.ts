/** A long list of rows of equal height, in a box that scrolls over it. All in pixels, the rows' space beginning at 0. */
export interface RowBox {
  readonly count: number
  readonly rowPx: number
  /** Where what is in sight begins. */
  readonly topPx: number
  /** Of what is in sight of the rows. */
  readonly heightPx: number
}

/** First and last of the rows to draw: those in sight, with `around` more on each side; first > last: none. */
export function rowsToDraw({ count, rowPx, topPx, heightPx }: RowBox, around: number): [first: number, last: number] {
  const [first, last] = [Math.floor(topPx / rowPx), Math.ceil((topPx + heightPx) / rowPx) - 1]
  return [Math.max(0, first - around), Math.min(count - 1, last + around)]
}

/** Where to scroll so that a row is wholly in sight: `nearest` by the shortest way, `centre` to the middle. */
export function topThatShows(index: number, align: 'nearest' | 'centre', box: RowBox): number {
  const { count, rowPx, topPx, heightPx } = box
  const most = Math.max(0, count * rowPx - heightPx)
  const startPx = index * rowPx
  const wanted =
    align === 'centre'
      ? startPx + (rowPx - heightPx) / 2
      : Math.min(startPx, Math.max(topPx, startPx + rowPx - heightPx))
  return Math.min(most, Math.max(0, wanted))
}
