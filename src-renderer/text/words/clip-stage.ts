/** Beside and between the panes of the clip view. */
export const clipStageWords = {
  above: (peak: string): string => `+${peak}`,
  zero: '0',
  below: (peak: string): string => `−${peak}`,
  saliency: 'saliency',
  truth: 'truth',
  seconds: 's',
  saliencyName: 'Saliency',
  besideName: (method: string): string => `Beside it, ${method}`,
  noPicture: (why: string): string =>
    `No picture and no saliency: ${why} The sound, its segments and cues are still here.`,
  noTracks: (why: string): string => `No cues over time: ${why}`,
  notOnOffer: (method: string, why: string): string => `${method} is not on offer here: ${why}.`,
  level: 'Level',
  sameForAll: 'same for all clips',
  computing: 'Computing…',
  coarse: 'A coarse map; the exact one is being computed…',
  nothingShown: 'All panes are hidden. The menu of panes above shows them again.',
} as const
