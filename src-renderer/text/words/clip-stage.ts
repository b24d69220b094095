import type { ShownLimit } from '../../composables/use-shown-scales'
import { formatPlural } from '../format'

/** Beside and between the panes of the clip view. */
export const clipStageWords = {
  above: (peak: string): string => `+${peak}`,
  zero: '0',
  below: (peak: string): string => `−${peak}`,
  saliency: 'saliency',
  truth: 'truth',
  seconds: 's',
  time: (sec: string): string => `${sec} s`,
  saliencyName: 'Saliency',
  besideName: (method: string): string => `Beside it, ${method}`,
  noPicture: (why: string): string =>
    `No picture and no saliency: ${why} The sound, its segments and cues are still here.`,
  noTracks: (why: string): string => `No cues over time: ${why}`,
  notOnOffer: (method: string, why: string): string => `${method} is not on offer here: ${why}.`,
  level: 'Level',
  /** What the colours of the map are, along its bar. */
  scaled: (unit: string, { from }: ShownLimit): string => {
    if (from === 'audit' || from === 'person') return `${unit}, same for all clips`
    return from === 'map-for-now' ? `${unit}, own scale for now` : unit
  },
  scaleNote: (unit: string, shown: ShownLimit): string => {
    if (shown.from === 'audit')
      return `${unit}. Same for all clips: 99.5 % of the bins of ${formatPlural(shown.clips, 'map')} of this audit, a random sample, are weaker than the full colour.`
    if (shown.from === 'person') return `${unit}. Same for all clips: a value that was set for this project.`
    if (shown.from === 'map-for-now')
      return `${unit}. This clip’s own values, until the audit’s are worked out${shown.of > 0 ? `: ${shown.clips} of ${formatPlural(shown.of, 'map')} so far` : ''}.`
    return unit
  },
  computing: 'Computing…',
  coarse: 'A coarse map; the exact one is being computed…',
  nothingShown: 'All panes are hidden. The menu of panes above shows them again.',
} as const
