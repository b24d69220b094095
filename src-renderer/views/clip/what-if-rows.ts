import type { WhatIf } from '#contracts/what-if'

/** More labels than this are those that move or matter most. */
const MOST_ROWS = 5

export interface WhatIfRow {
  readonly label: string
  /** As it is, without the part, of the part alone. */
  readonly cells: readonly { readonly probability: number; readonly isTop: boolean }[]
}

/** Labels by their probability as it is; of many, those with a say in any of the three answers. */
export function whatIfRows({ labels, whole, without, only }: WhatIf): WhatIfRow[] {
  const answers = [whole, without, only]
  const tops = answers.map(topOf)
  const most = (i: number): number => Math.max(...answers.map(answer => answer[i]))
  const kept = labels
    .map((_, i) => i)
    .sort((a, b) => most(b) - most(a))
    .slice(0, MOST_ROWS)
  return kept
    .sort((a, b) => whole[b] - whole[a])
    .map(i => ({
      label: labels[i],
      cells: answers.map((answer, k) => ({ probability: answer[i], isTop: tops[k] === i })),
    }))
}

/** The label of highest probability as it is, without the part, of the part alone. */
export function likeliest({ labels, whole, without, only }: WhatIf): readonly [string, string, string] {
  return [labels[topOf(whole)], labels[topOf(without)], labels[topOf(only)]]
}

function topOf(probabilities: readonly number[]): number {
  return probabilities.indexOf(Math.max(...probabilities))
}
