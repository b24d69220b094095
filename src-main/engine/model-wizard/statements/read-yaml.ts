import { CueScopeError } from '#engine/base/errors'

interface Line {
  readonly indent: number
  readonly text: string
}

const MAX_DEPTH = 32

/**
 * The part of YAML that tools write without being asked to: block maps and lists, plain or quoted scalars, lists and
 * maps on one line in JSON's notation or of plain words. What else there is (anchors, tags, folded text) is refused.
 */
export function readYaml(text: string, name: string): unknown {
  const lines: Line[] = text
    .split(/\r?\n/)
    .map(line => line.replace(/(^|\s)#.*$/, '').trimEnd())
    .filter(line => line.trim() !== '' && line !== '---')
    .map(line => ({ indent: line.length - line.trimStart().length, text: line.trimStart() }))
  const refuse = (why: string): never => {
    throw new CueScopeError('wrong-type', `${name} can't be read: ${why}.`, { name })
  }
  let at = 0

  function block(indent: number, depth: number): unknown {
    if (depth > MAX_DEPTH) refuse(`it is nested deeper than ${MAX_DEPTH}`)
    return lines[at].text.startsWith('- ') || lines[at].text === '-' ? list(indent, depth) : map(indent, depth)
  }

  function list(indent: number, depth: number): unknown[] {
    const items: unknown[] = []
    while (at < lines.length && lines[at].indent === indent && /^-( |$)/.test(lines[at].text)) {
      const rest = lines[at].text.slice(1).trimStart()
      if (rest === '') {
        at++
        items.push(nested(indent + 1, depth))
      } else if (keyOf(rest) !== null) {
        // A map that begins on the dash's own line: its other keys stand below this one.
        const column = indent + lines[at].text.length - rest.length
        lines[at] = { indent: column, text: rest }
        items.push(map(column, depth + 1))
      } else {
        items.push(scalar(rest))
        at++
      }
    }
    return items
  }

  function map(indent: number, depth: number): Record<string, unknown> {
    const entries = new Map<string, unknown>()
    while (at < lines.length && lines[at].indent === indent) {
      const key = keyOf(lines[at].text)
      if (key === null) return refuse(`"${lines[at].text.slice(0, 60)}" is neither "key: value" nor an item of a list`)
      const rest = lines[at].text.slice(key.length).replace(/^["']?\s*:\s*/, '')
      at++
      // A list may stand as far left as the key that it belongs to.
      const isListHere = at < lines.length && lines[at].indent === indent && /^-( |$)/.test(lines[at].text)
      const plain = key.replace(/^["']/, '')
      if (plain === '__proto__') refuse('the key "__proto__" is forbidden')
      entries.set(plain, rest !== '' ? scalar(rest) : nested(isListHere ? indent : indent + 1, depth))
    }
    if (at < lines.length && lines[at].indent > indent) refuse(`"${lines[at].text.slice(0, 60)}" is indented too far`)
    return Object.fromEntries(entries)
  }

  function nested(least: number, depth: number): unknown {
    return at < lines.length && lines[at].indent >= least ? block(lines[at].indent, depth + 1) : null
  }

  function scalar(text: string): unknown {
    if (/^[&*!|>]/.test(text)) return refuse(`"${text.slice(0, 60)}" uses a notation that is not read here`)
    if (text === 'null' || text === '~') return null
    const quoted = /^'(.*)'$/.exec(text)
    if (quoted) return quoted[1].replaceAll("''", "'")
    try {
      return JSON.parse(text)
    } catch {
      const words = /^\[([^[\]{}"']*)\]$/.exec(text)
      return words ? words[1].split(',').map(word => scalar(word.trim())) : text
    }
  }

  if (lines.length === 0) return null
  const value = block(lines[0].indent, 1)
  if (at < lines.length) refuse(`"${lines[at].text.slice(0, 60)}" stands where nothing is expected`)
  return value
}

/** The key before a colon, with its opening quote; null: no key. */
function keyOf(text: string): string | null {
  const quoted = /^(["'][^"']*)["']\s*:(\s|$)/.exec(text)
  if (quoted) return quoted[1]
  return /^([^\s"'[{][^"'[{]*?)\s*:(\s|$)/.exec(text)?.[1] ?? null
}
