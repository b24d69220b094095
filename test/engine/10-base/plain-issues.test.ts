import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import '#engine/base/plain-issues'

const found = (schema: z.ZodType, value: unknown): string => schema.safeParse(value).error!.issues[0].message

describe('base/plain-issues', () => {
  it.each<[string, z.ZodType, unknown]>([
    ['must be at least 0, not -1', z.number().min(0), -1],
    ['must be above 0, not 0', z.number().positive(), 0],
    ['must be at most 1, not 1.5', z.number().max(1), 1.5],
    ['must be a whole number, not 0.5', z.int(), 0.5],
    ['must be a number, not "three"', z.number(), 'three'],
    ['must be a number, not NaN', z.number(), NaN],
    ['must be a text, not 3', z.string(), 3],
    ['must have at least 1 character', z.string().min(1), ''],
    ['must have at most 2 entries', z.array(z.number()).max(2), [1, 2, 3]],
    ['must be one of "mean", "sd", not "max"', z.enum(['mean', 'sd']), 'max'],
    ['must be 2, not 1', z.literal(2), 1],
    ['"b" is not known here', z.strictObject({ a: z.number() }), { a: 1, b: 2 }],
    ['is not written as it must be: "x y"', z.string().regex(/^\w+$/), 'x y'],
  ])('%s', (words, schema, value) => expect(found(schema, value)).toBe(words))

  it('says what is missing by its place, and shows no long value', () => {
    const error = z.object({ labels: z.array(z.string()) }).safeParse({}).error!
    expect(error.issues[0]).toMatchObject({ path: ['labels'], message: 'is missing' })
    expect(found(z.number(), 'x'.repeat(100))).toBe('must be a number')
  })

  it('leaves what a schema says itself', () => {
    expect(
      found(
        z.string().refine(text => text === '', 'is to be empty'),
        'x',
      ),
    ).toBe('is to be empty')
  })
})
