import type { BaselineName } from '#contracts/cue'

/** The cues of what is selected. */
export const selectionMeasureWords = {
  button: 'Measure the selection',
  title: (times: string, length: string): string => `Cues in ${times} (${length})`,
  cue: 'Cue',
  here: 'here',
  clip: 'whole clip',
  difference: 'here − clip',
  z: (baseline: BaselineName): string => (baseline === 'speech' ? 'z, random speech' : 'z, random places'),
  zTip: (baseline: BaselineName): string =>
    `Here less the mean of windows of the same length drawn at random from ${baseline === 'speech' ? 'the speech of this clip' : 'anywhere in this clip, for there is too little speech to draw from'}, in standard deviations of those. Not the difference beside it: that is to the whole clip.`,
  differenceTip:
    'Here less the mean of the whole clip, in the cue’s unit. The whole clip contains the selection, and for cues of any sound its pauses too.',
  bandNote: 'Measured over all frequencies: a cue is not a matter of the box’s band.',
  measuring: 'Measuring…',
  little: 'little to measure from',
  close: 'Close',
} as const
