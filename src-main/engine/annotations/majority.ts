/** What several annotators said of one clip. */
export interface Majority {
  /** null: nobody said anything. Of a tie: `split`. */
  readonly answer: string | null
  /** Part of all pairs of answers that are the same; null below two answers. */
  readonly agreement: number | null
}

export const tie = 'split'

export function majorityOf(answers: readonly string[]): Majority {
  const [first = null] = answers
  // Most clips: nothing to count.
  if (answers.every(answer => answer === first)) return { answer: first, agreement: answers.length > 1 ? 1 : null }
  const counts = new Map<string, number>()
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1)
  const most = Math.max(0, ...counts.values())
  const leaders = [...counts.keys()].filter(answer => counts.get(answer) === most)
  const pairs = answers.length * (answers.length - 1)
  const same = [...counts.values()].reduce((sum, count) => sum + count * (count - 1), 0)
  return {
    answer: leaders.length > 1 ? tie : (leaders[0] ?? null),
    agreement: pairs > 0 ? same / pairs : null,
  }
}
