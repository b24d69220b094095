import { describe, expect, it } from 'vitest'
import { joinPath } from '../../src-renderer/composables/use-clip-file'
import { foundColumns } from '../../src-renderer/text/columns'
import type { ColumnInfo } from '#contracts/clip-query'

describe('renderer/clip file - its path as this computer writes it', () => {
  it('follows the folder of the data set, whether that ends with a stroke or not', () => {
    expect(joinPath('/data/corpus', 'a/b.wav')).toBe('/data/corpus/a/b.wav')
    expect(joinPath('/data/corpus/', 'b.wav')).toBe('/data/corpus/b.wav')
    expect(joinPath('C:\\data\\corpus', 'a/b.wav')).toBe('C:\\data\\corpus\\a\\b.wav')
    expect(joinPath('\\\\server\\share\\', 'a/b.wav')).toBe('\\\\server\\share\\a\\b.wav')
  })
})

describe('renderer/columns - found by typing', () => {
  const info = (id: string, title: string, group: ColumnInfo['group']): ColumnInfo => ({
    ...{ id, title, group, unit: '', kind: 'number', digits: 2 },
  })
  const infos = [
    info('speaker', 'Speaker', 'clip'),
    info('salient.f0.mean', 'Pitch (F0): salient windows', 'cues'),
    info('random.f0.mean', 'Pitch (F0): random speech', 'cues'),
  ]

  it('every word must be in the title or the group’s, in any order; empty groups are left out', () => {
    expect(foundColumns(infos, '').map(({ title, infos: found }) => [title, found.length])).toEqual([
      ['Clip', 1],
      ['Cues', 2],
    ])
    expect(foundColumns(infos, ' RANDOM cues ').flatMap(group => group.infos.map(({ id }) => id))).toEqual([
      'random.f0.mean',
    ])
    expect(foundColumns(infos, 'pitch speaker')).toEqual([])
  })
})
