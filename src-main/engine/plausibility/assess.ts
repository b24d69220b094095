/**
 * Whether what the model listened to fits what experts expect of the emotion it named.
 *
 * Every cue of a clip's salient windows is compared with the same cue of the reference population (robust z); the z-scores
 * with the directions of an expert table (alignment with every label); the alignment with those of clips whose label is known
 * to be right (standing). The standing gives the verdict, so that a table that fits a data set badly does not condemn it.
 *
 * Conventions: one result a clip, in the order of the clips; n log n. Null says "not known" everywhere, never 0 or NaN.
 * References: [scherer2003], [juslin2003], [banse1996] (residuals about the grand mean), [vovk2005] (standing).
 */
import type { ExpertCue, ExpertTable, Population } from '#contracts/expert-table'
import type { ClipVerdict, CueFinding, PlausibilitySettings } from '#contracts/plausibility'
import { alignment } from './alignment'
import { arousalIndex } from './arousal'
import type { AssessedClip } from './assessed-clip'
import { expectationsOf, type EmotionLabel, type Expectation } from './expectations'
import { findingsOf } from './findings'
import { cueColumns, type CueColumn } from './reference-population'
import { standings, type Standing } from './standing'

export interface Assessment {
  /** One for each clip, in their order. */
  readonly clips: readonly ClipVerdict[]
  /** What the verdict of the clip in this place rests on: made when asked for, a hundred thousand clips have a million. */
  readonly findingsAt: (place: number) => CueFinding[]
  /** Every cue of every clip. */
  readonly columns: ReadonlyMap<ExpertCue, CueColumn>
  readonly expectations: readonly Expectation[]
  /** What cues were compared with: the setting, or the table's own. */
  readonly population: Population
}

/** @param labels of the model, in its order */
export function assess(
  clips: readonly AssessedClip[],
  labels: readonly EmotionLabel[],
  table: ExpertTable,
  settings: PlausibilitySettings,
): Assessment {
  const population = settings.population ?? table.reference
  const expectations = expectationsOf(table, labels)
  const byLabel = new Map(expectations.map(expectation => [expectation.label, expectation]))
  const columns = cueColumns(clips, { ...settings, population })
  const alignments = clips.map((_, i) => expectations.map(({ scored }) => alignment(scored, columns, i)))
  const places = new Map(expectations.map(({ label }, place) => [label, place]))
  const alignmentWith = (i: number, label: string | null): number | null =>
    label === null ? null : (alignments[i][places.get(label) ?? -1] ?? null)
  const own = clips.map(({ predicted }, i) => alignmentWith(i, predicted))
  const standing = standings(clips, own)
  const given = clips.map(({ expected }, i) => ({ label: expected, alignment: alignmentWith(i, expected) }))
  const labelStanding = standings(clips, own, given)
  const expectationOf = (label: string): Expectation => byLabel.get(label) ?? unknownLabel(label)
  return {
    population,
    expectations,
    columns,
    findingsAt: i => findingsOf(expectationOf(clips[i].predicted), columns, i, settings.neutralZ),
    clips: clips.map(({ clipId, predicted }, i) => {
      return {
        clipId,
        ...verdictOf(expectationOf(predicted), columns, i, standing[i], settings),
        alignment: own[i],
        alignments: Object.fromEntries(expectations.map(({ label }, k) => [label, alignments[i][k]])),
        ...standing[i],
        labelPercentile: labelStanding[i].percentile,
        ...rivalry(expectations, alignments[i], predicted, own[i]),
        arousal: arousalIndex(columns, i),
      }
    }),
  }
}

/** A label that the model says it does not have: nothing is expected of it. */
function unknownLabel(label: string): Expectation {
  return { label, emotion: null, shown: new Map(), scored: new Map(), arousal: null }
}

function verdictOf(
  { scored }: Expectation,
  columns: ReadonlyMap<ExpertCue, CueColumn>,
  clip: number,
  { percentile, references }: Standing,
  settings: PlausibilitySettings,
): Pick<ClipVerdict, 'verdict' | 'reason'> {
  if (scored.size === 0) return { verdict: 'no-expectation', reason: null }
  const missing = [...scored.keys()].find(cue => Number.isNaN(columns.get(cue)?.z[clip] ?? NaN))
  if (missing !== undefined) {
    const usable = columns.get(missing)?.populations[clip]?.scale.spread ?? null
    return { verdict: 'not-measurable', reason: usable === null ? 'no-population' : 'no-value' }
  }
  // Among so few correct clips even the worst would not be among the lowest percent asked for.
  if (percentile === null || 100 / (references + 1) > settings.percentile)
    return { verdict: 'not-measurable', reason: 'few-references' }
  return { verdict: percentile <= settings.percentile ? 'implausible' : 'plausible', reason: null }
}

function rivalry(
  expectations: readonly Expectation[],
  alignments: readonly (number | null)[],
  predicted: string,
  own: number | null,
): Pick<ClipVerdict, 'rank' | 'contrast' | 'bestOther'> {
  const others = expectations
    .map(({ label }, i) => ({ label, value: alignments[i] }))
    .filter((other): other is { label: string; value: number } => other.value !== null && other.label !== predicted)
  if (own === null) return { rank: null, contrast: null, bestOther: null }
  const rank = 1 + others.filter(({ value }) => value > own).length
  if (others.length === 0) return { rank, contrast: null, bestOther: null }
  const best = others.reduce((a, b) => (b.value > a.value ? b : a))
  return { rank, contrast: own - best.value, bestOther: best.label }
}
