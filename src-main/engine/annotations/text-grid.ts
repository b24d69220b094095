import { CueScopeError } from '#engine/base/errors'

export interface TextGridTier {
  readonly name: string
  /** Points begin where they end. Without those that say nothing. */
  readonly marks: readonly { readonly startSec: number; readonly endSec: number; readonly text: string }[]
}

/** A quoted text (its quotes doubled), a flag, or a number that stands free: all else is there for people. */
const token = /"((?:[^"]|"")*)"|<[^>\n]*>|(?<!\S)([-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?)(?!\S)/g

/**
 * The tiers of a Praat TextGrid, long or short, UTF-8 or UTF-16, as Praat reads it: what is no text, flag or free-standing
 * number is passed over. [boersma2001]
 * @throws CueScopeError wrong-type, truncated-data
 */
export function readTextGrid(bytes: Uint8Array, name: string): TextGridTier[] {
  const text = decoded(bytes)
  if (!/^\s*(File type = )?"ooTextFile( short)?"\s+(Object class = )?"TextGrid"/.test(text)) {
    const isBinary = text.startsWith('ooBinaryFile')
    const why = isBinary ? 'is a binary TextGrid: save it as a text file in Praat' : 'is no TextGrid'
    throw new CueScopeError('wrong-type', `${name} ${why}.`)
  }
  const values = [...text.matchAll(token)].flatMap(([whole, quoted, number]): (string | number)[] => {
    if (number !== undefined) return [Number(number)]
    return whole.startsWith('<') ? [] : [quoted.replaceAll('""', '"')]
  })
  let at = 2
  const next = <T extends 'string' | 'number'>(type: T): T extends 'string' ? string : number => {
    const value = values[at++]
    if (typeof value === type) return value as T extends 'string' ? string : number
    const what = value === undefined ? 'ends too soon' : `has ${JSON.stringify(value)} where a ${type} belongs`
    throw new CueScopeError('truncated-data', `${name} ${what}: it is damaged.`)
  }
  next('number')
  next('number')
  return Array.from({ length: next('number') }, () => {
    const isPoints = next('string') === 'TextTier'
    const tier = next('string')
    next('number')
    next('number')
    const marks = Array.from({ length: next('number') }, () => {
      const startSec = next('number')
      return { startSec, endSec: isPoints ? startSec : next('number'), text: next('string').trim() }
    })
    return { name: tier, marks: marks.filter(mark => mark.text !== '') }
  })
}

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  return new TextDecoder().decode(bytes)
}
