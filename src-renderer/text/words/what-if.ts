/** What the model would say without a part of the clip, or of that part alone. */
export const whatIfWords = {
  title: 'If it were taken away',
  titleOfSegments: 'If these were taken away',
  tip: 'Taken away: the part is replaced in the model’s log-Mel as this audit’s occlusion replaces its patches, by default by each band’s mean in training. Alone: all else is. A bin counts by its middle. The cut itself may disturb the model: compare with another stretch of the same length.',
  label: 'Label',
  whole: 'whole clip',
  without: 'taken away',
  only: 'alone',
  said: (before: string, without: string, alone: string): string =>
    `Taken away: ${without === before ? `still ${before}` : `${without} instead of ${before}`}. Alone: ${alone}.`,
  asking: 'Asking the model…',
} as const
