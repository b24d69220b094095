import type { CueVector } from '#contracts/cue'
import type { ExpertTable } from '#contracts/expert-table'
import type { ClipPlausibility, PlausibilitySettings } from '#contracts/plausibility'
import { assess } from '#engine/plausibility/assess'
import type { AssessedClip } from '#engine/plausibility/assessed-clip'
import type { EmotionLabel } from '#engine/plausibility/expectations'

export interface Judged {
  readonly isImplausible: boolean
  readonly alignment: number
}

/** A clip of the audit as the model took it with an artefact. */
export interface Changed {
  readonly clipId: number
  readonly predicted: string
  /** Probability of `predicted`. */
  readonly confidence: number
  /** Of the windows that speak for it. */
  readonly cues: CueVector
}

/** The clips as they are and with an artefact; null where either can't be judged. */
export type Notice = (changed: readonly Changed[]) => ({ readonly before: Judged; readonly after: Judged } | null)[]

/** What changed is held against the audit's clips as they are. @param clips of the audit */
export function createNotice(
  clips: readonly AssessedClip[],
  labels: readonly EmotionLabel[],
  table: ExpertTable,
  settings: PlausibilitySettings,
): Notice {
  const places = new Map(clips.map(({ clipId }, place) => [clipId, place]))
  const untouched = assess(clips, labels, table, settings).clips
  return changed => {
    const known = changed.filter(({ clipId }) => places.has(clipId))
    // Right or wrong is not asked of a guest: nothing is read from it.
    const guests = known.map(guest => {
      return { ...clips[places.get(guest.clipId)!], ...guest, expected: null, reliability: {}, isGuest: true }
    })
    const judged = assess([...clips, ...guests], labels, table, settings).clips.slice(clips.length)
    const after = new Map(known.map((guest, i) => [guest, judgedOf(judged[i])]))
    return changed.map(guest => {
      const found = after.get(guest) ?? null
      const before = found && judgedOf(untouched[places.get(guest.clipId)!])
      return before && found && { before, after: found }
    })
  }
}

function judgedOf({ verdict, alignment }: Pick<ClipPlausibility, 'verdict' | 'alignment'>): Judged | null {
  if (alignment === null || (verdict !== 'plausible' && verdict !== 'implausible')) return null
  return { isImplausible: verdict === 'implausible', alignment }
}
