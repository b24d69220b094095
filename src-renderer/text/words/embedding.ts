import { formatCount, formatPlural } from '../format'

export const embeddingWords = {
  found: (size: number, clips: number) =>
    `${formatCount(size)} activations of each of ${formatPlural(clips, 'clip')}, from`,
  toMap: 'See the map',
} as const
