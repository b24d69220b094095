import type { ErrorBody } from '#contracts/error'
import type { OggPacket } from './ogg-stream'

/** The part of what the packets decode to that is the clip. */
export interface OggExtent {
  /** Left out at the start. */
  readonly skip: number
  readonly frames: number
  readonly notes: readonly ErrorBody[]
}

/**
 * Compares what the packets hold with what the pages' granules promise. `packets`: those with audio; `counts`: samples
 * of each; `preSkip`: samples that the codec itself wants left out. A promise counts where it fits the packets: it may
 * cut the first page (at its start) and the last (at its end), no more.
 */
export function oggExtent(packets: readonly OggPacket[], counts: readonly number[], preSkip: number): OggExtent {
  const ends: number[] = []
  let there = 0
  for (const count of counts) ends.push((there += count))
  const last = packets.length - 1
  const firstPlaced = packets.findIndex(({ granule }) => granule !== null)
  const notes: ErrorBody[] = []
  if (packets.some(({ isUnplaced }) => isUnplaced)) {
    notes.push({
      code: 'corrupt-header',
      message: 'A page says nonsense about its time; its samples are used all the same.',
    })
  }
  if (firstPlaced < 0) return { skip: Math.min(preSkip, there), frames: Math.max(0, there - preSkip), notes }

  // A file with one page may be cut at its end, so that page can't tell where the stream starts.
  const origin = firstPlaced === last ? 0 : packets[firstPlaced].granule! - ends[firstPlaced]
  const skip = Math.min(there, preSkip + Math.min(Math.max(0, -origin), ends[firstPlaced]))
  const promised = packets[last].granule === null ? there : packets[last].granule - origin
  const lastPageStart = ends[packets.findLastIndex(({ granule }, i) => i < last && granule !== null)] ?? 0
  if (promised <= there && promised >= Math.min(lastPageStart, there)) {
    return { skip, frames: Math.max(0, promised - skip), notes }
  }
  const message = `The last page promises ${Math.max(0, promised - skip)} samples, ${there - skip} are there and used.`
  notes.push({ code: 'size-field-wrong', message, details: { promised: promised - skip, frames: there - skip } })
  return { skip, frames: there - skip, notes }
}
