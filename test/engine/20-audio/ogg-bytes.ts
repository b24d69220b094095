/** The pages of a whole Ogg file, as copies. */
export function oggPages(file: Uint8Array): Uint8Array[] {
  const pages: Uint8Array[] = []
  for (let start = 0; start < file.length;) {
    const segments = file[start + 26]
    const body = file.subarray(start + 27, start + 27 + segments).reduce((sum, length) => sum + length, 0)
    const end = start + 27 + segments + body
    pages.push(file.slice(start, end))
    start = end
  }
  return pages
}

export interface PageFields {
  serial?: number
  sequence?: number
  granule?: bigint
  /** 1 goes on, 2 first, 4 last. */
  flags?: number
}

/** The page with some fields changed, and its checksum made right again. */
export function withFields(page: Uint8Array, { serial, sequence, granule, flags }: PageFields): Uint8Array {
  const copy = page.slice()
  const view = new DataView(copy.buffer)
  if (flags !== undefined) copy[5] = flags
  if (granule !== undefined) view.setBigInt64(6, granule, true)
  if (serial !== undefined) view.setUint32(14, serial, true)
  if (sequence !== undefined) view.setUint32(18, sequence, true)
  view.setUint32(22, 0)
  view.setUint32(22, checksum(copy), true)
  return copy
}

/** A page of whole packets. */
export function pageOf(packets: readonly Uint8Array[], fields: PageFields): Uint8Array {
  const lacing = packets.flatMap(packet => [
    ...Array.from({ length: Math.floor(packet.length / 255) }, () => 255),
    packet.length % 255,
  ])
  const header = [0x4f, 0x67, 0x67, 0x53, 0, 0, ...new Uint8Array(20), lacing.length, ...lacing]
  return withFields(Uint8Array.from([...header, ...packets.flatMap(packet => [...packet])]), fields)
}

export function joinedPages(pages: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(pages.flatMap(page => [...page]))
}

/** Long division, bit by bit: the definition, without a table. */
function checksum(bytes: Uint8Array): number {
  let rest = 0
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      const isSet = (rest >>> 31) ^ ((byte >> bit) & 1)
      rest = (rest << 1) ^ (isSet ? 0x04c11db7 : 0)
    }
  }
  return rest >>> 0
}
