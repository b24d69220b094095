import { describe, expect, it } from 'vitest'
import { narrow } from '../../src-renderer/components/palette/palette-item'
import type { PaletteItem } from '../../src-renderer/components/palette/palette-item'
import { addressOf } from '../../src-renderer/components/palette/use-palette-items'
import { fuzzyScore } from '../../src-renderer/text/fuzzy'
import { pageAlso, pageTitles, settingAlso } from '../../src-renderer/text/words/palette'
import { settingsParts } from '../../src-renderer/text/words/settings'

const item = (title: string, also?: string): PaletteItem => ({
  ...{ key: title, group: 'action', title, also },
  run: () => undefined,
})
const titles = (items: readonly PaletteItem[], typed: string, found: PaletteItem[] = []): string[] =>
  narrow(items, typed, found).map(one => one.title)

describe('renderer/palette', () => {
  const all = ['Play the salient segments only', 'Next clip', 'Previous clip', 'Show the whole clip', 'Zoom in'].map(
    one => item(one),
  )

  it('finds by part, by the beginnings of words in any order, and by initials', () => {
    expect(titles(all, 'salient')).toEqual(['Play the salient segments only'])
    expect(titles(all, 'clip whole')).toEqual(['Show the whole clip'])
    expect(titles(all, 'zi')).toEqual(['Zoom in'])
    expect(titles(all, 'NÉXT')).toEqual(['Next clip'])
  })

  it('the beginning of a word goes before its middle, and letters that lie about anywhere are no find', () => {
    expect(titles([item('Replay'), item('Play')], 'play')).toEqual(['Play', 'Replay'])
    expect(fuzzyScore('nic', 'Play the salient segments only')).toBeNull()
    expect(titles(all, 'xyz')).toEqual([])
  })

  it('shows everything in its order while nothing is typed, and what the engine found last', () => {
    expect(titles(all, '')).toEqual(all.map(one => one.title))
    expect(titles(all, 'next', [item('take-next.wav')])).toEqual(['Next clip', 'take-next.wav'])
  })

  it('what stands beside a title finds it too, after the titles', () => {
    const items = [item('Study A', 'opened 3 May'), item('May corpus')]
    expect(titles(items, 'may')).toEqual(['May corpus', 'Study A'])
  })

  it('settings and pages are found by what they hold', () => {
    const parts = Object.entries(settingsParts).map(([part, title]) => item(title, settingAlso[part]))
    expect(titles(parts, 'praat')).toEqual([settingsParts.keys])
    expect(titles(parts, 'text size')).toEqual([settingsParts.look])
    const pages = Object.entries(pageTitles).map(([name, title]) => item(title, pageAlso[name]))
    expect(titles(pages, 'export')).toEqual([pageTitles.labels, pageTitles.misclassifications])
    expect(titles(pages, 'report')[0]).toBe(pageTitles.findings)
  })

  it('goes to pages whose address is known here', () => {
    const params = { project: 'ab', audit: '3' }
    expect(addressOf('/p/:project/a/:audit(\\d+)/experiments/:kind?', params)).toBe('/p/ab/a/3/experiments')
    expect(addressOf('/p/:project/a/:audit(\\d+)/run', { project: 'ab' })).toBeNull()
    expect(addressOf('/settings/:part?', {})).toBe('/settings')
    expect(addressOf('/', {})).toBe('/')
  })
})
