import type { ShownLimit } from '../../composables/use-shown-scales'
import { formatPlural, scaleNumber } from '../format'

/** What the clip view's controls of the picture say. */
export const displayWords = {
  opacity: 'Opacity',
  opacityLabel: 'Opacity of the saliency',
  threshold: 'Hide weakest',
  thresholdLabel: 'Share of bins, the weakest, that are left out',
  colours: 'Colours and levels',
  saliency: 'Saliency',
  saliencyColours: 'Colours of the saliency',
  pair: (supports: string, against: string): string => `${supports} supports, ${against} against`,
  contours: 'Contours',
  contoursAround: (parts: string): string => `around the strongest ${parts} of bins`,
  spectrogram: 'Spectrogram',
  colorMap: 'Colour map of the spectrogram',
  levels: 'Levels',
  levelsFixed: 'the same for all clips of this project',
  levelsOwn: (floor: string, ceiling: string, unit: string): string =>
    `This clip’s own: ${floor} (5th percentile) to ${ceiling} ${unit}. Pictures of different clips don’t compare.`,
  scale: 'Full colour',
  scaleLabel: 'Saliency that is shown in full colour',
  scaleOwn: 'at this map’s own values',
  scaleOwnNote: (limit: string): string =>
    `±${limit}, which 99.5 % of its bins stay below: to look at one clip. Strength does not compare between clips.`,
  scaleFixed: 'at the same value for all clips',
  scaleFixedNote: (method: string, shown: ShownLimit): string => {
    const compares = 'A pale map is a weak one: strength compares between clips.'
    if (shown.from === 'audit')
      return `±${scaleNumber(shown.limit)}, which 99.5 % of the bins of ${formatPlural(shown.clips, 'map')} (${method}) stay below: clips drawn at random from this audit. ${compares}`
    if (shown.from === 'person') return `±${scaleNumber(shown.limit)}, set for this project and ${method}. ${compares}`
    if (shown.from === 'map-for-now')
      return `Being worked out from a sample of the audit’s clips${shown.of > 0 ? `, ${shown.clips} of ${shown.of} so far` : ''}; until then each map’s own.`
    return 'This audit has no maps to read it from: each map’s own.'
  },
  takeAudits: 'Back to the audit’s own',
  takeThis: (limit: string): string => `Take this clip’s ±${limit}`,
  panesMenu: 'Panes',
  panes: {
    wave: 'Waveform',
    fine: 'Fine spectrogram',
    model: 'The model’s log-Mel with saliency',
    tracks: 'Cues over time',
  },
  plainModel: 'The model’s log-Mel',
  boxMode: 'Drag boxes in spectrograms',
  supports: 'supports',
  against: 'against',
  hold: 'Hold',
  toHide: 'to hide',
} as const
