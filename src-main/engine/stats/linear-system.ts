/** Solves a small system by elimination with row exchange; null where it has no single solution. @param matrix [n x n] */
export function solveLinear(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const n = right.length
  const rows = matrix.map((row, i) => [...row, right[i]])
  for (let col = 0; col < n; col++) {
    let pivot = col
    for (let row = col + 1; row < n; row++) if (Math.abs(rows[row][col]) > Math.abs(rows[pivot][col])) pivot = row
    if (!(Math.abs(rows[pivot][col]) > 0)) return null
    ;[rows[col], rows[pivot]] = [rows[pivot], rows[col]]
    for (let row = col + 1; row < n; row++) {
      const factor = rows[row][col] / rows[col][col]
      for (let k = col; k <= n; k++) rows[row][k] -= factor * rows[col][k]
    }
  }
  const solution = new Array<number>(n).fill(0)
  for (let row = n - 1; row >= 0; row--) {
    const known = solution.reduce((sum, value, k) => (k > row ? sum + rows[row][k] * value : sum), 0)
    solution[row] = (rows[row][n] - known) / rows[row][row]
  }
  return solution.every(Number.isFinite) ? solution : null
}
