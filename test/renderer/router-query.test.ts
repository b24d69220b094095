import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { normalQuery, readQuery, writeQuery } from '../../src-renderer/router-query'
import { maskNames } from '../../src-renderer/text/shown-name'

const query = {
  where: '[{"kind":"words","column":"speaker","words":["P-0417 Łucja"]}]',
  text: 'P-0417',
  outcome: 'wrong',
}

describe('renderer/router-query', () => {
  beforeEach(() => vi.stubGlobal('localStorage', { getItem: () => 'salt', setItem: () => undefined }))
  afterEach(() => {
    maskNames(false)
    vi.unstubAllGlobals()
  })

  it('writes an address as everybody does while names are shown', () => {
    expect(writeQuery({ text: 'P-0417', outcome: 'wrong' })).toBe('text=P-0417&outcome=wrong')
  })

  it('holds no name that can be read while names are hidden, and means the same', () => {
    maskNames(true)
    const written = writeQuery(query)
    expect(decodeURIComponent(written)).not.toMatch(/0417|ucja|speaker/)
    expect(written).toContain('outcome=wrong')
    expect(readQuery(written)).toEqual(query)
    maskNames(false)
    expect(readQuery(written)).toEqual(query)
  })

  it('takes what only looks like it as it is', () => {
    expect(readQuery('text=~*')).toEqual({ text: '~*' })
    expect(readQuery('text=~abcde')).toEqual({ text: '~abcde' })
  })

  it('a search that begins with the mark comes back whole', () => {
    expect(readQuery(writeQuery({ text: '~Zm9v' }))).toEqual({ text: '~Zm9v' })
    maskNames(true)
    expect(readQuery(writeQuery({ text: '~Zm9v' }))).toEqual({ text: '~Zm9v' })
  })

  it('what views hand over as numbers or leave undefined is as if read from the address', () => {
    expect(normalQuery({ a: 1, b: undefined, c: null, d: [2, undefined] })).toEqual({ a: '1', c: null, d: ['2', null] })
  })
})
