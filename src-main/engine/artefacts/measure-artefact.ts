import type { Artefact, ArtefactFigure, ArtefactFinding } from '#contracts/experiments/spurious-features'
import { meanIntervals } from '#engine/plausibility/data-tables'
import { groupBy } from '#engine/plausibility/group-by'
import { binomialTail } from '#engine/stats/binomial'
import { mean } from '#engine/stats/moments'
import type { Notice } from './notice'
import type { ArtefactTrial } from './try-artefact'

/** One clip with one artefact. */
export interface SpokenTrial extends ArtefactTrial {
  readonly clipId: number
  readonly speaker: string
}

/** All but what other artefacts have a say in; `p` is not corrected yet. */
export type Measured = Omit<ArtefactFinding, 'verdict'>

export interface MeasureOptions {
  /** Of the model. */
  readonly labels: readonly string[]
  readonly seed: number
  /** What plausibility says of a changed label; null: nothing to judge by. */
  readonly notice: Notice | null
}

const DRAWS = 2000

export function measureArtefact(
  artefact: Artefact,
  trials: readonly SpokenTrial[],
  { labels, seed, notice }: MeasureOptions,
): Measured {
  const clips = trials.length
  if (clips === 0) {
    const nothing = { flips: null, standInFlips: null, excess: null, p: null, probabilityChange: null }
    return { artefact, clips, ...nothing, pulledTo: null, relevance: null, noticed: null }
  }
  const changed = trials.filter(isFlip)
  return {
    artefact,
    clips,
    ...figuresOf(trials, seed, {
      flips: trial => Number(isFlip(trial)),
      standInFlips: trial => Number(isStandInFlip(trial)),
      excess: trial => Number(isFlip(trial)) - Number(isStandInFlip(trial)),
      probabilityChange: ({ clean, planted }) =>
        planted.probabilities[clean.predicted] - clean.probabilities[clean.predicted],
    }),
    p: excessTest(trials),
    pulledTo: pull(
      changed.map(({ planted }) => planted.predicted),
      labels,
    ),
    relevance: relevanceOf(trials, seed),
    noticed: notice && noticedOf(changed, labels, notice, seed),
  }
}

function isFlip({ clean, planted }: SpokenTrial): boolean {
  return planted.predicted !== clean.predicted
}

function isStandInFlip({ clean, standIn }: SpokenTrial): boolean {
  return standIn.predicted !== clean.predicted
}

/** Exact McNemar test, one-sided: more labels follow the artefact than the stand-in. Null: none follows one alone. */
function excessTest(trials: readonly SpokenTrial[]): number | null {
  const apart = trials.filter(trial => isFlip(trial) !== isStandInFlip(trial))
  return apart.length === 0 ? null : binomialTail(apart.filter(isFlip).length, apart.length)
}

/** The most frequent; of equally frequent ones the first of the model's labels. */
function pull(became: readonly number[], labels: readonly string[]): Measured['pulledTo'] {
  if (became.length === 0) return null
  const counts = labels.map((_, label) => became.filter(other => other === label).length)
  const most = Math.max(...counts)
  return { label: labels[counts.indexOf(most)], share: most / became.length }
}

/** Over clips whose three maps all have positive relevance. */
function relevanceOf(trials: readonly SpokenTrial[], seed: number): Measured['relevance'] {
  const known = trials.filter(
    ({ clean, planted, standIn }) =>
      clean.onArtefact !== null && planted.onArtefact !== null && standIn.onArtefact !== null,
  )
  if (known.length === 0) return null
  return {
    area: mean(known.map(({ area }) => area!))!,
    ...figuresOf(known, seed, {
      clean: ({ clean }) => clean.onArtefact!,
      planted: ({ planted }) => planted.onArtefact!,
      standIn: ({ standIn }) => standIn.onArtefact!,
      shift: ({ clean, planted }) => planted.onArtefact! - clean.onArtefact!,
    }),
  }
}

function noticedOf(
  changed: readonly SpokenTrial[],
  labels: readonly string[],
  notice: Notice,
  seed: number,
): Measured['noticed'] {
  const judged = notice(
    changed.map(({ clipId, planted: { predicted, probabilities }, cues }) => {
      return { clipId, predicted: labels[predicted], confidence: probabilities[predicted], cues: cues ?? {} }
    }),
  )
  const found = changed.flatMap((trial, i) => (judged[i] === null ? [] : [{ ...trial, ...judged[i] }]))
  if (found.length === 0) return null
  return {
    clips: found.length,
    ...figuresOf(found, seed, { implausible: ({ after }) => Number(after.isImplausible) }),
    implausibleClean: mean(found.map(({ before }) => Number(before.isImplausible)))!,
    alignmentChange: mean(found.map(({ before, after }) => after.alignment - before.alignment))!,
  }
}

/** Means; all figures share the draws of their intervals. */
function figuresOf<T extends SpokenTrial, K extends string>(
  trials: readonly T[],
  seed: number,
  readings: Readonly<Record<K, (trial: T) => number>>,
): Record<K, ArtefactFigure> {
  const names = Object.keys(readings) as K[]
  const columns = names.map(name => Float64Array.from(trials, readings[name]))
  const speakers = groupBy([...trials.keys()], i => trials[i].speaker)
  const intervals = meanIntervals([...speakers.values()], columns, DRAWS, seed)
  const figures = names.map((name, i) => [
    name,
    { mean: mean(columns[i])!, low: intervals[i]?.low ?? null, high: intervals[i]?.high ?? null },
  ])
  return Object.fromEntries(figures) as Record<K, ArtefactFigure>
}
