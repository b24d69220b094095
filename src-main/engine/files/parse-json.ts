import { basename } from 'node:path'
import { CueScopeError } from '#engine/base/errors'

const MAX_DEPTH = 64

/** Parses a JSON file that a stranger may have written: UTF-8 only, bounded nesting, no prototype keys. */
export function parseJsonFile(bytes: Uint8Array, path: string): unknown {
  const name = basename(path)
  if (bytes.length === 0) throw new CueScopeError('empty-file', `${name} is empty.`, { path })
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new CueScopeError('encoding', `${name} is not UTF-8 text: save it as UTF-8.`, { path }, { cause })
  }
  checkDepth(text, name)
  try {
    return JSON.parse(text, (key, value) => {
      if (key === '__proto__') throw new CueScopeError('forbidden-key', `${name} uses the forbidden key "${key}".`)
      return value
    })
  } catch (cause) {
    if (cause instanceof CueScopeError) throw cause
    throw new CueScopeError('not-json', `${name} is not JSON: ${(cause as Error).message}`, { path }, { cause })
  }
}

function checkDepth(text: string, name: string): void {
  let depth = 0
  let isInString = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (isInString) {
      if (c === '\\') i++
      else if (c === '"') isInString = false
    } else if (c === '"') isInString = true
    else if (c === '{' || c === '[') {
      if (++depth > MAX_DEPTH) throw new CueScopeError('too-deep', `${name} is nested deeper than ${MAX_DEPTH} levels.`)
    } else if (c === '}' || c === ']') depth--
  }
}
