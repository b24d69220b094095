import { readFileSync } from 'node:fs'

interface Groups {
  readonly a: number[]
  readonly b: number[]
}

/** What SciPy, statsmodels and scikit-learn say: see goldens/make/make-stats.py. */
export interface StatisticsGoldens {
  readonly bootstrap: {
    readonly values: number[]
    readonly percentile: [number, number]
    readonly groups: number[][]
    readonly twoStage: [number, number]
  }
  readonly permutation: readonly (Groups & { readonly p: number })[]
  readonly signFlip: readonly { readonly values: number[]; readonly p: number }[]
  readonly benjaminiHochberg: { readonly p: number[]; readonly q: number[] }
  readonly roc: readonly {
    readonly scores: number[]
    readonly isPositive: boolean[]
    readonly auc: number
  }[]
  readonly effect: readonly (Groups & { readonly d: number; readonly g: number })[]
  readonly etaSquared: { readonly groups: number[][]; readonly eta: number }
  readonly spearman: readonly (Groups & { readonly rho: number; readonly p: number })[]
  readonly logistic: readonly {
    readonly rows: number[][]
    readonly isPositive: boolean[]
    readonly ridge: number
    readonly intercept: number
    readonly weights: number[]
  }[]
  readonly wilson: readonly { successes: number; n: number; level: number; interval: [number, number] }[]
  readonly mcnemar: readonly { first: number; second: number; p: number }[]
  readonly kappa: { counts: number[][]; cohen: number; votes: number[][]; fleiss: number }
  readonly alpha: { ratings: (number | null)[][]; nominal: number; interval: number }
  readonly robust: { values: number[]; centre: number; spread: number }
  readonly normal: readonly { z: number; p: number }[]
  readonly student: readonly { t: number; degrees: number; p: number }[]
}

export const statisticsGoldens = JSON.parse(
  readFileSync(new URL('../goldens/stats/statistics.json', import.meta.url), 'utf8'),
) as StatisticsGoldens
