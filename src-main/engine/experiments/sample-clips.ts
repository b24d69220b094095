import { sha256 } from '#engine/files/sha256'
import type { PredictedClip } from '#engine/store/experiment-items'

/**
 * A random sample in which every predicted label has its part of the whole, at least one clip where there is room. Which
 * clips are taken depends on their audio and the seed alone: clips that join or leave the data set change the sample by
 * little, their names and order by nothing.
 */
export function sampleClips(clips: readonly PredictedClip[], count: number | 'all', seed: number): PredictedClip[] {
  if (count === 'all' || count >= clips.length) return [...clips]
  const labels = [...new Set(clips.map(({ predicted }) => predicted))].sort()
  const groups = labels.map(label => clips.filter(({ predicted }) => predicted === label))
  const parts = proportionalParts(
    groups.map(({ length }) => length),
    count,
  )
  return groups.flatMap((group, i) => shuffledBySeed(group, seed).slice(0, parts[i]))
}

/** Whole parts of `total` in proportion to the sizes, none 0 where `total` allows that. (largest remainders) */
export function proportionalParts(sizes: readonly number[], total: number): number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0)
  const least = total >= sizes.length ? 1 : 0
  const exact = sizes.map(size => (total * size) / all)
  const parts = exact.map(part => Math.max(least, Math.floor(part)))
  const left = (): number => total - parts.reduce((sum, part) => sum + part, 0)
  const missed = (i: number): number => exact[i] - parts[i]
  while (left() !== 0) {
    const step = Math.sign(left())
    const candidates = [...parts.keys()].filter(i => (step > 0 ? parts[i] < sizes[i] : parts[i] > least))
    const chosen = candidates.reduce((best, i) => (step * missed(i) > step * missed(best) ? i : best))
    parts[chosen] += step
  }
  return parts
}

function shuffledBySeed(clips: readonly PredictedClip[], seed: number): PredictedClip[] {
  return clips
    .map(clip => ({ clip, rank: sha256(`${seed} ${clip.audioSha}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.clip.file < b.clip.file ? -1 : 1))
    .map(({ clip }) => clip)
}
