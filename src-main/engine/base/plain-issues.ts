/** What a schema finds wrong with a value, in words for people: "must be at least 0, not -1". Set for the whole process. */
import { z } from 'zod'

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a group of named values ({...})',
  record: 'a group of named values ({...})',
  null: 'empty (null)',
}
const sizes: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
  set: ['entry', 'entries'],
  map: ['entry', 'entries'],
}

const MAX_SHOWN = 60

/** As JSON has it; long ones not at all: the place is named anyway. */
function instead(input: unknown): string {
  if (input === undefined) return ''
  const shown = typeof input === 'number' ? String(input) : JSON.stringify(input)
  return shown === undefined || shown.length > MAX_SHOWN ? '' : `, not ${shown}`
}

const oneOf = (values: readonly unknown[]): string => values.map(value => JSON.stringify(value)).join(', ')

/** `direction`: which side of the limit is allowed. */
function limit(
  direction: 'least' | 'most',
  value: number | bigint,
  { origin, inclusive, input }: { origin: string; inclusive?: boolean; input?: unknown },
): string {
  const size = sizes[origin]
  if (size) return `must have at ${direction} ${value} ${size[Number(value) === 1 ? 0 : 1]}`
  const beyond = direction === 'least' ? 'above' : 'below'
  return `must be ${inclusive === false ? beyond : `at ${direction}`} ${value}${instead(input)}`
}

z.config({
  localeError: issue => {
    switch (issue.code) {
      case 'invalid_type':
        if (issue.input === undefined) return 'is missing'
        return `must be ${kinds[issue.expected] ?? issue.expected}${instead(issue.input)}`
      case 'invalid_value':
        return issue.input === undefined
          ? 'is missing'
          : `must be ${issue.values.length > 1 ? 'one of ' : ''}${oneOf(issue.values)}${instead(issue.input)}`
      case 'too_small':
        return limit('least', issue.minimum, issue)
      case 'too_big':
        return limit('most', issue.maximum, issue)
      case 'not_multiple_of':
        return `must be a multiple of ${issue.divisor}${instead(issue.input)}`
      case 'unrecognized_keys':
        return `${oneOf(issue.keys)} ${issue.keys.length > 1 ? 'are' : 'is'} not known here`
      case 'invalid_format':
        return `is not written as it must be: ${JSON.stringify(issue.input)?.slice(0, MAX_SHOWN)}`
      default:
        return undefined
    }
  },
})
