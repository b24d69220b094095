import type { ErrorBody } from '#contracts/error'
import { CueScopeError } from '#engine/base/errors'
import type { OggPage, OggPages } from './ogg-pages'

export interface OggPacket {
  readonly data: Uint8Array
  /** That of its page, for the last packet that ends there; else null. */
  readonly granule: number | null
  /** It ends on a page whose granule is missing or nonsense. */
  readonly isUnplaced: boolean
}

export interface OggStream {
  /** The codec's own headers. */
  readonly headers: readonly OggPacket[]
  /** At least one. */
  readonly audio: readonly OggPacket[]
  readonly notes: readonly ErrorBody[]
}

/**
 * The packets of one stream of the file, which starts with `headerCount` of the codec's own. A stream that is cut is
 * used up to there; one that is damaged before its end is refused, as all later times would be wrong.
 */
export function readOggStream(found: OggPages, serial: number, headerCount: number): OggStream {
  const pages = found.pages.filter(page => page.serial === serial)
  checkSequence(pages, found)
  checkSingle(found.pages, pages)
  const packets = joinParts(pages)
  if (packets.length <= headerCount) throw withoutSound(found, packets.length < headerCount)
  const notes = tailNotes(found, pages.at(-1)!.isLast)
  return { headers: packets.slice(0, headerCount), audio: packets.slice(headerCount), notes }
}

function withoutSound({ damagedPages, tailBytes }: OggPages, isHeaderCut: boolean): CueScopeError {
  const details = { damagedPages, tailBytes }
  if (damagedPages > 0) {
    const message = 'the checksum of its first page of sound is wrong, no sound is left. Get the file again.'
    return new CueScopeError('crc-mismatch', message, details)
  }
  if (tailBytes > 0) {
    const message = 'it is cut before its first page of sound ends. Get the file again.'
    return new CueScopeError('truncated-data', message, details)
  }
  if (isHeaderCut) return new CueScopeError('truncated-header', 'it ends within its header. Get the file again.')
  return new CueScopeError('no-audio-frames', 'there are no samples in it. Get the file again, or leave it out.')
}

function checkSequence(pages: readonly OggPage[], { damagedPages }: OggPages): void {
  const gap = pages.findIndex((page, i) => i > 0 && page.sequence !== pages[i - 1].sequence + 1)
  if (gap < 0) return
  const message = `page ${pages[gap - 1].sequence} of it is followed by page ${pages[gap].sequence}: what is between is lost or damaged, and all later times would be wrong. Get the file again.`
  throw new CueScopeError(damagedPages > 0 ? 'crc-mismatch' : 'decode-error', message, { damagedPages })
}

/** Streams side by side start together; one that starts later was put behind. */
function checkSingle(all: readonly OggPage[], own: readonly OggPage[]): void {
  const ownStart = all.findIndex(page => page.serial === own[0].serial && !page.isFirst)
  const isChained = ownStart >= 0 && all.slice(ownStart).some(page => page.isFirst)
  const isRestarted = own.slice(1).some(page => page.isFirst)
  if (!isChained && !isRestarted) return
  const message = 'it holds several recordings, one behind the other. Cut it into files of one recording each.'
  throw new CueScopeError('corrupt-header', message)
}

function joinParts(pages: readonly OggPage[]): OggPacket[] {
  const packets: OggPacket[] = []
  let pending: Uint8Array[] = []
  for (const page of pages) {
    if (!page.isContinued) pending = []
    page.parts.forEach((part, i) => {
      pending.push(part)
      const isLastPart = i === page.parts.length - 1
      if (isLastPart && !page.isComplete) return
      const isLastEnd = isLastPart || (i === page.parts.length - 2 && !page.isComplete)
      packets.push({
        data: pending.length === 1 ? part : Buffer.concat(pending),
        granule: isLastEnd ? page.granule : null,
        isUnplaced: isLastEnd && page.granule === null,
      })
      pending = []
    })
  }
  return packets
}

function tailNotes({ tailBytes, isTailPage, damagedPages }: OggPages, isWhole: boolean): ErrorBody[] {
  if (isWhole) {
    if (tailBytes === 0) return []
    const message = `${tailBytes} bytes follow the last samples; they are passed over.`
    return [{ code: 'size-field-wrong', message, details: { tailBytes } }]
  }
  const message = 'The file is cut: the mark of its end is missing. What is there is used.'
  const notes: ErrorBody[] = [{ code: 'truncated-data', message, details: { tailBytes } }]
  if (isTailPage && damagedPages > 0)
    notes.push({ code: 'crc-mismatch', message: 'The last page is damaged and left out.' })
  return notes
}
