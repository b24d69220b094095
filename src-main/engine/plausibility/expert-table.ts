import type { ZodError } from 'zod'
import { expertCues, expertTableSchema, type ExpertTable } from '#contracts/expert-table'
import { canonicalEmotions } from '#contracts/dataset'
import { CueScopeError } from '#engine/base/errors'

/** @throws CueScopeError that names the first cell that is wrong, and what it may be */
export function readExpertTable(value: unknown): ExpertTable {
  checkNames(value)
  const parsed = expertTableSchema.safeParse(value)
  if (!parsed.success) throw new CueScopeError('wrong-type', complaint(value, parsed.error))
  checkTwice(parsed.data)
  return parsed.data
}

interface Named {
  readonly emotion?: unknown
  readonly cue?: unknown
}

/** Misspelt names are the likeliest mistake in a table written by hand: they are told apart from the rest. */
function checkNames(value: unknown): void {
  for (const list of ['cells', 'emotions'] as const)
    for (const [i, entry] of entriesOf(value, list).entries()) {
      const at = `${place(list, i, entry)}:`
      if (typeof entry.emotion === 'string' && !isOneOf(canonicalEmotions, entry.emotion))
        throw new CueScopeError(
          'label-unknown',
          `${at} there is no emotion “${entry.emotion}”. The emotions are ${canonicalEmotions.join(', ')}.`,
          { list, index: i, emotion: entry.emotion },
        )
      if (list === 'cells' && typeof entry.cue === 'string' && !isOneOf(expertCues, entry.cue))
        throw new CueScopeError(
          'unknown-key',
          `${at} there is no cue “${entry.cue}”. The cues are ${expertCues.join(', ')}.`,
          { list, index: i, cue: entry.cue },
        )
    }
}

function checkTwice({ cells, emotions }: ExpertTable): void {
  const seen = new Set<string>()
  for (const [list, entries] of [
    ['cells', cells],
    ['emotions', emotions],
  ] as const)
    for (const [i, entry] of entries.entries()) {
      const key = `${list} ${entry.emotion} ${'cue' in entry ? entry.cue : ''}`
      if (seen.has(key))
        throw new CueScopeError('duplicate-key', `${place(list, i, entry)}: the table has it twice; keep one.`)
      seen.add(key)
    }
}

/** What zod found, in terms of the table: `Cell 3 (anger, loudness): confidence: ...`. */
function complaint(value: unknown, error: ZodError): string {
  const { path, message } = error.issues[0]
  const [list, index, ...rest] = path
  if ((list !== 'cells' && list !== 'emotions') || typeof index !== 'number')
    return `The expert table is not valid: ${path.join('.') || 'as a whole'}: ${message}`
  const at = place(list, index, entriesOf(value, list)[index])
  return `${at}: ${rest.length > 0 ? `${rest.join('.')}: ` : ''}${message}`
}

function entriesOf(value: unknown, list: 'cells' | 'emotions'): Named[] {
  const entries = (value as Partial<Record<string, unknown>> | null)?.[list]
  return Array.isArray(entries) ? entries.map(entry => (entry ?? {}) as Named) : []
}

/** People count from 1. */
function place(list: 'cells' | 'emotions', index: number, { emotion, cue }: Named): string {
  const names = [emotion, cue].filter(name => typeof name === 'string').join(', ')
  return `${list === 'cells' ? 'Cell' : 'Emotion'} ${index + 1}${names && ` (${names})`} of the expert table`
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name)
}
