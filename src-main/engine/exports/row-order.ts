type TextKey<Row> = { [Key in keyof Row]: Row[Key] extends string ? Key : never }[keyof Row]

/** Orders rows by these fields in code-unit order: the same on every platform and for any order of computing. */
export function byText<Row>(...keys: readonly TextKey<Row>[]): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const key of keys) if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1
    return 0
  }
}
