/** From where to where a figure may lie. */
export interface Interval {
  readonly low: number
  readonly high: number
}
