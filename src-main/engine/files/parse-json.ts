import { basename } from 'node:path'
import { CueScopeError } from '#engine/base/errors'

const MAX_DEPTH = 64

/** Parses a JSON file that a stranger may have written: UTF-8 only, bounded nesting, no key twice, no prototype keys. */
export function parseJsonFile(bytes: Uint8Array, path: string): unknown {
  const name = basename(path)
  if (bytes.length === 0) throw new CueScopeError('empty-file', `${name} is empty.`, { path })
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new CueScopeError('encoding', `${name} is not UTF-8 text: save it as UTF-8.`, { path }, { cause })
  }
  try {
    checkStructure(text, name)
    return JSON.parse(text, (key, value) => {
      if (key === '__proto__') throw new CueScopeError('forbidden-key', `${name} uses the forbidden key "${key}".`)
      return value
    })
  } catch (cause) {
    if (cause instanceof CueScopeError) throw cause
    throw new CueScopeError('not-json', `${name} is not JSON: ${(cause as Error).message}`, { path }, { cause })
  }
}

/** JSON.parse would recurse as deep as it is told, and keep the last of two equal keys without a word. */
function checkStructure(text: string, name: string): void {
  /** The keys of each object that is open; null: a list. */
  const open: (Set<string> | null)[] = []
  let isKeyNext = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (c === '"') {
      const end = stringEnd(text, i)
      if (isKeyNext) addKey(open[open.length - 1], JSON.parse(text.slice(i, end)) as string, name)
      isKeyNext = false
      i = end - 1
    } else if (c === '{' || c === '[') {
      if (open.push(c === '{' ? new Set() : null) > MAX_DEPTH)
        throw new CueScopeError('too-deep', `${name} is nested deeper than ${MAX_DEPTH} levels.`)
      isKeyNext = c === '{'
    } else if (c === '}' || c === ']') open.pop()
    else if (c === ',') isKeyNext = (open[open.length - 1] ?? null) !== null
  }
}

/** Index after the closing quote of the string that opens at `start`. */
function stringEnd(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '"') return i + 1
  }
  return text.length
}

function addKey(keys: Set<string> | null, key: string, name: string): void {
  if (keys?.has(key)) throw new CueScopeError('duplicate-key', `${name} has the key "${key}" twice in one object.`)
  keys?.add(key)
}
