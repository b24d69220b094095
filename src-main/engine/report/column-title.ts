import { cueKeys, type CueKey } from '#contracts/cue'
import { cueDefinitions } from '#engine/cues/cue-definitions'

/** How a column of a table of cues is named and written. */
export interface ColumnTitle {
  readonly title: string
  readonly unit: string
  readonly digits: number
}

/** @param column `loudness.mean`, `f0.sd`, `loudness.cv` */
export function columnTitle(column: string): ColumnTitle {
  const [cue, statistic] = column.split('.')
  if (!(cueKeys as readonly string[]).includes(cue)) return { title: column, unit: '', digits: 3 }
  const { title, unit, digits } = cueDefinitions[cue as CueKey]
  if (statistic === 'mean') return { title, unit, digits }
  if (statistic === 'sd') return { title: `${title}, variability`, unit, digits }
  return { title: `${title}, variability / mean`, unit: '', digits: 2 }
}
