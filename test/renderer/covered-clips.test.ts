import { describe, expect, it } from 'vitest'
import { NOTES_ONLY } from '#contracts/clip-query'
import { tellsAnswers } from '../../src-renderer/stores/covered-clips'
import { askedText, typedText } from '../../src-renderer/text/search-text'
import { maskNames } from '../../src-renderer/text/shown-name'

describe('renderer/covered-clips', () => {
  it('renderer/covered-clips - a list in its own order tells no answers, a narrowed or sorted one does', () => {
    expect(tellsAnswers({})).toBe(false)
    expect(tellsAnswers({ sort: 'file', order: 'desc', speaker: 's1' })).toBe(false)
    expect(tellsAnswers({ outcome: 'wrong' })).toBe(true)
    expect(tellsAnswers({ sort: 'confidence' })).toBe(true)
  })
})

describe('renderer/search-text', () => {
  it('renderer/search-text - where names are hidden, notes alone are searched, and the field shows what was typed', () => {
    expect(askedText(' anger ')).toBe('anger')
    maskNames(true)
    expect(askedText('anger')).toBe(`${NOTES_ONLY}anger`)
    expect(askedText(`${NOTES_ONLY}anger`)).toBe(`${NOTES_ONLY}anger`)
    expect(typedText(`${NOTES_ONLY}anger`)).toBe('anger')
    expect(askedText('  ')).toBeUndefined()
    maskNames(false)
    expect(typedText('anger')).toBe('anger')
  })
})
