/**
 * What other settings change: two audits of the same model on the same clips, side by side. Conventions: a pair is a clip
 * that both explained with the same label; overlap is intersection over union of the windows, in time; intervals resample
 * speakers, then clips.
 */
import type { DataTable } from '#contracts/plausibility'
import type { PlausibilitySettings } from '#contracts/plausibility'
import { assessAudit, methodsOffered } from '#engine/assess-audit'
import { withCues } from '#engine/experiments/window-clips'
import { correctRows, dataTable, meanIntervals } from '#engine/plausibility/data-tables'
import { detectErrors } from '#engine/plausibility/error-detection'
import { placesBySpeaker } from '#engine/plausibility/group-by'
import { timeOverlap } from '#engine/segments/both'
import { finiteOf } from '#engine/stats/finite'
import type { Interval } from '#engine/stats/interval'
import { mean } from '#engine/stats/moments'
import type { StoredAudit } from '#engine/store/audits'
import type { ReadDb } from '#engine/store/handles'
import { salientWindows } from '#engine/store/salient-windows'
import { cueTableClips, type CueTableClip } from '#engine/store/table-clips'

export interface MethodComparison {
  readonly method: string
  /** Clips that both audits explained. */
  readonly clips: number
  readonly overlap: number | null
  readonly interval: Interval | null
  /** Of these clips, correct ones, by label: of the one audit and of the other. */
  readonly cues: readonly [DataTable, DataTable]
  /** Area under the ROC curve of plausibility for wrong predictions, over these clips. */
  readonly areas: readonly [Area, Area]
}

interface Area {
  readonly area: number | null
  readonly interval: Interval | null
  readonly clips: number
}

const DRAWS = 1000

/** For each method that both audits have. @param columns of the tables of cues */
export function compareSettings(
  db: ReadDb,
  [one, other]: readonly [StoredAudit, StoredAudit],
  labels: readonly string[],
  settings: PlausibilitySettings,
  columns: readonly string[],
): MethodComparison[] {
  const shared = methodsOffered(one).filter(method => methodsOffered(other).includes(method))
  return shared.map(method => {
    const [a, b] = [one, other].map(audit => salientWindows(db, audit, method))
    const inBoth = ({ clipId }: CueTableClip): boolean => a.has(clipId) && b.has(clipId)
    const [clips, otherClips] = [one, other].map(audit => cueTableClips(db, audit, method).filter(inBoth))
    const overlaps = Float64Array.from(clips, ({ clipId }) => timeOverlap(a.get(clipId)!, b.get(clipId)!) ?? NaN)
    const tableOf = (chosen: readonly CueTableClip[]): DataTable =>
      dataTable(withCues(chosen), columns, { rowOf: correctRows, isDifference: false })
    return {
      ...{ method, clips: clips.length },
      overlap: mean(finiteOf(overlaps)),
      interval: meanIntervals(placesBySpeaker(clips), [overlaps], DRAWS, 1)[0],
      cues: [tableOf(clips), tableOf(otherClips)],
      areas: [areaOf(one), areaOf(other)],
    }
    /** Judged among all clips of its audit, counted over those of both. */
    function areaOf(audit: StoredAudit): Area {
      const asked = { ...settings, method: method as typeof settings.method }
      const { clips: judged, assessment } = assessAudit(db, audit, labels, asked)
      const places = [...judged.keys()].filter(place => a.has(judged[place].clipId) && b.has(judged[place].clipId))
      const found = detectErrors(
        places.map(place => judged[place]),
        places.map(place => assessment.clips[place]),
      )
      return { ...found.plausibility, clips: found.clips }
    }
  })
}
