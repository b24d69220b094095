/** The cues of what is selected. */
export const selectionMeasureWords = {
  button: 'Measure the selection',
  title: (times: string, length: string): string => `Cues in ${times} (${length})`,
  cue: 'Cue',
  here: 'here',
  clip: 'clip',
  difference: 'difference',
  z: 'z',
  zTip: 'Against random windows of the same length from the clip: speech where there is enough of it. In standard deviations.',
  differenceTip: 'Here less the whole clip, which contains its pauses.',
  bandNote: 'Measured over all frequencies: a cue is not a matter of the box’s band.',
  measuring: 'Measuring…',
  little: 'little to measure from',
  close: 'Close',
} as const
