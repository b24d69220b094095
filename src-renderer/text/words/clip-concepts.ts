import { formatCount, formatPlural } from '../format'

export const conceptWords = {
  layer: 'Layer',
  layerLabel: 'Layer whose channels are the concepts',
  ofAudit: (layer: string) => (layer ? `${layer} (the audit’s)` : 'the audit’s'),
  title: 'Concepts',
  all: 'All together',
  channel: (channel: number) => `Channel ${channel}`,
  share: (share: string) => `${share} %`,
  note: (shown: number, channels: number, target: string) =>
    `The ${shown} of ${formatCount(channels)} channels that speak most for ${target}; shares of all channels’ relevance.`,
} as const

export const referenceWords = {
  intro: (channel: number) =>
    `Channel ${channel} over the data set: where it decides most, and where it is most active.`,
  start: (clips: number) => `Look through ${formatPlural(clips, 'clip')}`,
  progress: 'Looking for reference clips',
  which: 'Reference clips',
  mostRelevant: 'Most relevant',
  mostActive: 'Most active',
  play: (clip: string) => `Play the excerpt of ${clip}`,
  place: (file: string, startSec: number, endSec: number) => `${file}, ${startSec.toFixed(2)}–${endSec.toFixed(2)} s`,
  at: (startSec: number, label: string) => `${startSec.toFixed(2)} s · ${label}`,
  none: 'No clip where it speaks for the decision.',
} as const

/** Of clips beside the one that is open. */
export const hearableClipWords = { stop: 'Stop', wrong: 'wrong' } as const
