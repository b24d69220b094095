import { parseQuery, stringifyQuery } from 'vue-router'
import type { LocationQuery, LocationQueryRaw, LocationQueryValueRaw } from 'vue-router'
import { areNamesMasked } from './text/shown-name'

/** What somebody filters by may be a speaker's or a file's name. */
const FIELDS = ['where', 'speaker', 'text'] as const
const MARK = '~'

/**
 * With names hidden, an address holds what is filtered by in a form that nobody reads off a screen or a tooltip. It is
 * no cipher: the address still finds the same clips, here and after hiding ends.
 */
export function writeQuery(query: LocationQueryRaw = {}): string {
  const written = { ...query }
  for (const field of FIELDS) {
    const value = written[field]
    if (typeof value !== 'string' || value === '') continue
    if (areNamesMasked() || value.startsWith(MARK)) written[field] = MARK + toBase64(value)
  }
  return stringifyQuery(written)
}

/** As written, names hidden or not. A value that begins with the mark and is no such form stays as it is. */
export function readQuery(search: string): LocationQuery {
  const query = parseQuery(search)
  for (const field of FIELDS) {
    const value = query[field]
    if (typeof value === 'string' && value.startsWith(MARK)) query[field] = fromBase64(value.slice(1)) ?? value
  }
  return query
}

/** As text, without what is undefined: the router does so itself only while it writes addresses its own way. */
export function normalQuery(query: LocationQueryRaw): LocationQuery {
  const asText = (value: LocationQueryValueRaw): string | null =>
    value === null || value === undefined ? null : String(value)
  return Object.fromEntries(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [
        field,
        Array.isArray(value) ? value.map(asText) : asText(value as LocationQueryValueRaw),
      ]),
  )
}

function toBase64(text: string): string {
  const bytes = String.fromCharCode(...new TextEncoder().encode(text))
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromBase64(text: string): string | null {
  if (!/^[\w-]+$/.test(text) || text.length % 4 === 1) return null
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), sign => sign.charCodeAt(0))
  return new TextDecoder().decode(bytes)
}
