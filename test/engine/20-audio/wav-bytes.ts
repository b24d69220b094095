type Field = number | string | Uint8Array | readonly number[]

/** `u16`, `u32`: little-endian numbers; `text`: one byte a character. */
export const u16 = (value: number): number[] => [value & 255, (value >> 8) & 255]
export const u32 = (value: number): number[] => [...u16(value % 65536), ...u16(Math.floor(value / 65536))]

/** Bytes, one after another: numbers are single bytes. */
export function bytesOf(...fields: readonly Field[]): Uint8Array {
  return Uint8Array.from(
    fields.flatMap(field => {
      if (typeof field === 'number') return [field]
      return typeof field === 'string' ? Array.from(field, char => char.charCodeAt(0)) : [...field]
    }),
  )
}

export function chunk(id: string, content: Uint8Array, claimedSize = content.length): Uint8Array {
  return bytesOf(id, u32(claimedSize), content, content.length % 2 ? [0] : [])
}

export interface FormatFields {
  tag: number
  channels: number
  rateHz: number
  bits: number
  blockBytes?: number
  /** What follows the first 16 bytes. */
  extension?: Uint8Array
}

export function formatChunk({ tag, channels, rateHz, bits, blockBytes, extension }: FormatFields): Uint8Array {
  const block = blockBytes ?? channels * Math.ceil(bits / 8)
  return chunk(
    'fmt ',
    bytesOf(u16(tag), u16(channels), u32(rateHz), u32(rateHz * block), u16(block), u16(bits), extension ?? []),
  )
}

/** The rest of an extensible format chunk. */
export function extensible(subTag: number, validBits: number): Uint8Array {
  const tail = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71]
  return bytesOf(u16(22), u16(validBits), u32(4), u16(subTag), tail)
}

export function riff(...chunks: readonly Uint8Array[]): Uint8Array {
  const content = bytesOf('WAVE', ...chunks)
  return bytesOf('RIFF', u32(content.length), content)
}

/** 16-bit samples, one channel unless told otherwise. */
export function wav16(samples: readonly number[], rateHz = 16000, channels = 1): Uint8Array {
  return riff(
    formatChunk({ tag: 1, channels, rateHz, bits: 16 }),
    chunk('data', bytesOf(...samples.map(value => u16(value & 65535)))),
  )
}
