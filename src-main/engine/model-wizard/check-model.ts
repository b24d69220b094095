/**
 * "Reproduce these logits": runs a package on a clip whose scores another program gave, says how far they are apart, and
 * where they are not the same looks for the front end that reproduces them.
 */
import { basename } from 'node:path'
import type { FrontEnd } from '#contracts/model'
import type { CheckReport, TriedFrontEnd } from '#contracts/model-wizard'
import { decodeAudio } from '#engine/audio/decode'
import type { DecodedAudio } from '#engine/audio/audio'
import { CueScopeError } from '#engine/base/errors'
import { canonicalJson } from '#engine/base/hash'
import { keepRecent } from '#engine/dsp/keep-recent'
import { resample } from '#engine/dsp/resample'
import { readClipFile } from '#engine/files/read-file'
import { loadModel } from '#engine/load-model'
import { checkFrameCount, computeLogMel, normaliseLogMel } from '#engine/logmel/log-mel'
import type { Forward } from '#engine/models/forward'
import { deviationOf, FEW, fittingOrder, readExpectation, type Deviation } from './expectation'
import { searchFrontEnds, type Tried } from './search-front-ends'
import type { WizardTask } from './wizard-task'

const TOLERANCE = { probabilities: 0.01, logits: 0.05 } as const
/** Alternatives in the report. */
const SHOWN = 5
/** So many times nearer than the tolerance there is nothing to look for; and so many times nearer another must be. */
const EXACTNESS = 10
/** Up to so many times the smallest distance counts as near as the nearest: the rest is rounding. */
const AS_NEAR = 2

export async function checkModel(task: Extract<WizardTask, { readonly ask: 'check' }>): Promise<CheckReport> {
  const startedMs = performance.now()
  const { model, release } = await loadModel(task.folder, null)
  try {
    const { labels, frontEnd, forward } = model
    const expected = readExpectation(task.expect, labels)
    const tolerance = task.tolerance ?? TOLERANCE[expected.kind]
    const scoresOf = scorer(await decodeAudio(await readClipFile(task.clip), basename(task.clip)), forward)
    const logits = await scoresOf(frontEnd)
    const own = deviationOf(logits, expected)
    const isReproduced = own.largest <= tolerance
    const labelOrder = isReproduced ? null : fittingOrder(logits, expected, labels, tolerance)

    const measure = async (candidate: FrontEnd): Promise<Deviation | null> => {
      const scores = await scoresOf(candidate).catch(refusedAsNull)
      return scores && deviationOf(scores, expected)
    }
    const isTimeUp = (): boolean => performance.now() - startedMs > 1000 * task.searchSec
    const isSearched = own.largest > tolerance / EXACTNESS && labelOrder === null && task.searchSec > 0
    const search = isSearched ? await searchFrontEnds(frontEnd, measure, tolerance, isTimeUp) : null
    return {
      ...{ kind: expected.kind, tolerance, largestDeviation: own.largest, isReproduced, labelOrder },
      rows: expected.indices.map((label, i) => ({
        label: labels[label],
        expected: expected.values[i],
        found: own.found[i],
      })),
      alternatives: search === null ? [] : alternatives(search.tried, frontEnd, own, tolerance),
      tried: search?.tried.length ?? 1,
      hasRunOut: search?.hasRunOut ?? false,
    }
  } finally {
    await release()
  }
}

/** The model's logits for a clip behind any front end; the audio is resampled once a rate. */
function scorer(audio: DecodedAudio, forward: Forward): (frontEnd: FrontEnd) => Promise<Float32Array> {
  const atRate = keepRecent(8, (sampleRateHz: number) => resample(audio.samples, audio.sampleRateHz, sampleRateHz))
  return async frontEnd => {
    const { sampleRate } = frontEnd
    const logMel = computeLogMel({ samples: atRate(sampleRate), sampleRateHz: sampleRate }, frontEnd)
    checkFrameCount(logMel, frontEnd)
    const { data, rows, cols } = normaliseLogMel(logMel, frontEnd)
    return forward(data, 1, rows, cols)
  }
}

/** A front end that this clip or model can't be used with is no candidate. */
function refusedAsNull(error: unknown): null {
  if (error instanceof CueScopeError) return null
  throw error
}

/**
 * What does better than the package itself, by how it differs from it; where the package does: clearly better. Of those
 * that reproduce all values, what is as near as the nearest comes first, the fewest changes first; else the nearest.
 */
function alternatives(tried: readonly Tried[], given: FrontEnd, own: Deviation, tolerance: number): TriedFrontEnd[] {
  const others = tried
    .map(({ frontEnd, deviation }) => ({ changes: changesFrom(given, frontEnd), deviation }))
    .filter(({ changes }) => Object.keys(changes).length > 0)
  const isReproduced = own.largest <= tolerance
  const limit = isReproduced ? own.largest / EXACTNESS : tolerance
  const reproducing = others.filter(({ deviation }) => deviation.largest <= limit)
  if (isReproduced && reproducing.length === 0) return []
  const ranked =
    reproducing.length > 0
      ? simplestFirst(reproducing, own.found.length < FEW)
      : others.sort((a, b) => a.deviation.largest - b.deviation.largest)
  return ranked.slice(0, SHOWN).map(({ changes, deviation }) => ({
    changes,
    largestDeviation: deviation.largest,
    isReproduced: deviation.largest <= tolerance,
  }))
}

interface Changed {
  readonly changes: TriedFrontEnd['changes']
  readonly deviation: Deviation
}

/** Where few values are expected, being nearer says nothing: then only the number of changes counts. */
function simplestFirst(reproducing: readonly Changed[], isOfFew: boolean): Changed[] {
  const nearest = Math.min(...reproducing.map(({ deviation }) => deviation.distance))
  const isFarther = ({ deviation }: Changed): boolean => !isOfFew && deviation.distance > AS_NEAR * nearest
  const count = (changed: Changed): number => (isFarther(changed) ? 0 : Object.keys(changed.changes).length)
  return [...reproducing].sort(
    (a, b) =>
      Number(isFarther(a)) - Number(isFarther(b)) || count(a) - count(b) || a.deviation.distance - b.deviation.distance,
  )
}

function changesFrom(given: FrontEnd, frontEnd: FrontEnd): TriedFrontEnd['changes'] {
  return Object.fromEntries(
    Object.entries(frontEnd).filter(
      ([field, value]) => canonicalJson({ value }) !== canonicalJson({ value: given[field as keyof FrontEnd] }),
    ),
  )
}
