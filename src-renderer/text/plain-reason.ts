import type { BaselineName, Chance, CueKey, Measures } from '#contracts/cue'
import type { Segment } from '#contracts/segment'
import { TELLING_P } from './cues'
import { plainReasonWords as words } from './words/plain-reason'

type Windows = readonly Pick<Segment, 'startSec' | 'endSec' | 'share'>[]

/** Cues that have an everyday word for either side; the others stay with the cue cards. */
const heard: Partial<Record<CueKey, keyof typeof words.than>> = { loudness: 'loudness', f0: 'pitch' }

/** Windows of one stretch of time touch to within this. */
const TOUCH_SEC = 0.005

/**
 * The windows and their telling cues as one sentence for whoever reads no figures. Of the cues it says only what is
 * measured well and is no chance against `baseline`; '': there are no windows.
 */
export function plainReason(
  by: string,
  question: string,
  windows: Windows,
  measures: Measures | null,
  baseline: BaselineName,
): string {
  if (windows.length === 0) return ''
  const where = words.listened(by, question, strongest(windows))
  if (!measures) return `${where}.`
  const chanceOf = (key: CueKey): Chance | null => measures.baselines[baseline]?.[key]?.mean ?? null
  const told = (Object.keys(heard) as CueKey[]).flatMap(key => {
    const { z = null, p = null } = chanceOf(key) ?? {}
    const isGood = measures.reliability.salient?.[key]?.state === 'good'
    return isGood && z !== null && p !== null ? [{ word: heard[key]!, z, p }] : []
  })
  const telling = told.filter(({ p }) => p < TELLING_P)
  if (telling.length > 0) {
    const differs = telling.map(({ word, z }) => words.than[word][z > 0 ? 'more' : 'less'])
    return words.differs(where, differs, baseline === 'speech')
  }
  return told.length > 0
    ? words.same(
        where,
        told.map(({ word }) => words.cues[word]),
        baseline === 'speech',
      )
    : `${where}.`
}

/** The strongest windows that hold half of what all hold, those that touch as one, by time; and what these hold. */
function strongest(windows: Windows): { stretches: { startSec: number; endSec: number }[]; share: number } {
  const half = windows.reduce((sum, { share }) => sum + share, 0) / 2
  let held = 0
  const chosen = [...windows]
    .sort((a, b) => b.share - a.share)
    .filter(({ share }) => {
      const isNeeded = held < half
      held += share
      return isNeeded
    })
  const stretches: { startSec: number; endSec: number }[] = []
  for (const { startSec, endSec } of chosen.sort((a, b) => a.startSec - b.startSec)) {
    const last = stretches.at(-1)
    if (last && startSec <= last.endSec + TOUCH_SEC) last.endSec = Math.max(last.endSec, endSec)
    else stretches.push({ startSec, endSec })
  }
  return { stretches, share: chosen.reduce((sum, { share }) => sum + share, 0) }
}
