import { formatCount, formatPlural } from '../format'

export const scanWords = {
  recognised: (clips: number, files: number) =>
    clips === files
      ? `${formatPlural(clips, 'clip')} recognised`
      : `${formatCount(clips)} of ${formatPlural(files, 'clip')} recognised`,
  speakers: (count: number) => formatPlural(count, 'speaker'),
  none: 'No corpus that we know was recognised here. Name a CSV manifest instead of the folder: a table with the columns “file” (seen from the CSV’s folder) and “emotion”.',
  unrecognised: (count: number) => `${formatPlural(count, 'file')} not recognised, left out`,
  more: (count: number) => `and ${formatCount(count)} more`,
  passedOver: (count: number) => `${formatPlural(count, 'entry', 'entries')} passed over`,
} as const
