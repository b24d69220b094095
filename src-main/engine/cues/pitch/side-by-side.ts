/** Float64 [rows x 4], four frames side by side: a row is two halves of two doubles each. */
export const rowBytes = 32
/** Where a row's halves begin. */
export const halves: readonly number[] = [0, 16]
