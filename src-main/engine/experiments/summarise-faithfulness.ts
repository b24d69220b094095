import {
  faithfulnessMetrics,
  type Estimate,
  type FaithfulnessMetric,
  type FaithfulnessResult,
} from '#contracts/experiments/faithfulness'
import type { PartFigures } from '#engine/audits/protocol'
import { finiteOf } from '#engine/stats/finite'
import { mean } from '#engine/stats/moments'
import type { DoneWork, QuestionOf } from './experiment-kind'
import { estimateMeans } from './estimate-means'

const controls = ['random', 'energy'] as const
const metrics = Object.keys(faithfulnessMetrics) as FaithfulnessMetric[]

/** A figure clip by clip; NaN where it could not be measured. */
type Column = Float64Array

export function summariseFaithfulness(
  work: Iterable<DoneWork<PartFigures>>,
  { settings, seed }: QuestionOf<'faithfulness'>,
): FaithfulnessResult {
  const { clips, parts, controls: held } = summariseParts(work, [...new Set(settings.methods)], seed)
  return {
    kind: 'faithfulness',
    clips,
    methods: parts.map(({ part, metrics: measured }) => ({ method: part, metrics: measured })),
    controls: held,
  }
}

/** Figures of several parts beside the controls, in the order of the parts. */
export interface PartsSummary<P extends string> {
  readonly clips: number
  readonly parts: { part: P; metrics: FaithfulnessResult['methods'][number]['metrics'] }[]
  readonly controls: FaithfulnessResult['controls']
}

export function summariseParts<P extends string>(
  work: Iterable<DoneWork<PartFigures>>,
  names: readonly P[],
  seed: number,
): PartsSummary<P> {
  const parts = new Map<string, Map<number, PartFigures>>()
  const clips = new Set<number>()
  for (const { item, outcome } of work) {
    clips.add(item.clipId)
    if (!parts.has(item.variant)) parts.set(item.variant, new Map())
    parts.get(item.variant)!.set(item.clipId, outcome)
  }
  const columnOf = (part: string, metric: FaithfulnessMetric): Column =>
    Float64Array.from(clips, clip => parts.get(part)?.get(clip)?.[metric] ?? NaN)

  const columns: Column[] = []
  const ask = (column: Column): number => columns.push(column) - 1
  const minus = (a: Column, b: Column): Column => a.map((value, i) => value - b[i])
  const asked = [...names, ...controls].map(part => ({
    part,
    metrics: metrics.map(metric => {
      const own = columnOf(part, metric)
      const [overRandom, overEnergy] = controls.map(control => ask(minus(own, columnOf(control, metric))))
      return { metric, own: ask(own), overRandom, overEnergy }
    }),
  }))
  const estimates = estimateMeans(columns, seed)

  const found = asked.map(({ part, metrics: measured }) => ({
    part,
    metrics: measured.flatMap(({ metric, own, overRandom, overEnergy }) => {
      const estimate = estimates[own]
      const over = (column: number): (Estimate & { beats: number }) | null => {
        const paired = estimates[column]
        return paired && { ...paired, beats: shareOfWins(columns[column], faithfulnessMetrics[metric]) }
      }
      return estimate === null
        ? []
        : [{ metric, ...estimate, overRandom: over(overRandom), overEnergy: over(overEnergy) }]
    }),
  }))
  const metricsOf = (name: string): (typeof found)[number]['metrics'] =>
    found.find(({ part }) => part === name)!.metrics
  return {
    clips: clips.size,
    parts: names.map(part => ({ part, metrics: metricsOf(part) })),
    controls: controls.map(control => ({
      control,
      metrics: metricsOf(control).map(({ overRandom: _, overEnergy: __, ...estimate }) => estimate),
    })),
  }
}

/** Differences that go the good way; none at all counts half. */
function shareOfWins(differences: Column, good: -1 | 0 | 1): number {
  return mean(finiteOf(differences).map(difference => (1 + Math.sign(difference * good)) / 2))!
}
