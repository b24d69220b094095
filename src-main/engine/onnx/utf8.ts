/** UTF-8 without a platform's TextDecoder: the pure folders know neither Node nor the DOM. Bad bytes become U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length;) {
    const { codePoint, size } = readCodePoint(bytes, i)
    text += String.fromCodePoint(codePoint)
    i += size
  }
  return text
}

export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = []
  for (const character of text) {
    const c = character.codePointAt(0)!
    if (c < 0x80) bytes.push(c)
    else if (c < 0x800) bytes.push(0xc0 | (c >> 6), tail(c))
    else if (c < 0x10000) bytes.push(0xe0 | (c >> 12), tail(c >> 6), tail(c))
    else bytes.push(0xf0 | (c >> 18), tail(c >> 12), tail(c >> 6), tail(c))
  }
  return Uint8Array.from(bytes)
}

const tail = (bits: number): number => 0x80 | (bits & 0x3f)

const BAD = { codePoint: 0xfffd, size: 1 }

function readCodePoint(bytes: Uint8Array, at: number): { codePoint: number; size: number } {
  const first = bytes[at]
  if (first < 0x80) return { codePoint: first, size: 1 }
  const size =
    first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0
  if (size === 0 || at + size > bytes.length) return BAD
  let codePoint = first & (0x7f >> size)
  for (let k = 1; k < size; k++) {
    const next = bytes[at + k]
    if ((next & 0xc0) !== 0x80) return BAD
    codePoint = (codePoint << 6) | (next & 0x3f)
  }
  const isOverlong = codePoint < (size === 2 ? 0x80 : size === 3 ? 0x800 : 0x10000)
  const isSurrogate = codePoint >= 0xd800 && codePoint < 0xe000
  return isOverlong || isSurrogate || codePoint > 0x10ffff ? BAD : { codePoint, size }
}
