import { CueScopeError } from '#engine/base/errors'

/** A table's text, for whatever bytes a stranger calls one: UTF-8 with or without a byte order mark, nothing else. */
export function decodeCsvText(bytes: Uint8Array, name: string): string {
  refuseBinary(bytes, name)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    const line = lineOfFirstBadByte(bytes)
    const message = `${name} is not UTF-8 text (line ${line}). Save it again as "CSV UTF-8".`
    throw new CueScopeError('encoding', message, { line }, { cause })
  }
  if (text === '') throw new CueScopeError('empty-file', `${name} is empty.`)
  const zero = text.indexOf('\0')
  if (zero >= 0) {
    const line = text.slice(0, zero).split('\n').length
    throw new CueScopeError('nul-bytes', `${name} holds a zero byte in line ${line}: it is damaged or no table.`, {
      line,
    })
  }
  refuseOtherText(text, name)
  return text
}

function refuseBinary(bytes: Uint8Array, name: string): void {
  const startsWith = (...magic: number[]): boolean => magic.every((byte, i) => bytes[i] === byte)
  if (startsWith(0x50, 0x4b, 0x03, 0x04))
    throw new CueScopeError('not-csv', `${name} looks like a spreadsheet file: export the table as "CSV UTF-8".`)
  if (startsWith(0x1f, 0x8b)) throw new CueScopeError('not-csv', `${name} is compressed (gzip): unpack it first.`)
  if (startsWith(0xff, 0xfe) || startsWith(0xfe, 0xff))
    throw new CueScopeError('encoding', `${name} is UTF-16 text. Save it again as "CSV UTF-8".`)
}

function refuseOtherText(text: string, name: string): void {
  const start = text.trimStart()[0]
  if (start === '{' || start === '[') throw new CueScopeError('not-csv', `${name} is JSON; a CSV table is needed.`)
  if (start === '<') throw new CueScopeError('not-csv', `${name} is a web page or XML; a CSV table is needed.`)
}

function lineOfFirstBadByte(bytes: Uint8Array): number {
  const readable = new TextDecoder('utf-8').decode(bytes).split('\ufffd', 1)[0]
  return readable.split('\n').length
}
