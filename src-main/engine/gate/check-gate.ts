/**
 * Whether an audit is good enough to go on: its figures against fixed limits, and against those of an earlier audit.
 *
 * Conventions: shares are 0..1; a figure that isn't known (nothing could be scored or judged) fails the check that asks
 * for it, since a gate that lets through what nobody measured is none.
 */
export interface GateFigures {
  /** Clips that could be scored. */
  readonly scored: number
  readonly accuracy: number | null
  /** Unweighted average recall. */
  readonly uar: number | null
  /** By label; null: the label does not occur. */
  readonly recall: ReadonlyMap<string, number | null>
  /** Clips that were given the label, by label. */
  readonly counts: ReadonlyMap<string, number>
  /** What was scored: the samples of each clip and the label it should have got. */
  readonly scoredClips: ReadonlySet<string>
  /** Of the clips whose plausibility could be judged, the share that is implausible. */
  readonly implausible: number | null
  readonly judged: number
  readonly refused: number
}

/** Limits that are left out are not checked. */
export interface GateLimits {
  readonly minUar?: number
  readonly minAccuracy?: number
  /** Of each label that occurs. */
  readonly minRecall?: number
  readonly maxImplausible?: number
  readonly maxRefused?: number
}

export interface GateCheck {
  /** `uar`, `recall of sad`, `uar against the baseline`... */
  readonly name: string
  readonly figure: number | null
  readonly bound: 'at least' | 'at most'
  readonly limit: number
  /** What the figure rests on: clips. */
  readonly n: number
  readonly passed: boolean
}

/** A hair for figures that are equal but for rounding. */
const ROUNDING = 1e-12

export function checkLimits(figures: GateFigures, limits: GateLimits): GateCheck[] {
  const { scored, accuracy, uar, recall, counts, implausible, judged, refused } = figures
  const { minUar, minAccuracy, minRecall, maxImplausible, maxRefused } = limits
  const occurring = [...recall].filter(([, share]) => share !== null)
  return [
    ...(minUar === undefined ? [] : [atLeast('uar', uar, minUar, scored)]),
    ...(minAccuracy === undefined ? [] : [atLeast('accuracy', accuracy, minAccuracy, scored)]),
    ...(minRecall === undefined
      ? []
      : occurring.map(([label, share]) => atLeast(`recall of ${label}`, share, minRecall, counts.get(label) ?? 0))),
    ...(maxImplausible === undefined ? [] : [atMost('implausible', implausible, maxImplausible, judged)]),
    ...(maxRefused === undefined ? [] : [atMost('refused clips', refused, maxRefused, scored + refused)]),
  ]
}

/**
 * No figure may be worse than the baseline's by more than `tolerance`, and every clip that was scored there must be scored
 * here, as the same label: whoever leaves out the hard ones gets better figures. Figures that the baseline lacks are not
 * checked.
 */
export function checkAgainst(figures: GateFigures, baseline: GateFigures, tolerance: number): GateCheck[] {
  const name = (figure: string): string => `${figure} against the baseline`
  const notBelow = (figure: string, now: number | null, before: number | null, n = figures.scored): GateCheck[] =>
    before === null ? [] : [atLeast(name(figure), now, before - tolerance, n)]
  const kept = [...baseline.scoredClips].filter(clip => figures.scoredClips.has(clip)).length
  const keptShare = baseline.scoredClips.size === 0 ? null : kept / baseline.scoredClips.size
  return [
    atLeast("the baseline's clips scored here as the same label", keptShare, 1, baseline.scoredClips.size),
    ...notBelow('accuracy', figures.accuracy, baseline.accuracy),
    ...notBelow('uar', figures.uar, baseline.uar),
    ...[...baseline.recall].flatMap(([label, share]) =>
      notBelow(`recall of ${label}`, figures.recall.get(label) ?? null, share, figures.counts.get(label) ?? 0),
    ),
    ...(baseline.implausible === null
      ? []
      : [atMost(name('implausible'), figures.implausible, baseline.implausible + tolerance, figures.judged)]),
  ]
}

function atLeast(name: string, figure: number | null, limit: number, n: number): GateCheck {
  return { name, figure, bound: 'at least', limit, n, passed: figure !== null && figure >= limit - ROUNDING }
}

function atMost(name: string, figure: number | null, limit: number, n: number): GateCheck {
  return { name, figure, bound: 'at most', limit, n, passed: figure !== null && figure <= limit + ROUNDING }
}
